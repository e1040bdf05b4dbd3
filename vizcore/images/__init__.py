"""Pictures in, pictures out: decoding, samples, kernels, fast filtering, the network's square."""

from vizcore.errors import ImageError
from vizcore.images.analysis import (
    Cost,
    cost,
    explain_range,
    factors,
    flip,
    gain,
    normalise,
    rank,
    scale,
)
from vizcore.images.crop import crop_square, square_in, to_network_input
from vizcore.images.decode import MAX_PIXELS, image_size, open_image, open_preview, shrink
from vizcore.images.display import to_display
from vizcore.images.encode import encode_png
from vizcore.images.filtering import apply_kernel
from vizcore.images.grey import luma
from vizcore.images.kernels import KERNELS, Kernel
from vizcore.images.nearest import Nearest, nearest_kernel
from vizcore.images.samples import SAMPLES, Sample

__all__ = [
    "KERNELS",
    "MAX_PIXELS",
    "SAMPLES",
    "Cost",
    "ImageError",
    "Kernel",
    "Nearest",
    "Sample",
    "apply_kernel",
    "cost",
    "crop_square",
    "encode_png",
    "explain_range",
    "factors",
    "flip",
    "gain",
    "image_size",
    "luma",
    "nearest_kernel",
    "normalise",
    "open_image",
    "open_preview",
    "rank",
    "scale",
    "shrink",
    "square_in",
    "to_display",
    "to_network_input",
]
