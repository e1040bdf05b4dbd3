"""What depends on what: the browser finds the same regions of any value as Python."""

import json
import shutil
import subprocess

import numpy as np
import pytest
from torch import nn

from pages.ui.components.maps import layer_facts
from vizcore.locations import ASSETS
from vizcore.nets import MiniVGG, Region, layers_of, reach, receptive_field

MODULE = (ASSETS / "components" / "maps" / "dependence.js").as_uri()
SCRIPT = f"""
import {{ feeding, reaching }} from "{MODULE}";
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const {{ layers, asked }} = JSON.parse(Buffer.concat(chunks).toString());
const named = new Map(layers.map((layer) => [layer.name, layer]));
const one = ([channel, row = 0, column = 0]) =>
  ({{ channels: [channel], rows: [row], columns: [column] }});
console.log(JSON.stringify(asked.map(({{ layer, index }}) => [
  Object.fromEntries(feeding(named, layer, one(index))),
  Object.fromEntries(reaching(named, layer, one(index))),
])));
"""
ODD = nn.Sequential(
    nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(1, 2), groups=2),
    nn.BatchNorm2d(6),
    nn.MaxPool2d((3, 2), stride=(1, 2), padding=1),
    nn.ReLU(),
    nn.Flatten(),
    nn.Dropout(),
    nn.Linear(180, 5),
)


def facts_of(region: Region) -> dict[str, list[int]]:
    parts = {"channels": region.channels, "rows": region.rows, "columns": region.columns}
    return {name: list(numbers) for name, numbers in parts.items()}


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js 20 or newer")
@pytest.mark.parametrize(("model", "shape"), [(MiniVGG(), (3, 32, 32)), (ODD, (4, 9, 9))])
def test_the_browser_finds_the_same_operands_and_the_same_reach(model, shape):
    layers = layers_of(model, shape=shape)
    rng = np.random.default_rng(4)
    asked = [
        {"layer": layer.name, "index": rng.integers(layer.shape).tolist()}
        for layer in layers[:-1]
        for _ in range(2)
    ]
    given = {"layers": [layer_facts(layer, ()) for layer in layers], "asked": asked}
    answer = subprocess.run(
        ["node", "--input-type=module", "--eval", SCRIPT],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    for question, (fed, reached) in zip(asked, json.loads(answer.stdout), strict=True):
        name, index = question["layer"], tuple(question["index"])
        for later, region in reach(model, name, index, shape=shape).items():
            assert reached[later] == facts_of(region), (name, index, later)
        before = [layer.name for layer in layers[: [each.name for each in layers].index(name)]]
        for of in before[:: max(1, len(before) // 4)]:
            region = receptive_field(model, name, index, of=of, shape=shape)
            assert fed[of] == facts_of(region), (name, index, of)
