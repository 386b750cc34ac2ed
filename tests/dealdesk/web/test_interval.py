"""One price on the scale of its list price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.web import charts


def test_ours_the_marks_and_the_band_are_drawn_with_one_sentence() -> None:
    picture = charts.interval(
        top=Decimal(62),
        ours=Decimal("49.6"),
        label="过权限线 <49.60>",
        marks=[(Decimal("52.7"), "authority")],
        band=(Decimal(48), Decimal(52)),
        kind="warned",
    )
    assert picture.count("<path") == 3
    assert picture.count("<rect") == 1
    assert 'aria-label="过权限线 &lt;49.60&gt;"' in picture


def test_without_a_list_price_nothing_is_drawn() -> None:
    assert charts.interval(top=Decimal(0), ours=Decimal(0), label="") == charts.EMPTY


@given(st.decimals("0.01", "1000000", places=4), st.decimals("0", "1000000", places=4))
def test_every_price_has_its_place_within_the_picture(top: Decimal, ours: Decimal) -> None:
    picture = charts.interval(top=top, ours=ours, label="x", marks=[(top / 2, "floor")])
    places = [float(part.split(" ")[0]) for part in picture.split('d="M')[1:]]
    assert all(0 <= place <= 84 for place in places)


@pytest.mark.parametrize("kind", ["ours", "warned", "floor"])
def test_paper_knows_the_colours_too(kind: str) -> None:
    picture = charts.interval(top=Decimal(2), ours=Decimal(1), label="x", kind=kind)
    assert f'class="{kind}" stroke="#' in picture
