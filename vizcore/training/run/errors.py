"""The one error of this package that is neither about data nor about weights."""

from vizcore.errors import ConvScopeError


class TrainingError(ConvScopeError):
    """A run that cannot be done as asked: the recipe or the disk; the message says why."""
