"""What can be typed into a lesson or chosen in it: every field, found by opening all there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from tests.pages.helpers import fresh, opened_at

_KINDS = ("number_input", "text_area", "text_input", "selectbox", "button_group")
_NOT_PLAIN = ("toast", "bidi_component")  # gone by the next run; `shown` has components by itself


@dataclass(frozen=True)
class Field:
    """A widget that takes a number, a text or a choice.

    Attributes
    ----------
    view : tuple of (str, str)
        The address at which it is on the page.
    """

    key: str
    kind: str
    view: tuple[tuple[str, str], ...] = field(compare=False)


@cache
def fields(lesson: str) -> tuple[Field, ...]:
    """Those of a lesson, after it was opened with everything that can be chosen in it.

    Of each choice another title stands in each address.
    """
    app = opened_at(fresh(lesson), lesson)
    found = dict.fromkeys(_on(app, ()))
    choices = dict(_choices(app))
    for nth in range(1, max(map(len, choices.values()), default=0)):
        view = tuple((key, titles[nth % len(titles)]) for key, titles in choices.items())
        found |= dict.fromkeys(_on(opened_at(fresh(lesson), lesson, **dict(view)), view))
    return tuple(found)


def _on(app: AppTest, view: tuple[tuple[str, str], ...]) -> Iterator[Field]:
    for kind in _KINDS:
        yield from (Field(str(each.key), kind, view) for each in app.get(kind))


def _choices(app: AppTest) -> Iterator[tuple[str, list[str]]]:
    """The key of every choice on the page, and the titles that it offers."""
    for row in app.button_group:
        yield str(row.key), [option.content for option in row.proto.options]
    for box in app.selectbox:
        yield str(box.key), list(box.proto.options)


def parameters(lesson: str) -> list[str]:
    """What a lesson has in its address, today's names and those of before."""
    place = opened_at(fresh(lesson), lesson).session_state["places"]
    kept = {name for part in place.parts.values() for name in part} | set(place.own)
    typed = {each.key.removeprefix(f"{lesson}_") for each in fields(lesson)}
    return sorted(kept | typed | {f"{lesson}_{name}" for name in kept})


class Visit:
    """One visit to a lesson, for many messages.

    Parameters
    ----------
    view : tuple of (str, str)
        The address.
    """

    def __init__(self, lesson: str, view: tuple[tuple[str, str], ...]) -> None:
        self.app = opened_at(fresh(lesson), lesson, **dict(view))
        self._states: WidgetStates = self.app._tree.get_widget_states()
        self.before, self.first_figures = self.shown_now(), self.figures

    def say(self, sent: Mapping[Field, Any]) -> None:
        """Send what a browser would, or one that is not ours: no frontend limits it here."""
        if self.told:  # what was wrong before shall not be told again
            self.start_over()
        states: WidgetStates = self.app._tree.get_widget_states()
        by_id = {state.id: state for state in states.widgets}
        for each, value in sent.items():
            (name,) = (widget.id for widget in self.app.get(each.kind) if widget.key == each.key)
            if each.kind == "number_input":
                by_id[name].double_value = value
            elif each.kind == "button_group":
                by_id[name].string_array_value.data[:] = value
            else:
                by_id[name].string_value = value
        self.app._run(states)

    def start_over(self) -> None:
        """Send for every widget what it began with."""
        self.app._run(self._states)

    @property
    def told(self) -> list[str]:
        """Sentences on the page that say what is wrong."""
        return [each.value for each in (*self.app.error, *self.app.warning)]

    @property
    def figures(self) -> list[str]:
        """The kinds of components on the page, in their order."""
        return [str(proto.component_name) for proto in self._components()]

    def shown_now(self) -> list[tuple[str, bytes]]:
        """All that is on the page besides widgets, as it was sent."""
        plain = [
            (each.type, each.proto.SerializeToString(deterministic=True))
            for each in self.app._tree
            if each.type not in _NOT_PLAIN and not isinstance(each, Widget)
            if getattr(each, "proto", None) is not None
        ]
        return plain + [
            (proto.component_name, proto.json.encode() + proto.bytes)
            for proto in self._components()
        ]

    def _components(self) -> list[Any]:
        """Messages to all that draw; `place` only counts the runs of the page's parts."""
        protos = [each.proto for each in self.app.get("bidi_component")]
        return [proto for proto in protos if proto.component_name != "convscope_place"]
