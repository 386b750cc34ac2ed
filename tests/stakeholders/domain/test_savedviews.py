from urllib.parse import parse_qs

import pytest

from stakeholders.domain.journal import Listing
from stakeholders.domain.savedviews import COLUMNS, FILTERS, Shown, address_of, columns_of


def test_every_list_has_columns_and_filters() -> None:
    assert COLUMNS.keys() == FILTERS.keys() == set(Listing)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ({}, ""),
        ({"q": ["银行"], "after": ["abc"], "x": ["1"]}, "q=%E9%93%B6%E8%A1%8C"),
        ({"sort": ["total"], "mine": ["1"]}, "mine=1&sort=total"),
        ({"q": [" "], "state": [""]}, ""),
        ({"state": ["sent", "draft"]}, "state=draft"),
        ({"col": ["owner", "number", "cost"]}, "col=number&col=owner"),
        ({"col": [str(column) for column in COLUMNS[Listing.QUOTES]]}, ""),
    ],
)
def test_an_address_keeps_what_the_list_knows_in_one_order(asked: dict[str, list[str]], address: str) -> None:
    assert address_of(Listing.QUOTES, asked) == address


def test_an_address_read_again_is_the_same() -> None:
    once = address_of(Listing.DEALS, {"q": ["a&b=c 银行"], "team": ["3"], "col": ["stage", "next"]})
    assert address_of(Listing.DEALS, parse_qs(once)) == once


def test_all_columns_stand_where_none_of_them_is_named() -> None:
    assert columns_of(Listing.CUSTOMERS, []) == frozenset(COLUMNS[Listing.CUSTOMERS])
    assert columns_of(Listing.CUSTOMERS, ["stage", "floor"]) == frozenset(COLUMNS[Listing.CUSTOMERS])
    assert columns_of(Listing.CUSTOMERS, ["city", "floor"]) == {Shown.CITY}
