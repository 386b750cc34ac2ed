"""Which lines are in the total: included ones, options and alternatives beside it, and columns to choose from."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

MOST_COLUMNS = 5
LONGEST_COLUMN = 20


class Role(Word):
    INCLUDED = "included", "Included"
    OPTIONAL = "optional", "Option"
    ALTERNATIVE = "alternative", "Alternative"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One of several offers side by side, such as good, better and best.

    `bundle_price` makes it a bundle of its own, in the offer's tax basis; the recommended column has the offer's.
    """

    name: str
    bundle_price: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_COLUMN:
            message = "Give every column a name of at most %(most)s characters."
            raise Refusal(message, field="columns", most=LONGEST_COLUMN)
