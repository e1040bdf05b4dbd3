"""The router: page config and the one list of pages."""

import streamlit as st

from pages.ui.frame import apply_style
from vizcore.locations import ASSETS

PAGES = {
    "": [
        st.Page("pages/start/welcome.py", title="Start", icon=":material/home:", default=True),
    ],
    "The image": [
        st.Page("pages/image/kernels.py", title="Kernels", icon=":material/blur_on:"),
    ],
    "Layers": [
        st.Page("pages/layers/convolution.py", title="Convolution", icon=":material/grid_on:"),
        st.Page("pages/layers/pooling.py", title="Pooling", icon=":material/grid_view:"),
    ],
    "Inside the network": [
        st.Page("pages/network/feature_maps.py", title="Feature maps", icon=":material/layers:"),
    ],
}

st.set_page_config("ConvScope", str(ASSETS / "images" / "icon.svg"), layout="wide")
st.logo(str(ASSETS / "images" / "logo.svg"), size="large")
page = st.navigation(PAGES)
apply_style()
page.run()
