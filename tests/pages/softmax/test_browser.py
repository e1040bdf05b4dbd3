"""Softmax and loss in a real browser: logits are dragged, typed and stepped without the server."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from playwright.sync_api import Locator, Page, expect

from tests.browser.tabs import arrive, messages_sent
from vizcore import ops
from vizcore.serve import script_address

_ANSWERS = """async ({module, cases}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {answerOf, stepped} = await use("logits/softmax.js");
  return cases.map(({z, rate, ...how}) => {
    const answer = answerOf(z, how);
    return {...answer, stepped: stepped(z, answer.gradient, rate)};
  });
}"""


def started(page: Page, address: str) -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(".logits[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def expect_logits(page: Page, *z: float) -> None:
    expect(page.locator(".logits")).to_have_attribute("data-z", ",".join(f"{v:g}" for v in z))


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=f"Logit of {name}", exact=True)


def place_of(slider: Locator, value: float) -> tuple[float, float]:
    """Where a logit stands on the page; the handle is 16 pixels wide."""
    low, high = (float(slider.get_attribute(end) or 0) for end in ("min", "max"))
    box = slider.bounding_box()
    assert box is not None
    share = (value - low) / (high - low)
    return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2


def expect_shown(page: Page, name: str, z: list[float], truth: int = 0) -> None:
    """The working of a class has vizcore's probability, and the loss is vizcore's."""
    logits, which = np.array([z]), "ABCDEFGHIJ".index(name)
    share = f"{ops.softmax(logits)[0, which]:.4g}"
    loss = f"{ops.cross_entropy(logits, np.array([truth])):.4g}"
    expect(page.locator(".told .share b")).to_have_text(share)
    expect(page.locator(".told .loss b")).to_have_text(loss)


@pytest.mark.lecture("L20", page="softmax")
def test_the_browsers_numbers_are_torchs_and_vizcores(page, server):
    rng = np.random.default_rng(20)
    cases = [
        {
            "z": (scale * rng.normal(size=classes)).astype(np.float32).tolist(),
            "temperature": float(temperature),
            "truth": int(rng.integers(classes)),
            "rate": 0.5,
            "subtract": subtract,
        }
        for classes in (2, 3, 10)
        for scale in (0.1, 3, 40, 2000)
        for temperature in (0.1, 1, 10)
        for subtract in (True, False)
    ]
    started(page, f"{server}/softmax")
    given = {"module": script_address(), "cases": cases}
    for case, answer in zip(cases, page.evaluate(_ANSWERS, given), strict=True):
        z = torch.tensor(case["z"], requires_grad=True)
        scaled, label = z / case["temperature"], torch.tensor([case["truth"]])
        if case["subtract"]:
            p, loss = torch.softmax(scaled, 0), F.cross_entropy(scaled[None], label)
            loss.backward()
            close(answer["loss"], loss)
            close(answer["gradient"], z.grad, atol=1e-6 / case["temperature"])
            close(answer["stepped"], z - 0.5 * z.grad, atol=1e-5)
            x, y = scaled.detach().numpy()[None], label.numpy()
            close(answer["p"], torch.from_numpy(ops.softmax(x)[0]))
            assert answer["loss"] == pytest.approx(ops.cross_entropy(x, y), rel=1e-5, abs=1e-6)
        else:
            powers = torch.exp(scaled)
            p = powers / powers.sum()
            close(answer["powers"], powers)
        close(answer["p"], p)


def close(ours, torchs, atol=1e-7):
    """As near as two ways to round float32; the same infinities and NaN."""
    ours = np.asarray(ours, dtype=np.float64)  # large numbers come as integers
    np.testing.assert_allclose(ours, torchs.detach().numpy(), rtol=2e-5, atol=atol)


@pytest.mark.lecture("L20", page="softmax")
def test_a_logit_is_dragged_without_the_server_and_its_link_reopens_it(open_page, server):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/softmax")
    expect_shown(page, "C", [1, 2, 3])
    expect(page.locator(".told .odds")).to_have_text("p(C) / p(A) = e3−1 = 7.389")
    page.mouse.move(*place_of(handle(page, "A"), 1))
    page.mouse.down()
    page.mouse.move(*place_of(handle(page, "A"), 2), steps=3)
    page.mouse.move(*place_of(handle(page, "A"), 4.5), steps=3)
    page.mouse.up()
    expect_logits(page, 4.5, 2, 3)
    expect_shown(page, "A", [4.5, 2, 3])
    page.get_by_role("radio", name="B", exact=True).last.click()
    expect_shown(page, "B", [4.5, 2, 3], truth=1)
    expect(page).to_have_url(re.compile(r"/softmax\?logits=4\.5,2,3&truth=1$"))
    assert not sent
    other = open_page(page.url)
    expect_logits(other, 4.5, 2, 3)
    expect(other.locator(".told .loss")).to_contain_text("ln p(B)")
    expect(other).to_have_url(page.url)


def test_keys_and_typed_numbers_move_a_logit_and_nonsense_leaves_it(page, server):
    sent = started(page, f"{server}/softmax")
    handle(page, "B").focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect_logits(page, 1, 3.1, 3)
    expect(page.locator(".logits .spoken")).to_contain_text("B: logit 3.1, probability 0.4")
    field = page.get_by_role("textbox", name="Logit of C as a number")
    field.fill("−1,5")
    field.press("Enter")
    expect_logits(page, 1, 3.1, -1.5)
    field.fill("many")
    field.press("Tab")
    expect(page.locator(".logits .message")).to_contain_text("“many” is no logit")
    expect(page.locator(".logits .message")).to_contain_text("−1.5 stays.")
    expect_logits(page, 1, 3.1, -1.5)
    page.locator(".logits .name").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".logits .name").nth(1)).to_have_attribute("aria-checked", "true")
    assert not sent


@pytest.mark.lecture("L20", page="softmax")
def test_steps_lower_the_loss_and_can_be_taken_back(open_page, server):
    page = open_page(width=390, height=844, dark=True)
    sent = started(page, f"{server}/softmax?rate=2&temperature=0.5")
    z, count = np.array([1.0, 2, 3]), page.locator(".logits .count")
    losses = []
    for _ in range(3):
        scaled, label = z[None] / 0.5, np.array([0])
        losses.append(float(ops.cross_entropy(scaled, label)))
        z = z - 2 * ops.cross_entropy_gradient(scaled, label)[0] / 0.5
        page.get_by_role("button", name="One step").click()
    expect(count).to_contain_text("Step 3")
    shown = page.locator(".logits").get_attribute("data-z") or ""
    np.testing.assert_allclose([float(part) for part in shown.split(",")], z, atol=1e-5)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(count).to_have_text(f"Step 2: loss {losses[2]:.3g}")
    page.get_by_role("button", name="Start again").click()
    expect_logits(page, 1, 2, 3)
    expect(count).to_have_text(f"Step 0: loss {losses[0]:.3g}")
    assert not sent


def test_a_finger_drags_a_logit_sideways(open_page, server):
    page = open_page(width=390, height=844, touch=True)
    sent = started(page, f"{server}/softmax")
    finger = page.context.new_cdp_session(page)
    for kind, value in (("Start", 3), ("Move", 2), ("Move", 0.5), ("Move", 0), ("End", 0)):
        x, y = place_of(handle(page, "C"), value)
        points = [] if kind == "End" else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect_logits(page, 1, 2, 0)
    expect_shown(page, "C", [1, 2, 0])
    assert not sent


def test_another_example_begins_with_its_own_logits_and_back_finds_what_was_left(page, server):
    started(page, f"{server}/softmax?logits=1,2,5&add=2")
    expect_logits(page, 1, 2, 5)
    page.get_by_role("radio", name="1000, 1001, 1002").click()
    expect_logits(page, 1000, 1001, 1002)
    page.get_by_role("checkbox", name="Subtract the largest first").uncheck()
    expect(page.locator(".told .share")).to_contain_text("∞ / ∞ = NaN")
    expect(page.locator(".told .trouble")).to_contain_text("Float32 ends at")
    expect(page.get_by_role("button", name="One step")).to_be_disabled()
    expect(page).to_have_url(re.compile(r"\?example=large&subtract=no$"))
    page.go_back()
    expect_logits(page, 1, 2, 5)
    expect(page).to_have_url(re.compile(r"\?logits=1,2,5&add=2$"))


def test_a_program_follows_what_is_dragged(page, server):
    started(page, f"{server}/softmax?logits=1,2,5&truth=1")
    page.get_by_role("radio", name="NumPy").click()
    program = page.get_by_test_id("stCode")
    expect(program).to_contain_text("z = np.array([1, 2, 5], dtype=np.float32)")
    expect(program).to_contain_text("true, temperature, rate = 1, 1, 1")
    handle(page, "A").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(program).to_contain_text("z = np.array([2, 2, 5], dtype=np.float32)")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the table as CSV").click()
    rows = caught.value.path().read_text().splitlines()
    shares = [float(row.split(",")[5]) for row in rows[1:]]
    np.testing.assert_allclose(shares, ops.softmax(np.array([2, 2, 5])), rtol=1e-6)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the figure as PNG").click()
    assert caught.value.suggested_filename == "softmax.png"
