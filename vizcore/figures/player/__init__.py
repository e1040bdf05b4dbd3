"""The step player as an animation, for slides and for where there is no browser."""

from vizcore.figures.player.gif import player_gif, stamps_gif
from vizcore.figures.player.timing import Timing

__all__ = ["Timing", "player_gif", "stamps_gif"]
