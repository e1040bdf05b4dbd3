"""Test patterns drawn in code: each makes one property of a filter visible."""

import numpy as np
from jaxtyping import Float64, UInt8

Grey = UInt8[np.ndarray, "rows columns"]


def letter_i() -> UInt8[np.ndarray, "12 12"]:
    """A dark letter I on a light ground, 12x12: small enough to read every number.

    Examples
    --------
    >>> letter_i()[5].tolist()
    [230, 230, 230, 230, 230, 30, 30, 230, 230, 230, 230, 230]
    """
    letter = np.full((12, 12), 230, np.uint8)
    letter[1:3, 3:9] = letter[9:11, 3:9] = 30
    letter[3:9, 5:7] = 30
    return letter


def checkerboard(side: int = 256, square: int = 32) -> Grey:
    """Black and white squares: edges along both axes and corners.

    Examples
    --------
    >>> checkerboard(4, 2).tolist()
    [[0, 0, 255, 255], [0, 0, 255, 255], [255, 255, 0, 0], [255, 255, 0, 0]]
    """
    rows, columns = np.indices((side, side)) // square
    return ((rows + columns) % 2 * 255).astype(np.uint8)


def step_edge(side: int = 256, angle: float | int = 0.0) -> Grey:
    """Dark on the left (64), light on the right (192); `angle` turns the edge, in degrees.

    Examples
    --------
    >>> step_edge(4)[0].tolist()
    [64, 64, 192, 192]
    """
    down, right = _centred(side)
    turn = np.deg2rad(angle)
    light = right * np.cos(turn) + down * np.sin(turn) > 0
    return np.where(light, 192, 64).astype(np.uint8)


def ramp(side: int = 256) -> Grey:
    """Black on the left to white on the right in even steps: a first derivative is constant on it.

    Examples
    --------
    >>> ramp(6)[0].tolist()
    [0, 51, 102, 153, 204, 255]
    """
    return np.tile(np.rint(np.linspace(0, 255, side)).astype(np.uint8), (side, 1))


def impulse(side: int = 65) -> Grey:
    """One white pixel in the middle of black: filtering it shows the kernel, turned by 180 degrees.

    Examples
    --------
    >>> impulse(3).tolist()
    [[0, 0, 0], [0, 255, 0], [0, 0, 0]]
    """
    picture = np.zeros((side, side), np.uint8)
    picture[side // 2, side // 2] = 255
    return picture


def dots(side: int = 256, spacing: int = 16) -> Grey:
    """A lattice of white pixels: how far each of them spreads is how far the kernel reaches.

    Examples
    --------
    >>> int(np.count_nonzero(dots(32, 16)))
    4
    """
    picture = np.zeros((side, side), np.uint8)
    picture[spacing // 2 :: spacing, spacing // 2 :: spacing] = 255
    return picture


def zone_plate(side: int = 256) -> Grey:
    """Rings that get finer outwards, up to one cycle in two pixels at the middle of each side.

    A blur takes away the outer rings first; a stride shows rings that are not there (aliasing).
    """
    down, right = np.indices((side, side)) - side // 2
    wave: Float64[np.ndarray, "s s"] = np.cos(np.pi * (down**2 + right**2) / side)
    return (127.5 + 127.5 * wave).round().astype(np.uint8)


def siemens_star(side: int = 256, spokes: int = 24) -> Grey:
    """Black and white spokes, finer towards the middle: where they melt into grey, a blur wins."""
    down, right = _centred(side)
    light = np.sin(spokes * np.arctan2(down, right)) > 0
    return np.where(light & (np.hypot(down, right) < side / 2), 255, 0).astype(np.uint8)


def bars(side: int = 256) -> UInt8[np.ndarray, "rows columns 3"]:
    """Eight bars, every combination of full and no red, green and blue.

    Examples
    --------
    >>> bars(8)[0, :3].tolist()
    [[255, 255, 255], [255, 255, 0], [0, 255, 255]]
    """
    order = (0b111, 0b110, 0b011, 0b010, 0b101, 0b100, 0b001, 0b000)
    colours = np.array([[code >> 2 & 1, code >> 1 & 1, code & 1] for code in order]) * 255
    return np.tile(colours[np.arange(side) * 8 // side].astype(np.uint8), (side, 1, 1))


def noise(side: int = 256, seed: int = 0) -> Grey:
    """Grey noise around 128 with a standard deviation of 40: a blur makes it calmer.

    Examples
    --------
    >>> bool(abs(noise().mean() - 128) < 1)
    True
    """
    values = np.random.default_rng(seed).normal(128, 40, (side, side))
    return values.clip(0, 255).round().astype(np.uint8)


def _centred(side: int) -> tuple[Float64[np.ndarray, "s s"], Float64[np.ndarray, "s s"]]:
    """Rows and columns counted from the middle of the picture."""
    rows, columns = np.indices((side, side)) - (side - 1) / 2
    return rows, columns
