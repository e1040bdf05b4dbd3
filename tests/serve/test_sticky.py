"""Whoever a worker answers is sent to it again."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse

from vizcore.serve.sticky import COOKIE, Sticky, worker_name


def given(cookie: str | None) -> list[str]:
    """The cookies of the answer that worker 2 gives to a request with `cookie`."""
    headers = [(b"cookie", cookie.encode())] if cookie is not None else []
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    asyncio.run(Sticky(PlainTextResponse("well"), "2")(scope, None, send))
    return [value.decode() for key, value in sent[0]["headers"] if key == b"set-cookie"]


@pytest.mark.parametrize("cookie", [None, "", f"{COOKIE}=1", f"{COOKIE}=22", "other=2", ";;=;\xff"])
def test_who_is_new_or_comes_from_another_worker_is_told_to_stay(cookie):
    assert given(cookie) == [f"{COOKIE}=2; Path=/; HttpOnly; SameSite=Lax"]


@pytest.mark.parametrize("cookie", [f"{COOKIE}=2", f"a=b; {COOKIE}=2; c=d"])
def test_who_is_with_it_already_is_told_nothing(cookie):
    assert given(cookie) == []


@pytest.mark.parametrize(("said", "name"), [("", ""), ("3", "3"), ("app1", "app1"), ("1; x", "")])
def test_a_name_is_letters_and_digits(monkeypatch, said, name):
    monkeypatch.setenv("CONVSCOPE_WORKER", said)
    assert worker_name() == name
