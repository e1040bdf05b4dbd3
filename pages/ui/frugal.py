"""What an action need not cost: what is the same at each run, and cores that wait for each other.

Two parts are inside Streamlit, where no setting reaches. A version that has them no more cannot be
imported here: then they go.
"""

import functools
from typing import Any

from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from threadpoolctl import threadpool_limits

_present = make_bidi_component_presenter
_populate = app_session._populate_theme_msg


def make_less() -> None:
    """Call once, before the first page runs."""
    # Products of matrices are small here, and several people's are at work at once: on two cores
    # two threads each cost twice the time, most of it in waiting for one another.
    threadpool_limits(1, user_api="blas")
    setattr(main, "make_bidi_component_presenter", _presenter)  # noqa: B010 - typed as functions
    setattr(app_session, "_populate_theme_msg", _populate_once)  # noqa: B010


def _presenter(events: str, *rest: Any) -> Any:
    """How `st.session_state` shows a component: without a class that can be written to.

    Each number box looks at all of the session, and each look at a component made such a class. No
    page here writes to a component.
    """
    merged = _present(events, *rest)

    def present(state: object, session: Any) -> object:
        fired = session._new_widget_state.get(events)  # what a component has told just once
        return merged(state, session) if fired else state

    return present


def _populate_once(message: CustomThemeConfig, section: str = "theme") -> None:
    """Tell the browser the theme, read from the settings of the server when it started."""
    if _theme(section).ByteSize():
        message.MergeFrom(_theme(section))


@functools.cache
def _theme(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    _populate(made, section)
    return made
