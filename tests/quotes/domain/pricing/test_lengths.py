"""Prices of different lengths on one basis."""

from decimal import Decimal

from quotes.domain.pricing.lengths import Length, Total, asked_for


def test_what_stands_in_every_month_is_told_by_the_month_of_service() -> None:
    lengths = [Length(term=term, free=free, grows=False) for term, free in ((12, 0), (36, 0), (12, 12))]
    totals = [Decimal(total) for total in (1200, 3600, 2400)]
    assert [length.basis(total) for length, total in zip(lengths, totals, strict=True)] == [100, 100, 100]
    assert [length.whole(Decimal(100)) for length in lengths] == totals


def test_a_quantity_for_the_whole_term_is_only_brought_to_the_free_months() -> None:
    lengths = [Length(term=term, free=free, grows=True) for term, free in ((12, 0), (36, 0), (12, 12))]
    assert [length.basis(Decimal(1200)) for length in lengths] == [1200, 1200, 600]
    assert [length.whole(Decimal(600)) for length in lengths] == [600, 600, 1200]


def test_an_ask_is_for_the_months_they_said_or_else_for_those_of_the_offer() -> None:
    offer = Total(Decimal(840), 12)
    asks = [asked_for(Decimal(600), 24, offer), asked_for(Decimal(600), None, offer), asked_for(None, None, offer)]
    assert asks == [Total(Decimal(600), 24), Total(Decimal(600), 12), None]
