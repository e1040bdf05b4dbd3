"""The value that is looked at, printed by PyTorch, NumPy and Keras."""

from pages.ui.inside.programs import programs

__all__ = ["programs"]
