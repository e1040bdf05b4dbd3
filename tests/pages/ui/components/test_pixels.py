"""The pixels component: its addresses, and its luma, which is Python's."""

import json
import re
import shutil
import subprocess

import numpy as np
import pytest

from pages.ui.components.pixels import kept_pixel
from vizcore.images import luma
from vizcore.locations import ASSETS


@pytest.mark.parametrize(
    ("place", "pixel"),
    [
        ("", (5, 10)),
        ("red", (5, 10)),
        ("red-0-19-48", (0, 19)),
        ("grey-9-0-1", (9, 0)),
        ("colour-10-0-48", (5, 10)),
        ("colour-0-20-48", (5, 10)),
        ("red-at1-1-48", (5, 10)),
        ("red-1-1", (5, 10)),
    ],
)
def test_a_place_in_the_address_names_a_pixel_or_the_middle_stands_in(place, pixel):
    assert kept_pixel(place, (10, 20, 3)) == pixel


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js 20 or newer")
def test_luma_in_the_browser_is_that_of_python():
    colours = np.random.default_rng(0).integers(0, 256, (1, 4000, 3), dtype=np.uint8)
    script = (
        'import { luma } from "./values.js";'
        f"const colours = {re.sub(' ', '', str(colours[0].tolist()))};"
        "console.log(JSON.stringify(colours.map((colour) => luma(...colour))));"
    )
    done = subprocess.run(
        ["node", "--input-type=module"],
        input=script.encode(),
        capture_output=True,
        cwd=ASSETS / "components" / "pixels",
        check=True,
        timeout=60,
    )
    np.testing.assert_array_equal(json.loads(done.stdout), luma(colours)[0])
