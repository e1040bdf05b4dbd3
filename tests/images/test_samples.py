import subprocess
import sys

import numpy as np
import pytest

from vizcore.errors import ImageError
from vizcore.images import SAMPLES, patterns, samples

PHOTOGRAPHS = [name for name, sample in SAMPLES.items() if sample.kind == "photograph"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_loads_and_says_where_it_comes_from(name):
    sample = SAMPLES[name]
    picture = sample.load()
    assert picture.dtype == np.uint8
    assert picture.shape[2] == 3
    assert sample.name == name
    assert all([sample.title, sample.credit, sample.licence, sample.source])
    small = sample.thumbnail(48)
    assert max(small.shape[:2]) == min(48, max(picture.shape[:2]))


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_every_photograph_is_a_photograph(name):
    picture = SAMPLES[name].load()
    assert min(picture.shape[:2]) >= 170
    assert picture.std() > 5


def test_the_lectures_photographs_are_scikit_learns_to_the_byte():
    from sklearn.datasets import load_sample_image

    for name in ("china", "flower"):
        picture = SAMPLES[name].load()
        assert picture.shape == (427, 640, 3)
        np.testing.assert_array_equal(picture, load_sample_image(f"{name}.jpg"))


def test_scikit_images_photographs_are_its_own_to_the_byte():
    from skimage import data

    for name, load in (("astronaut", data.astronaut), ("cat", data.chelsea)):
        np.testing.assert_array_equal(SAMPLES[name].load(), load())
    np.testing.assert_array_equal(SAMPLES["camera"].load()[..., 0], data.camera())


def test_scikit_learns_photographs_credit_who_its_readme_links_to():
    readme = samples._packaged("sklearn", "datasets/images/README.txt").decode()
    for name in ("china", "flower"):
        assert SAMPLES[name].source.rstrip("/") in readme
        assert SAMPLES[name].credit in SAMPLES[name].source
        assert SAMPLES[name].licence == "CC BY 2.0"


def test_a_sample_that_is_not_installed_names_its_package():
    with pytest.raises(ImageError, match="install skimage again"):
        samples._packaged("skimage", "data/no_such_picture.png")
    with pytest.raises(ImageError, match="install no_such_package again"):
        samples._packaged("no_such_package", "x.png")


def test_a_loaded_sample_may_be_changed_without_harm():
    SAMPLES["cat"].load()[:] = 0
    assert SAMPLES["cat"].load().any()
    SAMPLES["letter_i"].load()[:] = 0
    assert SAMPLES["letter_i"].load().any()


def test_loading_every_sample_imports_neither_sklearn_nor_skimage_nor_torch():
    program = (
        "import sys; from vizcore.images import SAMPLES; [s.load() for s in SAMPLES.values()];"
        "print([m for m in ('sklearn', 'skimage', 'torch', 'scipy', 'pooch') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_letter_reads_as_an_i():
    letter = patterns.letter_i()
    assert letter.shape == (12, 12)
    np.testing.assert_array_equal(letter, letter[::-1])
    np.testing.assert_array_equal(letter, letter[:, ::-1])
    assert (letter[1] == 30).sum() > (letter[5] == 30).sum() > 0


def test_a_derivative_is_constant_on_the_ramp():
    assert set(np.diff(patterns.ramp(256)[0].astype(int))) == {1}


def test_a_slanted_edge_runs_at_its_angle():
    edge = patterns.step_edge(200, angle=45.0)
    assert edge[10, 10] == 64
    assert edge[190, 190] == 192
    differ = np.argwhere(edge != edge.T)
    assert (differ.sum(axis=1) == 199).all()  # only on the other diagonal, where the edge lies


def test_the_zone_plate_reaches_the_nyquist_rate_at_the_middle_of_its_sides():
    row = patterns.zone_plate(256)[128].astype(int)
    assert np.abs(np.diff(row[120:136])).max() < 20  # flat in the middle
    assert np.abs(np.diff(row[:4])).min() > 200  # black, white, black, white at the side


def test_the_star_has_its_spokes():
    star = patterns.siemens_star(257, spokes=12)
    angles = np.deg2rad(np.arange(0.25, 360, 0.5))
    ring = star[
        (128 + 100 * np.sin(angles)).round().astype(int),
        (128 + 100 * np.cos(angles)).round().astype(int),
    ]
    assert np.count_nonzero(np.diff(ring.astype(int), append=int(ring[0]))) == 24


def test_noise_is_the_same_for_the_same_seed():
    np.testing.assert_array_equal(patterns.noise(64, seed=3), patterns.noise(64, seed=3))
    assert (patterns.noise(64, seed=3) != patterns.noise(64, seed=4)).any()


def test_the_bars_hold_all_eight_corners_of_the_colour_cube():
    assert len(np.unique(patterns.bars(256).reshape(-1, 3), axis=0)) == 8
