"""The errors a person can act on: one sentence that says what is wrong and what to do."""


class ConvScopeError(Exception):
    """Root of all errors whose text may be shown to a person as it stands."""


class ShapeError(ConvScopeError, ValueError):
    """Sizes that do not go together; the message names them."""


class NumberError(ConvScopeError, ValueError):
    """A number that cannot be used, or text that is none; the message names it."""


class ArchitectureError(ConvScopeError, ValueError):
    """A line of an architecture that cannot be read; the message names it."""


class ImageError(ConvScopeError, ValueError):
    """A file that cannot be used as a picture; the message says why."""


class DataError(ConvScopeError):
    """A data set that cannot be read as CIFAR-10; the message says what was found."""


class WeightsError(ConvScopeError):
    """Weights or a checkpoint that do not belong to this network or recipe."""


class SurgeryError(ConvScopeError, ValueError):
    """A change that a network has no place for; the message names it."""
