"""Pictures for the tests of the Kernels page."""

from io import BytesIO

import numpy as np
from PIL import Image

from pages.kernels.views import LIVE_SIDE, Settings, filtered
from pages.ui.components.compare import Filtered
from pages.ui.extent import Extent
from pages.ui.picture import Picture, uploaded_picture
from vizcore.images import shrink


def live_view(picture: Picture, weights: np.ndarray, settings: Settings) -> Filtered:
    """What the page shows of a whole picture."""
    return filtered(shrink(picture.preview, LIVE_SIDE), weights, settings)


def whole(image: np.ndarray) -> Extent:
    """A picture small enough to be shown as it is."""
    file = BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return Extent(uploaded_picture("mine.png", file.getvalue()), image)
