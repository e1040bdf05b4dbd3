"""What a server takes in at once."""

import asyncio
import tempfile

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from vizcore.serve.uploads import UploadLimits


def scope(path: str = "/_stcore/upload_file/me/1", method: str = "PUT") -> dict:
    return {"type": "http", "method": method, "path": path, "headers": []}


async def status(app, asked: dict) -> int:
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    await app(asked, receive, send)
    return sent[0]["status"]


def test_one_session_may_send_so_many_files_a_minute_and_others_do_not_wait_for_it():
    seconds = [0.0]
    app = UploadLimits(PlainTextResponse("taken"), a_minute=3, clock=lambda: seconds[0])

    async def all_of_it() -> list[int]:
        found = [await status(app, scope()) for _ in range(4)]
        found.append(await status(app, scope("/_stcore/upload_file/you/1")))
        seconds[0] = 21.0  # a third of a minute: one more
        found += [await status(app, scope()) for _ in range(2)]
        return found

    assert asyncio.run(all_of_it()) == [200, 200, 200, 429, 200, 200, 429]


def test_so_many_come_at_once_and_the_others_in_their_turn():
    going, most = [0], [0]

    async def slow(asked, receive, send):
        going[0] += 1
        most[0] = max(most[0], going[0])
        await asyncio.sleep(0.01)
        going[0] -= 1
        await PlainTextResponse("taken")(asked, receive, send)

    async def all_of_it() -> list[int]:
        app = UploadLimits(slow, together=2)
        asked = [scope(f"/_stcore/upload_file/{i}/1") for i in range(7)]
        return await asyncio.gather(*(status(app, each) for each in asked))

    assert asyncio.run(all_of_it()) == [200] * 7
    assert most[0] == 2


def test_a_file_that_never_comes_gives_its_turn_back():
    async def endless(asked, receive, send):
        await asyncio.sleep(3600)

    async def all_of_it() -> list[int]:
        app = UploadLimits(endless, together=1, patience=0.05)
        return [await status(app, scope()), await status(app, scope())]

    assert asyncio.run(all_of_it()) == [408, 408]


def test_nothing_else_is_counted():
    async def all_of_it() -> set[int]:
        app = UploadLimits(PlainTextResponse("there"), a_minute=1)
        asked = [scope("/media/a.png", "GET"), scope(method="OPTIONS"), scope(method="DELETE")] * 3
        return {await status(app, each) for each in asked}

    assert asyncio.run(all_of_it()) == {200}


def test_a_large_file_comes_where_no_folder_can_be_written_to(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n'
    content = bytes(3_000_000)

    async def take(asked, receive, send):
        async with Request(asked, receive).form() as form:
            text = str(len(await form["f"].read()))
        await PlainTextResponse(text)(asked, receive, send)

    async def size() -> str:
        parts = [head, *(content[i : i + 65_536] for i in range(0, len(content), 65_536))]
        parts += [b"\r\n--x--\r\n"]

        async def receive():
            return {"type": "http.request", "body": parts.pop(0), "more_body": len(parts) > 0}

        sent: list[dict] = []

        async def send(message):
            sent.append(message)

        kind = [(b"content-type", b"multipart/form-data; boundary=x")]
        await UploadLimits(take)(scope() | {"headers": kind}, receive, send)
        return sent[-1]["body"].decode()

    assert asyncio.run(size()) == "3000000"
