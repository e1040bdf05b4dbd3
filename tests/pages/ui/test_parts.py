"""Two changes within milliseconds: what is sent can be put where it belongs."""

from collections.abc import Sequence

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from pages.ui.parts import Messages, keep_parts_whole


def _block(path: Sequence[int], part: str) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = part
    message.delta.add_block.allow_empty = True
    return message


def _same_as_before(path: Sequence[int]) -> ForwardMsg:
    message = ForwardMsg(ref_hash="what the browser has")
    message.metadata.delta_path.extend(path)
    return message


def _finished() -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


#: A page's lesson, an exercise inside it, an element that the browser has, and another part.
WAITING = (
    _block((0, 2, 5), "lesson"),
    _block((0, 2, 5, 7), "lesson"),
    _same_as_before((0, 2, 5, 7, 1)),
    _block((0, 2, 5, 7, 0), "exercise"),
    _block((0, 2, 6), "beside"),
    _same_as_before((0, 2, 6, 0)),
    _finished(),
)


def _left(queue: ForwardMsgQueue, part: str) -> list[tuple[int, ...]]:
    for message in WAITING:
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[part])
    return [tuple(message.metadata.delta_path) for message in queue.flush()]


def test_a_part_that_is_made_anew_takes_along_what_stands_in_it() -> None:
    assert _left(Messages(), "lesson") == [(0, 2, 6), (0, 2, 6, 0), ()]


def test_a_part_inside_leaves_what_it_stands_in() -> None:
    left = _left(Messages(), "exercise")
    assert left == [(0, 2, 5), (0, 2, 5, 7), (0, 2, 5, 7, 1), (0, 2, 6), (0, 2, 6, 0), ()]


def test_a_run_of_the_whole_page_drops_everything_but_that_one_has_ended() -> None:
    queue = Messages()
    for message in WAITING:
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    assert [message.WhichOneof("type") for message in queue.flush()] == ["script_finished"]


def test_streamlits_own_queue_still_keeps_what_has_lost_its_place() -> None:
    """Where this fails, `pages/ui/parts.py` has become needless."""
    assert (0, 2, 5, 7, 0) in _left(ForwardMsgQueue(), "lesson")


def test_every_session_gets_such_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_session, "ForwardMsgQueue", ForwardMsgQueue)
    keep_parts_whole()
    assert app_session.ForwardMsgQueue is Messages
