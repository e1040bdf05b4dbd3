"""The page "Why this class?" in a real browser: pointing and dragging without the server."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pages.explain.methods import Asked, attribution, swept
from pages.ui.picture import sample_picture
from tests.browser.tabs import arrive, messages_sent
from vizcore.explain import randomised, saliency
from vizcore.nets import LABELS, load_minivgg
from vizcore.serve import script_address
from vizcore.text import fixed

CAT = LABELS.index("cat")

_SUMS = """async ({module, meta, arrays, cells}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const sums = await use("explain/sums.js");
  for (const array of Object.values(arrays)) array.data = Float32Array.from(array.data);
  const total = (numbers) => numbers.reduce((sum, value) => sum + value, 0);
  const products = (terms) => total(terms.map(({product}) => product));
  const ways = {
    sum: (spot) => products(sums.weighedTerms({meta, arrays}, spot)),
    result: (spot) => products(sums.enlargedTerms({meta, arrays}, spot)),
    product: (spot) => total(sums.colours({meta, arrays}, spot, "product")),
    gradient: (spot) => {
      const each = sums.eachGradient({meta, arrays}, spot);
      return total(each) / each.length;
    },
    drops: (spot) => {
      const drops = sums.dropsOver({meta, arrays}, spot);
      return total(drops) / drops.length;
    },
  };
  return cells.map(([way, block, map, row, column]) => ways[way]({block, map, row, column}));
}"""


def cat(method, **settings):
    return attribution(sample_picture("cat"), Asked(method, CAT, **settings))


def started(page: Page, address: str) -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(".explain[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def four(value: float) -> str:
    """A number as the figure writes it: at most four digits."""
    return f"{float(f'{value:.4g}') + 0:.10g}".replace("-", "−")


def hover(page: Page, stage: str, row: int, column: int, rows: int, columns: int) -> None:
    """Point at a cell of a stage that has one map."""
    canvas = page.locator(f'canvas[data-stage="{stage}"]')
    box = canvas.bounding_box()
    x, y = (column + 0.5) / columns, (row + 0.5) / rows
    canvas.hover(position={"x": 1 + x * (box["width"] - 2), "y": 1 + y * (box["height"] - 2)})


def test_every_stage_tells_its_arithmetic_where_it_is_pointed_at_without_the_server(
    open_page, server
):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/explain")
    made = cat("grad_cam")
    head, total = page.locator(".told .head"), page.locator(".told .sum")
    strongest = np.unravel_index(made.map.argmax(), made.map.shape)
    expect(head).to_contain_text(f"row {strongest[0]}, column {strongest[1]}")
    hover(page, "0.sum", 4, 11, 16, 16)
    expect(head).to_have_text(re.compile(r"^Weighted sum, row 4, column 11: weight times value"))
    expect(total).to_have_text(re.compile(rf"\(60 others\) ≈ {four(made.stages['sum'][4, 11])}$"))
    hover(page, "0.relu", 4, 11, 16, 16)
    before, after = made.stages["sum"][4, 11], made.stages["relu"][4, 11]
    expect(total).to_have_text(f"max(0, {four(before)}) = {four(after)}")
    hover(page, "0.result", 30, 2, 32, 32)
    expect(head).to_contain_text("Enlarged to the picture, row 30, column 2")
    assert not sent


def test_keys_move_the_cell_enter_pins_it_and_a_link_brings_it_back(open_page, server):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/explain?cell=0.sum:0,3,4&code=pytorch")
    stage = page.locator('canvas[data-stage="0.sum"]')
    stage.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".told .head")).to_contain_text("Weighted sum, row 4, column 5")
    assert not sent
    page.keyboard.press("Enter")
    expect(page.get_by_text("value = total[4, 5]")).to_be_visible()
    expect(page).to_have_url(re.compile(r"cell=0\.sum(:|%3A)0,4,5"))
    other = open_page(page.url, width=390, height=844, dark=True)
    expect(other.locator(".told .head")).to_contain_text("Weighted sum, row 4, column 5")
    other.locator('canvas[data-stage="0.relu"]').scroll_into_view_if_needed()
    wide = other.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390


def test_the_square_is_dragged_and_the_classes_are_the_networks_under_it(open_page, server):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/explain?method=occlusion")
    done = swept(sample_picture("cat"), Asked("occlusion", CAT))
    picture = page.locator("canvas.picture")
    side = picture.bounding_box()["width"] / 32
    for row, column in ((16, 12), (0, 0), (20, 31)):
        picture.hover(position={"x": (column + 0.5) * side, "y": (row + 0.5) * side})
        i, j = (min(12, max(0, round((at + 0.5 - 4) / 2 + 1e-9))) for at in (row, column))
        expect(page.locator(".told .head")).to_contain_text(
            f"The square covers rows {2 * i} to {2 * i + 7}, columns {2 * j} to {2 * j + 7}"
        )
        shown = page.locator(".classes .number").all_inner_texts()
        np.testing.assert_allclose(
            [float(text.removesuffix(" %")) for text in shown],
            100 * done.probabilities[i, j],
            atol=0.051,
        )
    hover(page, "0.result", 12, 16, 32, 32)
    expect(page.locator(".told .sum")).to_have_text(
        re.compile(rf"/ 16 ≈ {four(cat('occlusion').map[12, 16])}$")
    )
    assert not sent


def test_the_browsers_sums_are_torchs(page, server):
    started(page, f"{server}/explain")
    rng = np.random.default_rng(0)
    cam, steps, covered = cat("grad_cam"), cat("integrated_gradients"), cat("occlusion", stride=4)
    stages = {
        "0.maps": cam.stages["maps"], "0.weights": cam.stages["weights"],
        "0.relu": cam.stages["relu"],
        "1.gradients": steps.stages["gradients"].reshape(-1, 32, 32),
        "1.product": steps.stages["product"],
        "2.score": covered.stages["scores"],
        "pixels": np.zeros((32, 32, 3)),
        "chances": swept(sample_picture("cat"), Asked("occlusion", CAT, stride=4)).open,
    }  # fmt: skip
    arrays = {
        name: {"shape": list(array.shape), "data": array.ravel().tolist()}
        for name, array in stages.items()
    }
    facts = [{}, {}, {"side": 8, "stride": 4}]
    cells, expected = [], []
    for _ in range(12):
        row, column, colour = *rng.integers(0, 32, 2).tolist(), int(rng.integers(3))
        coarse = row // 2, column // 2
        cells += [
            ("sum", 0, 0, *coarse), ("result", 0, 0, row, column), ("product", 1, 0, row, column),
            ("gradient", 1, colour, row, column), ("drops", 2, 0, row, column),
        ]  # fmt: skip
        expected += [
            cam.stages["sum"][coarse], cam.map[row, column], steps.map[row, column],
            steps.stages["gradient"][colour, row, column], covered.map[row, column],
        ]  # fmt: skip
    meta = {"target": [CAT], "blocks": [{"facts": fact} for fact in facts]}
    given = {"module": script_address(), "meta": meta, "arrays": arrays, "cells": cells}
    np.testing.assert_allclose(page.evaluate(_SUMS, given), expected, rtol=1e-5, atol=1e-6)


def test_two_methods_beside_each_other_the_sanity_check_and_the_saved_figure(
    open_page, server, tmp_path
):
    page = open_page(width=1440, height=900)
    started(page, f"{server}/explain?method=saliency&beside=integrated_gradients")
    blocks = page.locator("article.block")
    expect(blocks).to_have_count(2)
    hover(page, "1.result", 9, 9, 32, 32)
    expect(page.locator(".told .head")).to_contain_text("Integrated gradients, row 9, column 9")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the figure as PNG").click()
    saving.value.save_as(tmp_path / "figure.png")
    image = np.asarray(Image.open(tmp_path / "figure.png").convert("RGB"))
    assert image.std() > 10
    page.get_by_text("Sanity check", exact=True).click()
    expect(blocks).to_have_count(3, timeout=30_000)
    model = load_minivgg("cpu")
    x = model.prepare(np.asarray(sample_pixels())[None].copy())
    last = list(randomised(model, x, CAT, {"saliency": saliency}))[-1]["saliency"]
    note = blocks.nth(0).locator("figcaption span").last
    expect(note).to_have_text(fixed(last.correlation, 2))
    page.go_back()
    expect(blocks).to_have_count(2, timeout=30_000)


def sample_pixels():
    from vizcore.images import to_network_input

    return to_network_input(sample_picture("cat").preview)


@pytest.mark.parametrize("method", ["smooth_grad", "integrated_gradients"])
def test_a_mean_gradient_is_written_out_over_its_copies_or_steps(page, server, method):
    started(page, f"{server}/explain?method={method}&cell=0.gradient:1,5,6")
    value = four(cat(method).stages["gradient"][1, 5, 6])
    expect(page.locator(".told .head")).to_contain_text("Mean gradient by green, row 5, column 6")
    expect(page.locator(".told .sum")).to_have_text(re.compile(rf"^\(.*\) / 8 ≈ {value}$"))
