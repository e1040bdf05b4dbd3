"""The router: page config, navigation, and what the server answers beside the pages."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.ui import place
from pages.ui.frame import styles
from pages.ui.frugal import make_less
from pages.ui.heap import freeze_imports
from pages.ui.login import is_asked_to_log_in
from pages.ui.made_files import keep_made_files
from pages.ui.parts import keep_parts_whole
from pages.ui.sections import navigation, titles
from pages.ui.sessions import people, remember_dropped
from vizcore.locations import ASSETS
from vizcore.serve import beside_streamlit

BASE = f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")

if st.runtime.exists():
    # First of all, and from a file: Streamlit fetches a Material icon for the tab from the network.
    st.set_page_config("ConvScope", str(ASSETS / "images" / "icon.svg"), layout="wide")
    st.logo(str(ASSETS / "images" / "logo.svg"), size="large")
    page = st.navigation(navigation())
    st.set_page_config(page_title=f"{page.title} · ConvScope")
    if not is_asked_to_log_in():
        with place.page(page.url_path or "start", f"{BASE}/{page.url_path}"):
            page.run()
    freeze_imports()
else:
    # The server imports this file once, before the first visit. Streamlit must know by then that
    # pages/ is not its own old kind of folder, or a first deep link opens on "Page not found".
    PagesManager.uses_pages_directory = False
    remember_dropped()
    make_less()
    keep_made_files()
    keep_parts_whole()
    static = Path(st.__file__).parent / "static"
    beside = beside_streamlit(static, titles(), styles(), base=BASE, people=people)
    app = st.App(__file__, routes=beside.routes, middleware=beside.middleware)
