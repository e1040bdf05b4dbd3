"""Signals in one dimension: a sound to smooth, the windows that smooth it, its spectrum."""

import io
import wave

import numpy as np
from jaxtyping import Complex128, Float, Float64

from vizcore.errors import NumberError, ShapeError
from vizcore.ops.conv import conv

#: Samples a second: what a telephone carries.
RATE = 8000
#: Names of the windows that `smoothing_kernel` knows.
WINDOWS = ("mean", "hann")

_SECONDS = 1.5
_PITCH = 120.0  # hertz: a low voice
_FORMANTS = ((700.0, 110.0, 1.0), (1220.0, 130.0, 0.5), (2600.0, 160.0, 0.25))  # an open "ah"
_SYLLABLES = 3
_LOUDEST = 0.6  # of full scale: leaves room for the noise


def vowel(noise: float = 0.0, seed: int = 0) -> Float64[np.ndarray, " samples"]:
    """Three syllables of a voice-like "ah", 1.5 seconds at 8 kHz, with white noise on top.

    Harmonics of a pitch that wavers around 120 Hz, each as loud as the resonances of a mouth make
    it; an envelope swells and fades three times.

    Parameters
    ----------
    noise : float
        Standard deviation of the noise, as a share of that of the voice; at least 0.
    seed : int
        Of the noise; the voice is always the same.

    Returns
    -------
    array (12000,)
        The voice alone reaches 0.6.

    Examples
    --------
    >>> clean, noisy = vowel(), vowel(noise=0.5)
    >>> float(np.abs(clean).max()), clean.size / RATE
    (0.6, 1.5)
    >>> round(float((noisy - clean).std() / clean.std()), 2)
    0.5
    """
    if noise < 0:
        raise NumberError(f"the noise must not be below 0, not {noise}")
    t = np.arange(round(_SECONDS * RATE)) / RATE
    pitch = _PITCH * (1 + 0.02 * np.sin(2 * np.pi * 5 * t))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    numbers = np.arange(1, int(RATE / 2 / _PITCH))[:, None]
    voice = (_loudness(numbers * _PITCH) * np.sin(numbers * phase)).sum(axis=0)
    voice *= np.sin(np.pi * _SYLLABLES * t / _SECONDS) ** 2
    voice *= _LOUDEST / np.abs(voice).max()
    hiss = np.random.default_rng(seed).standard_normal(t.size)
    return np.asarray(voice + noise * voice.std() * hiss)


def smoothing_kernel(window: str, length: int) -> Float64[np.ndarray, " length"]:
    """Weights that sum to 1: all alike ("mean"), or a bell ("hann").

    The bell is that of `length + 2` points without its two zeros at the ends.

    Examples
    --------
    >>> smoothing_kernel("mean", 4)
    array([0.25, 0.25, 0.25, 0.25])
    >>> smoothing_kernel("hann", 3)
    array([0.25, 0.5 , 0.25])
    >>> smoothing_kernel("mean", 0)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: a window needs at least 1 weight, not 0
    """
    if window not in WINDOWS:
        raise ValueError(f"window is one of {', '.join(WINDOWS)}, not {window!r}")
    if length < 1:
        raise ShapeError(f"a window needs at least 1 weight, not {length}")
    weights = np.ones(length) if window == "mean" else np.hanning(length + 2)[1:-1]
    return np.asarray(weights / weights.sum())


def smooth(
    signal: Float[np.ndarray, " samples"], weights: Float[np.ndarray, " length"]
) -> Float64[np.ndarray, " samples"]:
    r"""The signal convolved with a window, zeros beyond both ends; as long as before.

    .. math:: s(t) = \sum_a x(a)\, w(t - a)

    This is mathematics' convolution: the window is turned round, which changes nothing for the
    symmetric ones of `smoothing_kernel`.

    Examples
    --------
    >>> smooth(np.array([0.0, 0, 4, 0, 0]), np.array([0.5, 0.25, 0.25]))
    array([0., 2., 1., 1., 0.])
    """
    flipped = weights[::-1].copy()[None, None]
    return conv(signal.astype(np.float64)[None, None], flipped, padding="same")[0, 0]


def spectrum(
    signal: Float[np.ndarray, " samples"],
) -> tuple[Float64[np.ndarray, " bands"], Float64[np.ndarray, " bands"]]:
    """How loud a sound is in each band of 50 Hz.

    Returns
    -------
    frequency, level : arrays (80,)
        Middle of each band in hertz, and its mean power in decibels; 0 dB is a power of 1.

    Examples
    --------
    A pure tone of 1 kHz lies in one band only:

    >>> frequency, level = spectrum(np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE))
    >>> float(frequency[level.argmax()]), int((level > -100).sum())
    (1025.0, 1)
    """
    power = np.abs(np.fft.rfft(signal)) ** 2 / signal.size**2
    frequency = np.fft.rfftfreq(signal.size, 1 / RATE)
    edges = np.arange(0, RATE / 2 + 1, 50)
    total, _ = np.histogram(frequency, edges, weights=power)
    return (edges[:-1] + edges[1:]) / 2, 10 * np.log10(total + 1e-15)


def response(weights: Float[np.ndarray, " length"], frequency: float) -> float:
    r"""By what a kernel multiplies the height of a pure tone.

    .. math:: \Bigl|\sum_k w_k\, e^{-2 \pi i f k / r}\Bigr|

    Parameters
    ----------
    weights : array (length,)
    frequency : float
        In hertz, with `RATE` samples a second.

    Examples
    --------
    The mean of 4 neighbours wipes out a tone that takes 4 samples for each of its waves:

    >>> round(response(np.full(4, 0.25), RATE / 4), 6)
    0.0
    >>> response(np.full(4, 0.25), 0.0)
    1.0
    """
    turns: Complex128[np.ndarray, " length"] = np.exp(
        -2j * np.pi * frequency * np.arange(weights.size) / RATE
    )
    return float(abs((weights * turns).sum()))


def wav_bytes(signal: Float[np.ndarray, " samples"]) -> bytes:
    """A sound as a WAV file: 16 bits, one channel, 8 kHz; what leaves -1 to 1 is clipped.

    Examples
    --------
    >>> len(wav_bytes(np.zeros(RATE)))
    16044
    """
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(np.rint(np.clip(signal, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _loudness(frequency: Float64[np.ndarray, "*shape"]) -> Float64[np.ndarray, "*shape"]:
    """How much of a frequency a mouth lets through: a peak at each formant."""
    return np.asarray(
        sum(
            height / (1 + ((frequency - middle) / width) ** 2)
            for middle, width, height in _FORMANTS
        )
    )
