"""The router: page config and the one list of pages."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.ui.frame import apply_style
from pages.ui.heap import freeze_imports
from vizcore.locations import ASSETS


def pages() -> dict[str, list[st.Page]]:
    """Sections of the navigation; a name without a section comes first."""
    start = st.Page("pages/start/welcome.py", title="Start", icon=":material/home:", default=True)
    kernels = st.Page("pages/image/kernels.py", title="Kernels", icon=":material/blur_on:")
    conv = st.Page("pages/layers/convolution.py", title="Convolution", icon=":material/grid_on:")
    pool = st.Page("pages/layers/pooling.py", title="Pooling", icon=":material/grid_view:")
    maps = st.Page("pages/network/feature_maps.py", title="Feature maps", icon=":material/layers:")
    return {
        "": [start],
        "The image": [kernels],
        "Layers": [conv, pool],
        "Inside the network": [maps],
    }


if st.runtime.exists():
    # First of all, and from a file: Streamlit fetches a Material icon for the tab from the network.
    st.set_page_config("ConvScope", str(ASSETS / "images" / "icon.svg"), layout="wide")
    st.logo(str(ASSETS / "images" / "logo.svg"), size="large")
    page = st.navigation(pages())
    st.set_page_config(page_title=f"{page.title} · ConvScope")
    apply_style()
    page.run()
    freeze_imports()
else:
    # The server imports this file once, before the first visit. Streamlit must know by then that
    # pages/ is not its own old kind of folder, or a first deep link opens on "Page not found".
    PagesManager.uses_pages_directory = False
    app = st.App(__file__)
