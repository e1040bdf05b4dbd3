"""The three figures of the lesson; only the chosen one is computed."""

import numpy as np
import streamlit as st

from pages.scaling.code import (
    PICTURE,
    STRIP,
    WEIGHTS,
    counts_programs,
    field_programs,
    shift_programs,
)
from pages.scaling.counts import START, STOPS, sizes_of
from pages.scaling.moves import MOST, SHOWN, Moves, moves_of
from pages.scaling.reach import (
    LAYERS,
    SIDE,
    Measured,
    Seen,
    cells_at,
    fields_of,
    formula,
    look,
    measure,
    pixel_named,
    row_of,
)
from pages.ui.code import same_in_code
from pages.ui.components.counts import SET as COUNTED
from pages.ui.components.counts import counts_figure
from pages.ui.components.field import Measure, Sight, field_figure
from pages.ui.components.report import reported
from pages.ui.components.travel import Maps, travel_figure
from pages.ui.downloads import csv_button, file_button, png_button
from pages.ui.memory import made_once
from pages.ui.picture_choice import image_picker
from vizcore.images import to_network_input
from vizcore.locations import ASSETS
from vizcore.text import percent


def parameters_view() -> None:
    """Three layers as areas."""
    counts_figure(STOPS, START, key="scaling_counts")
    told = reported(COUNTED, key="scaling_report")
    same_in_code(lambda: counts_programs(sizes_of(told)))


def field_view() -> None:
    """How far a value sees, on the picture."""
    picture = image_picker()
    pixel = pixel_named(reported(["at"], key="scaling_pixel").get("at"))
    pixels, seen = made_once(picture, "scaling_seen", "", lambda: _looked(picture.preview))
    found = made_once(picture, "scaling_field", pixel, lambda: measure(pixels, pixel))
    field_figure(
        f"field/{picture.digest}", pixels, seen.sums, pixel,
        [_sight(layer) for layer in LAYERS], [_measured(each) for each in found],
        [each.gradient for each in found], key="scaling_field",
    )  # fmt: skip
    head = ["layer", "row", "column", "field", "measured rows", "measured columns", "half"]
    with st.container(horizontal=True, gap="small"):
        csv_button("Fields, CSV", "fields", head, lambda: _rows(pixel, found), key="scaling_csv")
        png_button("Picture, PNG", _stem(PICTURE), lambda: pixels, key="scaling_picture")
    same_in_code(lambda: field_programs(pixel), libraries=("PyTorch", "NumPy"), key="scaling_code")


def _looked(preview: np.ndarray) -> tuple[np.ndarray, Seen]:
    pixels = to_network_input(preview)
    return pixels, look(pixels)


def _sight(layer: str) -> Sight:
    row = row_of(layer)
    return {
        "name": layer,
        "maps": row.shape[0],
        "side": row.shape[1],
        "jump": row.jump,
        "size": row.receptive_field,
        "formula": formula(layer),
        "fields": fields_of(layer),
    }


def _measured(found: Measured) -> Measure:
    box = found.box
    return {
        "box": [box.top, box.left, box.bottom, box.right],
        "extent": list(found.extent),
        "half": found.half,
    }


def _rows(pixel: tuple[int, int], found: list[Measured]) -> list[list[object]]:
    cells = cells_at(pixel)
    return [
        [layer, *cells[layer], row_of(layer).receptive_field, *each.extent, each.half]
        for layer, each in zip(LAYERS, found, strict=True)
    ]


def shift_view() -> None:
    """The picture moves; the maps move with it."""
    picture = image_picker()
    moves = made_once(
        picture, "scaling_moves", "",
        lambda: moves_of(to_network_input(picture.preview, side=SIDE + MOST)),
    )  # fmt: skip
    from vizcore.nets import LABELS

    travel_figure(
        moves.strip, [_maps(moves, layer) for layer in SHOWN], moves.maps, LABELS, moves.answers,
        key="scaling_travel",
    )  # fmt: skip
    head = ["layer", "shift", "cells", "same", "compared", "share"]
    with st.container(horizontal=True, gap="small"):
        csv_button("Counts, CSV", "shift", head, lambda: _counted(moves), key="scaling_shift_csv")
        png_button("Picture, PNG", _stem(STRIP), lambda: moves.strip, key="scaling_strip")
        file_button(ASSETS / "weights" / WEIGHTS, key="scaling_weights")
    same_in_code(shift_programs, libraries=("PyTorch", "NumPy"), key="scaling_code")


def _maps(moves: Moves, layer: str) -> Maps:
    counted = moves.followed[layer]
    return {
        "name": layer,
        "map": moves.which[layer],
        "jump": row_of(layer).jump,
        "inner": list(moves.inner[layer]),
        "shares": [percent(each.share) for each in counted],
        "compared": [each.compared for each in counted],
    }


def _counted(moves: Moves) -> list[list[object]]:
    return [
        [layer, shift, each.moved, each.same, each.compared, each.share]
        for layer, counts in moves.followed.items()
        for shift, each in enumerate(counts)
    ]


def _stem(file: str) -> str:
    return file.removesuffix(".png")
