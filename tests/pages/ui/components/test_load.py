"""What reaches a component in the browser: one blob of arrays, and the same colours."""

import json
import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.components.load import pack
from vizcore.figures import palette
from vizcore.locations import ASSETS

COMPONENTS = ASSETS / "components"
UNPACK = """
import { unpack } from "./payload.js";
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { meta, arrays } = unpack(new Uint8Array(Buffer.concat(chunks)));
const plain = Object.entries(arrays).map(([name, { shape, data }]) =>
  [name, data.constructor.name, shape, Array.from(data, String)]);
console.log(JSON.stringify({ meta, arrays: plain }));
"""

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js 20 or newer")


def node(script: str, stdin: bytes = b"") -> str:
    """What a module script prints; its imports are relative to the shared files."""
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
        input=stdin,
        capture_output=True,
        cwd=COMPONENTS / "core",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def read_by_node(blob: bytes):
    answer = json.loads(node(UNPACK, blob))
    return answer["meta"], {name: rest for name, *rest in answer["arrays"]}


@needs_node
def test_node_reads_what_python_packs():
    rng = np.random.default_rng(2)
    sent = {
        "doubles": rng.normal(size=(2, 3, 4)),
        "bytes": rng.integers(0, 256, (3, 3), dtype=np.uint8),
        "singles": rng.normal(size=5).astype(np.float32),
        "whole": rng.integers(-9, 9, (7,), dtype=np.int32),
        "short": rng.integers(-9, 9, (5,), dtype=np.int16),
        "places": rng.integers(0, 9, (3,), dtype=np.uint16),
        "turned": rng.normal(size=(3, 2)).T,
        "nothing": np.zeros((0, 4)),
        "strange": np.array([np.inf, -np.inf, np.nan, -0.0, 5e-324]),
    }
    meta = {"kind": "conv", "names": ["rot", "grün", "蓝"], "pinned": None, "pads": [[0, 1]]}
    read_meta, arrays = read_by_node(pack(meta, **sent))
    assert read_meta == meta
    assert list(arrays) == list(sent)
    kinds = {"f8": "Float64Array", "f4": "Float32Array", "i4": "Int32Array", "u1": "Uint8Array"}
    kinds |= {"i2": "Int16Array", "u2": "Uint16Array"}
    for name, array in sent.items():
        kind, shape, values = arrays[name]
        assert kind == kinds[f"{array.dtype.kind}{array.dtype.itemsize}"]
        assert shape == list(array.shape)
        numbers = [float(value.replace("Infinity", "inf")) for value in values]
        np.testing.assert_array_equal(numbers, array.astype(np.float64).ravel())


@given(st.text(max_size=40), st.lists(st.integers(0, 9), max_size=4))
def test_every_array_begins_where_eight_byte_numbers_may(text, lengths):
    arrays = {f"a{i}": np.full(n, i + 1, np.uint8) for i, n in enumerate(lengths)}
    blob = pack({"text": text}, **arrays)
    length = int.from_bytes(blob[:4], "little")
    assert json.loads(blob[4 : 4 + length])["meta"] == {"text": text}
    offset = -(-(4 + length) // 8) * 8
    for array in arrays.values():
        assert blob[offset : offset + array.size] == array.tobytes()
        offset += -(-array.size // 8) * 8
    assert len(blob) == offset


def test_packing_changes_no_array_and_refuses_a_type_the_browser_does_not_know():
    array = np.arange(6.0).reshape(2, 3)
    before = array.copy()
    pack({}, array=array)
    np.testing.assert_array_equal(array, before)
    with pytest.raises(KeyError, match="complex128"):
        pack({}, array=array.astype(complex))


@needs_node
def test_the_colours_of_python_are_those_of_the_browser():
    answer = node('import { PALETTES } from "./colours.js"; console.log(JSON.stringify(PALETTES));')
    assert json.loads(answer) == {"light": vars(palette.LIGHT), "dark": vars(palette.DARK)}


@needs_node
@pytest.mark.parametrize(("name", "colours"), [("light", palette.LIGHT), ("dark", palette.DARK)])
def test_signed_values_have_the_same_colours_in_python_and_in_the_browser(name, colours):
    values = np.linspace(-2, 2, 41)
    script = (
        'import { PALETTES, signedColour } from "./colours.js";'
        f"const values = {values.tolist()};"
        f"console.log(JSON.stringify(values.map((v) => signedColour(v, 1.5, PALETTES.{name}))));"
    )
    pixels = palette.signed_pixels(values, limit=1.5, palette=colours)
    # A half is rounded up there and to the even number here.
    assert np.abs(np.array(json.loads(node(script))) - pixels.astype(int)).max() <= 1
