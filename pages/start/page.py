"""What is this, and where do I begin?"""

import numpy as np
import streamlit as st

from pages.ui.components.player import conv_player
from pages.ui.frame import heading
from pages.ui.matrices import patch
from pages.ui.sections import SECTIONS
from vizcore.images import KERNELS, SAMPLES
from vizcore.steps import ConvSettings

COLUMNS = 3

heading(
    "See how a convolutional network sees",
    "Every number on these pages can be followed to the arithmetic that made it, and that "
    "arithmetic is PyTorch's. Here nine weights look for edges in a photograph: point at any cell.",
)
eye = patch(SAMPLES["cat"].load(), 26, across=0.37, down=0.3, pixels=4)
sobel: np.ndarray = KERNELS["sobel_x"].weights
conv_player(ConvSettings(eye[None], sobel[None]), key="start", picture=True, autoplay=True)

st.header("The lecture, page by page", anchor=False)
st.markdown("In a hurry? Try **Kernels** with a photograph of your own, then **Feature maps**.")
lessons = [(name, page) for name, section in SECTIONS.items() if name for page in section]
for number, (section, page) in enumerate(lessons):
    if number % COLUMNS == 0:
        row = st.columns(COLUMNS)
    with row[number % COLUMNS].container(
        border=True, height="stretch", gap="xxsmall", key=f"start_card_{page.lesson}"
    ):
        st.caption(f"{number + 1} · {section}")
        st.page_link(page.file, label=f"**{page.title}** →")
        st.markdown(page.task)
