"""Exercises on output sizes, which two lessons ask."""

from pages.ui.size_questions import SIZE_EXERCISES as MAKERS

__all__ = ["MAKERS"]
