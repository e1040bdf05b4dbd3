"""Two workers behind nginx, as `convscope --workers 2` starts them."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.server import COMMAND, running_process
from tests.browser.tabs import messages_sent, wait_for_run
from vizcore.serve.sticky import COOKIE
from vizcore.workers import find_proxy

pytestmark = pytest.mark.skipif(
    find_proxy() is None or sys.platform != "linux", reason="needs nginx, and /proc"
)


@pytest.fixture(scope="module")
def crew():
    """The address, and the process that watches over the workers."""
    with running_process((*COMMAND, "--workers=2")) as started:
        yield started


def workers(crew: tuple[str, int]) -> set[int]:
    """The processes that run the app."""
    children = subprocess.run(
        ["pgrep", "-P", str(crew[1]), "-f", "vizcore.workers [0-9]"],
        capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    return set(map(int, children))


def of(page: Page, crew: tuple[str, int]) -> int:
    """The process of the worker that a page is with: it holds the page's socket."""
    ports = {Path(f"/proc/{pid}/cmdline").read_text().split("\0")[-2]: pid for pid in workers(crew)}
    number = next(c["value"] for c in page.context.cookies(crew[0]) if c["name"] == COOKIE)
    folder = Path(f"/proc/{nginx(crew)}/cmdline").read_text().split("\0")[0]
    text = Path(re.search(r"\S+nginx\.conf", folder)[0]).read_text()
    return ports[re.search(rf"upstream worker{number} .*?:(\d+)", text)[1]]


def nginx(crew: tuple[str, int]) -> int:
    found = subprocess.run(
        ["pgrep", "-P", str(crew[1]), "-f", "nginx"], capture_output=True, text=True, check=True
    )
    return int(found.stdout.split()[0])


def cookie_given(address: str, cookie: str | None = None) -> str | None:
    """Which worker the answer to one request says to stay with."""
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    request = urllib.request.Request(f"{address}/healthz", headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        found = re.search(rf"{COOKIE}=(\d+)", answer.headers.get("Set-Cookie", ""))
    return found and found[1]


def choose_same(page: Page) -> None:
    """Click, and again if the click came before the new worker had run the page."""
    for patience in (5_000, 5_000, 15_000):
        page.get_by_role("radio", name="Same").click()
        with contextlib.suppress(AssertionError) if patience < 15_000 else contextlib.nullcontext():
            expect(page).to_have_url(
                re.compile(r"stride_rows=2&stride_columns=2&padding=same"), timeout=patience
            )
            return


def test_people_of_one_address_are_shared_out_and_stay_where_they_are(crew):
    given = Counter(cookie_given(crew[0]) for _ in range(60))
    assert set(given) == {"1", "2"}
    assert min(given.values()) > 10
    assert cookie_given(crew[0], "1") is None
    assert cookie_given(crew[0], "2") is None


def test_who_was_with_a_worker_that_died_goes_on_at_the_same_place(
    crew, open_page: OpenPage
) -> None:
    page = open_page(f"{crew[0]}/convolution?stride_rows=2", fresh=True)
    expect(page.locator(".player .count")).to_have_text(re.compile("^1 / "), timeout=60_000)
    wait_for_run(page)
    before = workers(crew)
    gone = of(page, crew)
    sent = messages_sent(page)
    os.kill(gone, signal.SIGKILL)
    state = page.locator("[data-test-connection-state]")
    expect(state).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(state).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    while not sent:  # the page asks by itself to be run again
        page.wait_for_timeout(50)
    choose_same(page)
    expect(page.locator(".player .count")).to_have_text(re.compile("^1 / "))
    deadline = time.monotonic() + 30
    while len(workers(crew) - {gone}) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert workers(crew) & before == before - {gone}
    assert len(workers(crew)) == 2


def test_all_workers_can_be_replaced_and_whoever_brought_a_picture_is_told_to_bring_it_again(
    crew, open_page: OpenPage
) -> None:
    page = open_page(f"{crew[0]}/kernels?preset=sobel_x", fresh=True)
    expect(page.locator(".picture[data-painted]")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Your own").click()
    page.get_by_role("radio", name="File").click()
    file = BytesIO()
    Image.new("RGB", (60, 50), "teal").save(file, "PNG")
    chosen = {"name": "teal.png", "mimeType": "image/png", "buffer": file.getvalue()}
    page.locator("input[type=file]").set_input_files(chosen)
    expect(page).to_have_url(re.compile("picture=own-"))
    before = workers(crew)
    os.kill(crew[1], signal.SIGHUP)
    deadline = time.monotonic() + 60
    while workers(crew) & before and time.monotonic() < deadline:
        assert cookie_given(crew[0], "1") in (None, "1", "2")  # whoever comes meanwhile is answered
        time.sleep(0.2)
    assert not workers(crew) & before
    assert len(workers(crew)) == 2
    expect(page.get_by_test_id("stToast")).to_contain_text("choose the file again", timeout=30_000)
    expect(page).to_have_url(f"{crew[0]}/kernels?preset=sobel_x")


def test_what_passes_by_nginx_goes_to_no_disk(crew):
    command = Path(f"/proc/{nginx(crew)}/cmdline").read_text()
    folder = Path(re.search(r"[^\0 ]+(?=/nginx\.conf)", command)[0])
    for name in ("client_body", "proxy"):  # as if it were full
        (folder / name).rmdir()
        (folder / name).touch()
    large = max((Path(st.__file__).parent / "static/static/js").iterdir(), key=size)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", int(crew[0].rsplit(":", 1)[1])))
        slow.sendall(f"GET /static/js/{large.name} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        asked = urllib.request.Request(
            f"{crew[0]}/_stcore/upload_file/nobody/1", bytes(300_000), method="PUT"
        )
        with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(asked):
            pass
        refused.value.close()
        assert refused.value.code == 403  # by Streamlit, who does not know this session
        time.sleep(0.5)
        with slow.makefile("rb") as answer:
            assert len(answer.read().partition(b"\r\n\r\n")[2]) == size(large)


def size(path: Path) -> int:
    return path.stat().st_size
