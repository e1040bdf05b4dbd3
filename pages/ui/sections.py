"""The one list of pages: sections in the order of a lecture, pages in the order of a lesson."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A page in the navigation.

    Attributes
    ----------
    path : str
        Its file in pages/, without ".py"; the last part is its address.
    title, icon : str
        The name in the navigation and a Material icon.
    task : str
        One sentence on the start page: what a person does there.
    """

    path: str
    title: str
    icon: str
    task: str = ""

    @property
    def file(self) -> str:
        """As `st.Page` and `st.page_link` want it."""
        return f"pages/{self.path}.py"


#: The section without a name holds the start page.
SECTIONS = {
    "": [Entry("start/welcome", "Start", "home")],
    "The image": [
        Entry(
            "image/pixels",
            "Pixels and tensors",
            "grid_4x4",
            "Zoom into a picture until it turns into numbers.",
        ),
    ],
    "Convolution": [
        Entry(
            "layers/signals",
            "In one dimension",
            "show_chart",
            "Slide two weights along a signal, then smooth a sound.",
        ),
        Entry(
            "layers/convolution",
            "In two dimensions",
            "grid_on",
            "Stride, padding, dilation: every product, every sum.",
        ),
        Entry(
            "image/kernels",
            "Kernels",
            "blur_on",
            "Blur, sharpen, find edges: your own kernel on your own picture.",
        ),
        Entry(
            "layers/volumes",
            "Over volumes",
            "deployed_code",
            "Many channels in, many filters, many maps out.",
        ),
        Entry(
            "layers/activations",
            "Activations",
            "ssid_chart",
            "See what ReLU and its relatives let through.",
        ),
        Entry(
            "layers/conventions",
            "Padding conventions",
            "straighten",
            "The same layer in PyTorch, TensorFlow and ONNX: where they differ.",
        ),
    ],
    "Pooling": [
        Entry(
            "layers/pooling",
            "Pooling",
            "grid_view",
            "Keep the largest value of each window, or the mean.",
        ),
    ],
    "Inside the network": [
        Entry(
            "network/feature_maps",
            "Feature maps",
            "layers",
            "Look into a trained network while it looks at your picture.",
        ),
    ],
}
