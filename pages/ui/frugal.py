"""What Streamlit makes anew at each run although it is the same: a sixth of what an action costs.

Both parts are inside Streamlit, where no setting reaches. A version that has them no more cannot be
imported here: then this module goes.
"""

import functools
from typing import Any

from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_present = make_bidi_component_presenter
_populate = app_session._populate_theme_msg


def make_less() -> None:
    """Call once, before the first page runs."""
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
