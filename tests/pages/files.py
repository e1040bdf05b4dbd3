"""Somebody without a browser who brings files and takes files away, as the real page does."""

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.request import Request, urlopen

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitor import Visitor
from pages.ui.components.picker import BRING

_BOUNDARY = "of-two-parts"
_XSRF = "_streamlit_xsrf"


@dataclass
class Carrier(Visitor):
    """A visitor who keeps in mind where files are asked for and where they lie.

    Attributes
    ----------
    lying : dict
        Address of each file that the page shows or offers, by its place or its button.
    """

    lying: dict[str, str] = field(default_factory=dict)
    _session: str = ""
    _picker: tuple[str, str] = "", ""
    _uploader: tuple[str, str] = "", ""
    _later: dict[str, str] = field(default_factory=dict)

    async def bring(self, name: str, data: bytes) -> None:
        """Choose a file of one's own as the picture of the app."""
        trigger = _make_trigger_id(self._picker[0], "events")
        self._set(trigger).json_trigger_value = f'[{{"event": "chosen", "value": "{BRING}"}}]'
        await self._run(self._picker[1])
        del self._states[trigger]
        asked = BackMsg()
        asked.file_urls_request.session_id = self._session
        asked.file_urls_request.file_names.append(name)
        place = (await self._answer_to(asked)).file_urls_response.file_urls[0]
        await asyncio.to_thread(put, f"{self.address}{place.upload_url}", name, data)
        told = self._set(self._uploader[0]).file_uploader_state_value.uploaded_file_info.add()
        told.name, told.size, told.file_id = name, len(data), place.file_id
        told.file_urls.CopyFrom(place)
        await self._run(self._uploader[1])

    async def take_files(self) -> set[str]:
        """What is in each file that the page shows or offers, as a checksum."""
        for button, name in self._later.items():
            asked = BackMsg()
            asked.backend_operation_request.session_id = self._session
            asked.backend_operation_request.deferred_file.file_id = name
            made = (await self._answer_to(asked)).backend_operation_response
            self.lying[button] = made.deferred_file.url
        contents = [await asyncio.to_thread(get, self.address + at) for at in self.lying.values()]
        return {hashlib.sha256(content).hexdigest() for content in contents}

    async def _answer_to(self, asked: BackMsg) -> ForwardMsg:
        assert self._socket is not None
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())  # type: ignore[arg-type]
            if message.WhichOneof("type") in ("file_urls_response", "backend_operation_response"):
                return message

    def _take(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "new_session":
            self._session = message.new_session.initialize.session_id
        return super()._take(message)

    def _element(self, message: ForwardMsg, path: list[int]) -> None:
        super()._element(message, path)
        if message.WhichOneof("type") != "delta" or not message.delta.HasField("new_element"):
            return
        element: Any = message.delta.new_element
        kind, fragment = element.WhichOneof("type"), message.delta.fragment_id
        if kind == "bidi_component" and element.bidi_component.component_name.endswith("_picker"):
            self._picker = element.bidi_component.id, fragment
        elif kind == "file_uploader":
            self._uploader = element.file_uploader.id, fragment
        elif kind == "imgs":
            self.lying |= {f"{path} {i}": one.url for i, one in enumerate(element.imgs.imgs)}
        elif kind == "download_button" and element.download_button.deferred_file_id:
            self._later[element.download_button.id] = element.download_button.deferred_file_id

    def leave(self) -> None:
        """Forget the files of a page."""
        self.lying.clear()
        self._later.clear()


def put(address: str, name: str, data: bytes) -> None:
    """Send a file as a form, with the token that a cookie brings."""
    with urlopen(f"{address.partition('/_stcore')[0]}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].partition(f"{_XSRF}=")[2].partition(";")[0]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    parts = [f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode(), data, f"\r\n--{_BOUNDARY}--".encode()]
    headers = {
        "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        "Cookie": f"{_XSRF}={token}",
        "X-Xsrftoken": token,
    }
    with urlopen(Request(address, b"".join(parts), headers, method="PUT")) as answer:
        assert answer.status == 204


def get(address: str) -> bytes:
    """Fetch a file."""
    with urlopen(address) as answer:
        return bytes(answer.read())
