"""The power maximiser: every choice is an argmax over one table of danger, and leaves its sums behind."""

from hegemon.players.maximiser.player import Maximiser

__all__ = ["Maximiser"]
