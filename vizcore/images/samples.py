"""Photographs that other packages bring along, our own drawings and test patterns, in one list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import numpy as np
from jaxtyping import UInt8

from vizcore.errors import ImageError
from vizcore.images import patterns
from vizcore.images.decode import open_image, open_preview, shrink
from vizcore.images.scenes import SCENES

_Picture = UInt8[np.ndarray, "h w 3"]


@dataclass(frozen=True)
class Sample:
    """A picture that is there without an upload; nothing is read before `load`.

    Parameters
    ----------
    name, title : str
        Key in `SAMPLES`; what a person reads.
    credit, licence : str
        Who made it and how it may be used.
    source : str
        Where it comes from: an address, or the package.
    kind : str
        "photograph", "drawing" (one for each of CIFAR-10's classes) or "pattern".
    """

    name: str
    title: str
    credit: str
    licence: str
    source: str
    kind: str
    _full: Callable[[], _Picture] = field(repr=False)
    _small: Callable[[int], _Picture] = field(repr=False)

    def load(self) -> _Picture:
        """(h, w, 3) uint8 at full size, a fresh array each time.

        Examples
        --------
        >>> SAMPLES["china"].load().shape
        (427, 640, 3)
        """
        return self._full()

    def thumbnail(self, side: int = 96) -> _Picture:
        """The picture with its longer side at most `side`.

        Examples
        --------
        >>> SAMPLES["china"].thumbnail(64).shape
        (43, 64, 3)
        """
        return self._small(side)


def _packaged(package: str, path: str) -> bytes:
    """A file of an installed package, found without the second that importing one may take."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (file := Path(folder, path)).is_file():
            return file.read_bytes()
    raise ImageError(f"The sample {path} is missing: install {package} again, or upload a picture.")


def _photograph(
    name: str, title: str, credit: str, licence: str, source: str, package: str, path: str
) -> Sample:
    read = partial(_packaged, package, path)
    return Sample(
        name,
        title,
        credit,
        licence,
        source,
        "photograph",
        lambda: open_image(read()),
        lambda side: open_preview(read(), side=side),
    )


def _learn(name: str, title: str, credit: str, source: str) -> Sample:
    path = f"datasets/images/{name}.jpg"
    return _photograph(name, title, credit, "CC BY 2.0", source, "sklearn", path)


def _image(name: str, title: str, credit: str, licence: str, file: str = "") -> Sample:
    path = f"data/{file or name + '.png'}"
    return _photograph(name, title, credit, licence, "scikit-image", "skimage", path)


def _pattern(
    name: str, title: str, draw: Callable[[], np.ndarray], kind: str = "pattern"
) -> Sample:
    def full() -> _Picture:
        picture = draw()
        return picture if picture.ndim == 3 else np.stack([picture] * 3, axis=2)

    return Sample(
        name,
        title,
        "ConvScope",
        "as this project",
        f"vizcore.images.{'scenes' if kind == 'drawing' else 'patterns'}",
        kind,
        full,
        lambda side: shrink(full(), side),
    )


_FREE = "no known restrictions"

_ALL = (
    # scikit-learn's README names one photographer twice; the addresses it gives name both.
    _learn(
        "china",
        "Temple in China",
        "danielbuechele",
        "https://www.flickr.com/photos/danielbuechele/6061409035/",
    ),
    _learn(
        "flower",
        "Flower",
        "vultilion",
        "https://www.flickr.com/photos/vultilion/6056698931/",
    ),
    _image("cat", "Chelsea the cat", "Stefan van der Walt", "CC0", "chelsea.png"),
    _image("astronaut", "Eileen Collins", "NASA", "public domain"),
    _image("coffee", "Cup of coffee", "Rachel Michetti, Pikolo Espresso Bar", "CC0"),
    _image("rocket", "Launch of DSCOVR", "SpaceX", "public domain", "rocket.jpg"),
    _image("camera", "Photographer", "Lav Varshney", "CC0"),
    _image("retina", "Retina", "Mikael Häggström", "CC0", "retina.jpg"),
    _image("hubble", "Hubble deep field", "NASA", "public domain", "hubble_deep_field.jpg"),
    _image("tissue", "Stained tissue", "CMMI", _FREE, "ihc.png"),
    _image("cell", "Cell in saline", "Paul Müller and others", "CC0"),
    _image("coins", "Greek coins", "Brooklyn Museum", _FREE),
    _image("moon", "Surface of the moon", "scikit-image", _FREE),
    _image("clock", "Clock in motion", "Stefan van der Walt", "public domain", "clock_motion.png"),
    _image("page", "Scanned page", "scikit-image", _FREE),
    _image("text", "Handwritten text", "Wikimedia Commons", "public domain"),
    _image("brick", "Brick wall", "CC0Textures", "CC0"),
    _image("grass", "Grass", "linolafett", "CC0"),
    _image("gravel", "Gravel", "CC0Textures", "CC0"),
    *(
        _pattern(f"drawn_{label}", f"{label.capitalize()}, drawn", draw, "drawing")
        for label, draw in SCENES.items()
    ),
    _pattern("letter_i", "Letter I, 12x12", patterns.letter_i),
    _pattern("checkerboard", "Checkerboard", patterns.checkerboard),
    _pattern("step_edge", "Step edge", patterns.step_edge),
    _pattern("slanted_edge", "Slanted edge", partial(patterns.step_edge, angle=30.0)),
    _pattern("ramp", "Grey ramp", patterns.ramp),
    _pattern("impulse", "One white pixel", patterns.impulse),
    _pattern("dots", "Lattice of dots", patterns.dots),
    _pattern("zone_plate", "Zone plate", patterns.zone_plate),
    _pattern("siemens_star", "Siemens star", patterns.siemens_star),
    _pattern("bars", "Colour bars", patterns.bars),
    _pattern("noise", "Noise", patterns.noise),
)

#: Every sample by name, photographs first, then drawings.
SAMPLES: Mapping[str, Sample] = MappingProxyType({sample.name: sample for sample in _ALL})
