"""The arithmetic of convolutional networks, step by step, and the networks it is shown on."""

__version__ = "0.1.0"
