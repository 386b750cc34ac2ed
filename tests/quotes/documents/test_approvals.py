"""What an internal sheet says of what changed since the last approval."""

from decimal import Decimal

import pytest

from quotes.documents.approvals import as_said
from quotes.domain.pricing.compare import Change, Direction, Part, Shown


@pytest.mark.parametrize(
    ("part", "label", "figure", "said"),
    [
        (Part.TERM, "Availability", "99.99", "99.99%"),
        (Part.TERM, "Availability", "99.95", "99.95%"),
        (Part.LINE, "Discount", "12.55", "12.55%"),
        (Part.TOTAL, "Discount off list", "19.1489", "19.1%"),
        (Part.TOTAL, "Margin", "25.8333", "25.8%"),
    ],
)
def test_what_was_typed_is_never_rounded_and_what_follows_has_one_decimal(
    part: Part, label: str, figure: str, said: str
) -> None:
    value = Decimal(figure)
    change = Change(part=part, label=label, before=value, after=value, shown=Shown.PERCENT, direction=Direction.NEUTRAL)
    assert as_said(value, change).replace(" ", "") == said
