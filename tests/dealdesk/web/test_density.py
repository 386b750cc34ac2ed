"""The budget as a hill, with prices standing in it."""

from decimal import Decimal
from xml.etree import ElementTree

from dealdesk.web.charts import PHONE, PriceMark, density

HEIGHTS = [(Decimal(500_000 + 10_000 * n), Decimal(50 - abs(50 - n))) for n in range(101)]
SPREAD = (Decimal(749_400), Decimal(1_086_560), Decimal(1_400_000))
V5 = PriceMark(label="V5 49 % ·", value=Decimal(1_092_000))
FLOOR = PriceMark(label="底价 71 % ·", value=Decimal(980_000), kind="floor")


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def said(picture: str) -> list[str]:
    return ["".join(word.itertext()) for word in parsed(picture).iter("text")]


def of(picture: str, tag: str, kind: str) -> list[dict[str, str]]:
    return [one.attrib for one in parsed(picture).iter(tag) if one.attrib.get("class") == kind]


def test_the_band_runs_from_p10_to_p90_and_the_ends_are_named() -> None:
    drawn = density(HEIGHTS, spread=SPREAD, unit="万元/年")
    (band,) = of(drawn, "rect", "band")
    assert 0 < float(band["x"]) < float(band["x"]) + float(band["width"]) < 952
    assert {"P10 74.94", "P50 108.66", "P90 140.0", "万元/年"} <= set(said(drawn))


def test_a_price_is_a_blue_circle_and_the_floor_a_red_line() -> None:
    drawn = density(HEIGHTS, spread=SPREAD, marks=[V5, FLOOR])
    assert {"V5 49 % · 109.2", "底价 71 % · 98.0"} <= set(said(drawn))
    assert len(of(drawn, "circle", "fill-ours ours")) == len(of(drawn, "line", "floor")) == 1
    assert of(drawn, "circle", "hollow ours planned") == []


def test_what_was_not_offered_yet_is_hollow() -> None:
    drawn = density(HEIGHTS, spread=SPREAD, marks=[PriceMark(label="V6", value=Decimal(1_000_000), kind="planned")])
    assert len(of(drawn, "circle", "hollow ours planned")) == 1


def test_names_that_lie_together_stand_on_shelves_and_nothing_leaves_a_phone() -> None:
    near = [PriceMark(label=f"V{n}", value=Decimal(1_000_000 + n)) for n in range(3)]
    drawn = parsed(density(HEIGHTS, spread=SPREAD, marks=near, width=PHONE))
    named = [word.attrib for word in drawn.iter("text") if "V" in "".join(word.itertext())]
    assert len({word["y"] for word in named}) == 3
    assert all(0 <= float(word["x"]) <= PHONE for word in named)


def test_nothing_is_drawn_of_nothing() -> None:
    assert density([], spread=SPREAD) == ""
    assert 'role="img"' in density(HEIGHTS, spread=SPREAD, label="预算")
