"""Who is here, and how many who lost the connection are remembered until they are back."""

import functools

from streamlit.runtime import get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.web.server.starlette import starlette_app

#: A lecture hall whose wireless network stumbles; Streamlit alone keeps 128 of them.
DROPPED = 400


def people() -> int:
    """How many have a page open."""
    return len(get_instance()._session_mgr.list_active_sessions())


def remember_dropped(count: int = DROPPED) -> None:
    """Keep the sessions of `count` people without a connection; call before the app is made.

    How long is Streamlit's `server.disconnectedSessionTTL`; how many it lets nobody say.
    """
    storage = functools.partial(MemorySessionStorage, maxsize=count)
    setattr(starlette_app, "MemorySessionStorage", storage)  # noqa: B010 - typed as a class
