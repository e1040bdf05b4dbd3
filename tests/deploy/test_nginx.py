"""nginx.conf is what the project makes, and knows the replicas of the compose file."""

import re
import subprocess
import sys
from functools import cache

import pytest

from vizcore.locations import APP
from vizcore.workers import find_proxy

DEPLOY = APP / "deploy"


@cache
def made() -> str:
    command = [sys.executable, str(DEPLOY / "make_nginx.py"), "app1:8501", "app2:8501"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_nginx_conf_is_what_the_script_prints():
    assert (DEPLOY / "nginx.conf").read_text() == made()


def test_every_replica_of_the_compose_file_is_known_to_nginx():
    text = (DEPLOY / "compose.yaml").read_text()
    replicas = re.findall(
        r"^  (app\d+):\n    <<.*\n.*\n      CONVSCOPE_WORKER: \"(\d+)\"", text, re.M
    )
    asked = re.findall(r"upstream worker(\d+) { server (\w+):", made())
    assert [(name, number) for number, name in asked] == replicas


@pytest.mark.skipif(find_proxy() is None, reason="needs nginx")
def test_nginx_finds_no_fault_in_it(tmp_path):
    path = tmp_path / "nginx.conf"
    path.write_text(made().replace("app1:", "127.0.0.1:").replace("app2:", "127.0.0.2:"))
    found = subprocess.run(
        [find_proxy(), "-t", "-e", "stderr", "-g", f"pid {tmp_path}/pid;", "-c", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "syntax is ok" in found.stderr, found.stderr
