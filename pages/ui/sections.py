"""The one list of pages: sections in the order of a lecture, pages in the order of a lesson."""

from typing import NamedTuple

import streamlit as st


class Entry(NamedTuple):
    """A page in the navigation.

    Attributes
    ----------
    lesson : str
        Its folder in pages/, which is its address and the prefix of its keys.
    title, icon : str
        The name in the navigation and a Material icon.
    task : str
        One sentence on the start page: what a person does there.
    """

    lesson: str
    title: str
    icon: str
    task: str = ""

    @property
    def file(self) -> str:
        """As `st.page_link` and `st.switch_page` want it."""
        return f"pages/{self.lesson}/page.py"


#: The section without a name holds the start page.
SECTIONS = {
    "": [Entry("start", "Start", "home")],
    "The image": [
        Entry(
            "pixels",
            "Pixels and tensors",
            "grid_4x4",
            "Zoom into a picture until it turns into numbers.",
        ),
    ],
    "Convolution": [
        Entry(
            "signals",
            "Convolution in one dimension",
            "show_chart",
            "Slide two weights along a signal, then smooth a sound.",
        ),
        Entry(
            "convolution",
            "Convolution in two dimensions",
            "grid_on",
            "Stride, padding, dilation: every product, every sum.",
        ),
        Entry(
            "kernels",
            "Kernels",
            "blur_on",
            "Blur, sharpen, find edges: your own kernel on your own picture.",
        ),
        Entry(
            "volumes",
            "Convolution over volumes",
            "deployed_code",
            "Many channels in, many filters, many maps out.",
        ),
        Entry(
            "matrix_view",
            "Convolution as a matrix product",
            "view_column",
            "Unroll the windows: one product gives all outputs.",
        ),
        Entry(
            "transposed",
            "Transposed convolution",
            "approval",
            "Stamp a kernel to make a picture larger, and see the checkerboard.",
        ),
        Entry(
            "activations",
            "Activations",
            "ssid_chart",
            "See what ReLU and its relatives let through.",
        ),
        Entry(
            "conventions",
            "Padding conventions",
            "straighten",
            "The same layer in PyTorch, TensorFlow and ONNX: where they differ.",
        ),
    ],
    "Pooling": [
        Entry(
            "pooling",
            "Pooling",
            "grid_view",
            "Keep the largest value of each window, or the mean.",
        ),
    ],
    "Network": [
        Entry(
            "dense",
            "Fully connected",
            "hub",
            "Flatten maps into a row, and see which cells push a unit or a class.",
        ),
        Entry(
            "softmax",
            "Softmax and loss",
            "leaderboard",
            "Drag logits, watch probabilities, step down the loss.",
        ),
        Entry(
            "scaling",
            "Why CNNs scale",
            "zoom_out_map",
            "Weigh a convolution against other layers, and see how far a value sees.",
        ),
        Entry(
            "architectures",
            "Architectures",
            "account_tree",
            "LeNet to ResNet, drawn to scale and counted; write your own.",
        ),
    ],
    "Training": [
        Entry(
            "batch_norm",
            "Batch normalisation",
            "align_justify_center",
            "Centre and stretch a mini-batch, then switch the layer to test.",
        ),
        Entry(
            "dropout",
            "Dropout",
            "casino",
            "Draw masks on real activations, and watch their mean go to the test output.",
        ),
        Entry(
            "laboratory",
            "Training laboratory",
            "experiment",
            "Train a network of your own and watch it learn.",
        ),
        Entry(
            "data_sets",
            "Data sets",
            "photo_library",
            "Twelve sets to one scale, and where the network errs.",
        ),
    ],
    "Inside the network": [
        Entry(
            "network",
            "The whole network",
            "flowsheet",
            "All layers at once on your picture: follow a class back to its pixels.",
        ),
        Entry(
            "unit",
            "What each unit looks for",
            "manage_search",
            "Nine pictures, a map, a kernel, a climb: a card for every unit, and a quiz.",
        ),
        Entry(
            "feature_maps",
            "Feature maps",
            "layers",
            "Look into a trained network while it looks at your picture.",
        ),
        Entry(
            "explain",
            "Why this class?",
            "troubleshoot",
            "Ask five methods which pixels an answer stands on, and follow each to its sum.",
        ),
        Entry(
            "live",
            "Live",
            "videocam",
            "Point a camera, and watch every layer move.",
        ),
        Entry(
            "learning",
            "How it learned",
            "movie",
            "Drag through the training: filters, maps and one number from noise to answer.",
        ),
    ],
}

#: Every lesson by its name.
LESSONS = {entry.lesson: entry for section in SECTIONS.values() for entry in section}


def navigation() -> dict[str, list[st.Page]]:
    """The sections as `st.navigation` wants them; the start page has the bare address."""
    return {
        name: [
            st.Page(
                entry.file,
                title=entry.title,
                icon=f":material/{entry.icon}:",
                url_path=entry.lesson,
                default=not name,
            )
            for entry in section
        ]
        for name, section in SECTIONS.items()
    }


def titles() -> dict[str, str]:
    """For the server: each page's title by its address."""
    return {
        "" if entry in SECTIONS[""] else entry.lesson: f"{entry.title} · ConvScope"
        for entry in LESSONS.values()
    }
