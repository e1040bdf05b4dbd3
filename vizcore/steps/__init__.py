"""Convolution and pooling one step at a time: a step is a function of index and settings."""

from vizcore.steps.conv import ConvSettings, ConvStep
from vizcore.steps.pool import PoolSettings, PoolStep

__all__ = ["ConvSettings", "ConvStep", "PoolSettings", "PoolStep"]
