"""The list of pages for those who have no mouse or do not see it."""

from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.tabs import arrive

# As Streamlit does it when it draws the sidebar as a new element.
_DRAWN_ANEW = """() => {
  const sidebar = document.querySelector("[data-testid=stSidebar]");
  const anew = sidebar.cloneNode(true);
  for (const named of anew.querySelectorAll("nav [role]")) named.removeAttribute("role");
  sidebar.replaceWith(anew);
  window.putBack = () => anew.replaceWith(sidebar);
}"""


def test_the_first_tab_leads_past_the_list_of_pages(open_page: OpenPage, server: str) -> None:
    page = open_page(fresh=True)
    page.goto(f"{server}/softmax")
    link = page.get_by_role("link", name="Skip the list of pages")
    expect(link).to_be_attached()
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stMain").locator(":focus")).to_be_visible()
    expect(page).to_have_url(f"{server}/softmax")


def test_a_section_of_the_list_is_folded_by_keys(page: Page, server: str) -> None:
    arrive(page, f"{server}/softmax")
    section = page.get_by_role("group", name="Convolution", exact=True)
    head = section.get_by_role("button", name="Convolution")
    expect(head).to_have_attribute("aria-expanded", "true")
    head.press("Enter")
    expect(section.get_by_role("link")).to_have_count(0)
    expect(head).to_have_attribute("aria-expanded", "false")
    head.press(" ")
    expect(section.get_by_role("link", name="Kernels")).to_be_visible()
    expect(head).to_have_attribute("aria-expanded", "true")


def test_a_list_that_is_drawn_anew_has_named_sections(page: Page, server: str) -> None:
    arrive(page, f"{server}/softmax")
    section = page.get_by_role("group", name="Convolution", exact=True)
    expect(section).to_be_visible()
    page.evaluate(_DRAWN_ANEW)
    expect(section.get_by_role("link", name="Kernels")).to_be_visible()
    page.evaluate("putBack()")
