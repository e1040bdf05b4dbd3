"""States and triggers of components that no browser of ours sends: the page goes on."""

import functools
import json
import random
import re
from pathlib import Path

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from pages.ui.sections import LESSONS
from tests.fuzz.hostile import value
from tests.pages.helpers import fresh, opened_at
from vizcore.locations import ASSETS

#: Names that our components use within what they send.
_INSIDE = (
    "values", "texts", "at", "layer", "channel", "row", "column", "picture", "pixel", "crop",
    "edit", "text", "pixels",
)  # fmt: skip


@functools.cache
def states() -> dict[str, list[str]]:
    """By component, what it says to the server."""
    found = {}
    for file in sorted(Path(ASSETS / "components").glob("*/*.js")):
        names = re.findall(r'(?:host\.set|host\.fire|send)\("(\w+)"', file.read_text("utf-8"))
        found.setdefault(file.parent.name, []).extend(names)
    found["maps"] += ["crop", "spot"]
    return {name: sorted(set(said)) for name, said in found.items() if said}


def probe(rng: random.Random) -> None:
    """Open a lesson and send a state and a trigger to each of its components, twice."""
    lesson = rng.choice(tuple(LESSONS))
    app = opened_at(fresh(lesson), lesson)
    for _ in range(2):
        send(app, {proto.id: _message(rng, proto) for proto in _listening(app)})


def send(app: AppTest, sent: dict[str, tuple[str, str]]) -> None:
    """Run the page with a state and a trigger, as JSON, for each component of these ids."""
    widgets: WidgetStates = app._tree.get_widget_states()
    for name, (state, trigger) in sent.items():
        widgets.widgets.add(id=name, json_value=state)
        widgets.widgets.add(id=_make_trigger_id(name, "events"), json_trigger_value=trigger)
    app._run(widgets)
    assert not app.exception, _told(app)
    assert app.title[0].value


def _listening(app: AppTest) -> list[object]:
    protos = [element.proto for element in app.get("bidi_component")]
    return [proto for proto in protos if states().get(_kind(proto))]


def _kind(proto: object) -> str:
    return str(proto.component_name).removeprefix("convscope_")  # type: ignore[attr-defined]


def _message(rng: random.Random, proto: object) -> tuple[str, str]:
    names = states()[_kind(proto)]
    state = {name: value(rng, _INSIDE) for name in names}
    trigger = [{"event": name, "value": value(rng, _INSIDE)} for name in names]
    return json.dumps(state), json.dumps(trigger)


def _told(app: AppTest) -> str:
    failure = app.exception[0]
    return f"{failure.message[:100]} {failure.stack_trace[-1]}"
