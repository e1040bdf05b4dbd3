"""Questions with one number as their answer, drawn from a seed, each with its working."""

from vizcore.exercises.exercise import Exercise, Maker, draw

__all__ = ["Exercise", "Maker", "draw"]
