"""What is this, and where do I begin?"""

import numpy as np
import streamlit as st

from pages.ui.frame import heading
from pages.ui.matrices import patch
from pages.ui.player import conv_player
from vizcore.images import KERNELS, SAMPLES
from vizcore.steps import ConvSettings

PATHS = {
    "Kernels": (
        "image/kernels.py",
        "Blur, sharpen, find edges: your own kernel on your own picture.",
    ),
    "Convolution": (
        "layers/convolution.py",
        "Stride, padding, dilation: every product, every sum.",
    ),
    "Pooling": ("layers/pooling.py", "Keep the largest value of each window, or the mean."),
    "Feature maps": (
        "network/feature_maps.py",
        "Look into a network while it looks at your picture.",
    ),
}

heading(
    "See how a convolutional network sees",
    "Every number on these pages can be followed to the arithmetic that made it, and that "
    "arithmetic is PyTorch's. Here nine weights look for edges in a photograph: point at any cell.",
)
eye = patch(SAMPLES["cat"].load(), 26, across=0.37, down=0.3, pixels=4)
sobel: np.ndarray = KERNELS["sobel_x"].weights
conv_player(ConvSettings(eye[None], sobel[None]), key="start", picture=True, autoplay=True)

for column, (title, (page, sentence)) in zip(st.columns(4), PATHS.items(), strict=True):
    with column.container(border=True, height="stretch", gap="xxsmall"):
        st.page_link(f"pages/{page}", label=f"**{title}** →")
        st.markdown(sentence)
