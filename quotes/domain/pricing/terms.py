"""An offer's terms as values."""

from dealdesk.kernel.money import Rounding as RoundingMode
from dealdesk.kernel.words import Word

__all__ = ["RoundingMode", "RoundingScope"]


class RoundingScope(Word):
    LINE = "line", "Line by line"
    DOCUMENT = "document", "On the totals"
