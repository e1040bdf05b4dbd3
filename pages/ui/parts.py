"""A part of a page that is made anew takes the parts inside it along, before they are sent."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue


def keep_parts_whole() -> None:
    """Call once, before the app is made.

    Whoever changes a setting while its part of the page is still on its way interrupts it, and what
    was not sent yet is dropped. Streamlit keeps what belongs to a part inside that one: it arrives
    without the block that it stands in, and the browser gives up the page ("Bad delta path").
    """
    setattr(app_session, "ForwardMsgQueue", Messages)  # noqa: B010 - typed as a class


class Messages(ForwardMsgQueue):
    """What waits to be sent to one browser."""

    def clear(
        self, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        """Drop what a run that begins makes anew, with all that stands in it."""
        parts = fragment_ids_this_run or []
        dropped = {
            tuple(message.metadata.delta_path)
            for message in self._queue
            if message.delta.fragment_id in parts and message.delta.HasField("add_block")
        }
        super().clear(retain_lifecycle_msgs, fragment_ids_this_run)
        self._queue = [message for message in self._queue if not _stands_in(message, dropped)]


def _stands_in(message: ForwardMsg, blocks: set[tuple[int, ...]]) -> bool:
    path = tuple(message.metadata.delta_path)
    return any(path[:depth] in blocks for depth in range(1, len(path) + 1))
