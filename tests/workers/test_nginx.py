"""What nginx is told, and that nginx takes it."""

import re
import subprocess

import pytest

from vizcore.workers import configuration, find_proxy

APPS = ["127.0.0.1:8601", "127.0.0.1:8602", "127.0.0.1:8603"]


def test_every_worker_stands_in_for_every_other():
    text = configuration("127.0.0.1:8501", APPS)
    for number, app in enumerate(APPS, start=1):
        (group,) = re.findall(rf"upstream worker{number} {{(.*?)}}", text)
        assert re.findall(r"server (\S+)[^;]*backup;", group) == [a for a in APPS if a != app]
        assert re.findall(r"server (\S+)", group)[0] == app


def test_the_shares_of_those_who_come_are_equal():
    text = configuration("127.0.0.1:8501", APPS)
    assert "split_clients $request_id $drawn { 33.33% 1; 33.33% 2; * 3; }" in text


@pytest.mark.skipif(find_proxy() is None, reason="needs nginx")
@pytest.mark.parametrize("count", [2, 3])
def test_nginx_finds_no_fault_in_it(tmp_path, count):
    path = tmp_path / "nginx.conf"
    path.write_text(configuration("127.0.0.1:8501", APPS[:count], folder=tmp_path))
    found = subprocess.run(
        [find_proxy(), "-t", "-e", "stderr", "-p", tmp_path, "-c", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "warn" not in found.stderr
