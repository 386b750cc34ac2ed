"""What to do about four things that customers say, with the figures of one deal."""

from quotes.queries.situations.screen import Card, situations_screen

__all__ = ["Card", "situations_screen"]
