"""A training run: data, recipe, loop, checkpoint, film, calibration, export, command line."""
