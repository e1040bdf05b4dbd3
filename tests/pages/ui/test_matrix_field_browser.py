"""A kernel from the clipboard into its field, and a wrong entry after it, by keyboard."""

from playwright.sync_api import expect

from tests.browser.fixtures import OpenPage


def test_a_pasted_kernel_keeps_its_shape_and_a_wrong_entry_leaves_the_figure(
    open_page: OpenPage, server: str
):
    page = open_page(f"{server}/convolution")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure = page.locator(".player canvas").first
    expect(figure).to_be_visible(timeout=60_000)
    page.evaluate("navigator.clipboard.writeText('0\\t-1\\t0\\n-1\\t5\\t-1\\n0\\t-1\\t0\\n')")
    page.locator("summary", has_text="Edit the input and the kernel").focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Kernel as text")
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+v")
    page.keyboard.press("ControlOrMeta+Enter")
    grid = page.get_by_role("grid", name="Kernel")
    expect(grid.get_by_label("row 2, column 2")).to_have_value("5")
    expect(grid.get_by_role("gridcell")).to_have_count(9)
    expect(page).to_have_url(f"{server}/convolution?kernel=0+-1+0;+-1+5+-1;+0+-1+0")

    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0.5 x")
    page.keyboard.press("ControlOrMeta+Enter")
    sentences = page.get_by_text("row 1, column 2: 'x' is not a number; write 2, -0.5 or 1/9.")
    expect(sentences).to_have_count(2)  # below the field and with the figure
    for sentence in sentences.all():
        expect(sentence).to_be_visible()
    expect(field).to_have_value("0.5 x")
    expect(figure).to_be_visible()
    expect(grid.get_by_role("gridcell")).to_have_count(9)


def test_a_decimal_comma_and_a_table_with_a_factor_are_pasted_into_the_grid(
    open_page: OpenPage, server: str
):
    page = open_page(f"{server}/kernels")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid = page.get_by_role("grid", name="Kernel")
    first = grid.get_by_label("row 1, column 1")
    for text, cells, value in [("0,5", 9, "0.5"), ("1/4 {{1, 2}, {2, 1}}", 4, "0.25")]:
        page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        first.focus()
        page.keyboard.press("ControlOrMeta+v")
        page.keyboard.press("Enter")
        expect(grid.get_by_role("gridcell")).to_have_count(cells)
        page.keyboard.press("Tab")
        expect(first).to_have_value(value)
