"""The sound and its smoothing against loops, torch, NumPy's convolution and the wave module."""

import io
import wave

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.signals.voice import (
    RATE,
    response,
    smooth,
    smoothing_kernel,
    spectrum,
    vowel,
    wav_bytes,
)
from vizcore.errors import NumberError, ShapeError


def tone(frequency: float, seconds: float = 0.5) -> np.ndarray:
    return np.sin(2 * np.pi * frequency * np.arange(int(seconds * RATE)) / RATE)


@pytest.mark.lecture("L8", page="signals")
def test_smoothing_is_the_lectures_sum_of_x_a_times_w_t_minus_a():
    rng = np.random.default_rng(3)
    x, w = rng.standard_normal(40), rng.standard_normal(5)
    middle = 2
    expected = [
        sum(x[a] * w[t + middle - a] for a in range(40) if 0 <= t + middle - a < 5)
        for t in range(40)
    ]
    np.testing.assert_allclose(smooth(x, w), expected, atol=1e-12)
    np.testing.assert_allclose(smooth(x, w), np.convolve(x, w, mode="same"), atol=1e-12)


def test_smoothing_a_whole_sound_is_torchs_conv1d():
    x, w = vowel(noise=0.5), smoothing_kernel("hann", 33)
    y = F.conv1d(torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None], padding=16)
    np.testing.assert_allclose(smooth(x, w), y[0, 0].numpy(), atol=1e-12)


@pytest.mark.parametrize("window", ["mean", "hann"])
@pytest.mark.parametrize("length", [1, 2, 9, 65])
def test_a_smoothing_kernel_is_positive_symmetric_and_sums_to_one(window, length):
    w = smoothing_kernel(window, length)
    assert w.shape == (length,)
    assert (w > 0).all()
    np.testing.assert_allclose(w, w[::-1])
    np.testing.assert_allclose(w.sum(), 1)


def test_the_hann_window_is_torchs_without_its_zeros():
    expected = torch.hann_window(11, periodic=False, dtype=torch.float64).numpy()[1:-1]
    np.testing.assert_allclose(smoothing_kernel("hann", 9), expected / expected.sum())


@pytest.mark.parametrize("length", [5, 17])
@pytest.mark.parametrize("frequency", [120.0, 1000.0, 3000.0])
def test_the_response_is_what_happens_to_the_height_of_a_tone(length, frequency):
    w = smoothing_kernel("hann", length)
    heard = smooth(tone(frequency), w)[100:-100]
    kept = heard.std() / tone(frequency)[100:-100].std()
    assert response(w, frequency) == pytest.approx(kept, abs=1e-3)


def test_smoothing_takes_high_frequencies_and_leaves_low_ones():
    noisy = vowel(noise=0.5)
    frequency, before = spectrum(noisy)
    _, after = spectrum(smooth(noisy, smoothing_kernel("hann", 17)))
    lost = before - after
    assert lost[frequency < 150].mean() < 1
    assert lost[frequency > 2000].min() > 20


def test_the_spectrum_adds_up_to_the_power_of_the_sound():
    x = vowel(noise=0.5)
    _, level = spectrum(x)
    # rfft holds each frequency but the first and last once of two times.
    assert 2 * (10 ** (level / 10)).sum() == pytest.approx((x**2).mean(), rel=0.01)


def test_the_voice_has_the_pitch_and_the_noise_that_were_asked_for():
    clean = vowel()
    low, high = 90, 150  # hertz
    power = np.abs(np.fft.rfft(clean)) ** 2
    frequency = np.fft.rfftfreq(clean.size, 1 / RATE)
    heard = (frequency > low) & (frequency < high)
    assert frequency[heard][power[heard].argmax()] == pytest.approx(120, abs=4)
    noise = vowel(noise=0.4, seed=2) - clean
    assert noise.std() / clean.std() == pytest.approx(0.4, rel=0.05)
    np.testing.assert_array_equal(vowel(noise=0.4, seed=2), vowel(noise=0.4, seed=2))
    assert not np.array_equal(vowel(noise=0.4, seed=2), vowel(noise=0.4, seed=3))


def test_the_wav_file_holds_the_samples():
    signal = np.array([0.0, 0.5, -0.5, 1.5, -1.5])
    with wave.open(io.BytesIO(wav_bytes(signal))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 1, 2)
        samples = np.frombuffer(sound.readframes(5), "<i2")
    np.testing.assert_array_equal(samples, [0, 16384, -16384, 32767, -32767])


def test_what_cannot_be_is_named():
    with pytest.raises(ShapeError, match="at least 1 weight, not -2"):
        smoothing_kernel("mean", -2)
    with pytest.raises(ValueError, match="mean, hann, not 'box'"):
        smoothing_kernel("box", 3)
    with pytest.raises(NumberError, match="must not be below 0"):
        vowel(noise=-0.1)
