"""A month of use as a curve, with the lines that are billed named beside it."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from dealdesk.web.charts import PHONE, Level, curve

FIRST = date(2026, 11, 1)
HOURS = [Decimal(hour % 24 * 100) for hour in range(24 * 30)]
PEAK = Level(label="月峰值", value=Decimal(2300), kind="theirs", unit="路")
MEAN = Level(label="均值", value=Decimal(1150), kind="mean", unit="路")


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def said(picture: str) -> list[str]:
    return ["".join(word.itertext()) for word in parsed(picture).iter("text")]


def across(picture: str, kind: str) -> list[float]:
    return [float(one.attrib["y1"]) for one in parsed(picture).iter("line") if one.attrib.get("class") == kind]


def test_the_curve_has_a_point_an_hour_and_its_lines_are_named_from_the_top() -> None:
    drawn = curve(HOURS, first=FIRST, levels=[MEAN, PEAK])
    stroke = next(path for path in parsed(drawn).iter("path") if path.attrib["class"] == "ours")
    assert stroke.attrib["d"].count("L") == len(HOURS) - 1
    assert [words for words in said(drawn) if "路" in words] == ["月峰值 2,300 路", "均值 1,150 路"]
    assert across(drawn, "theirs") < across(drawn, "mean")


def test_days_off_are_shaded() -> None:
    drawn = curve(HOURS, first=FIRST, shaded={FIRST, date(2026, 11, 7)})
    assert sum(one.attrib["class"] == "band" for one in parsed(drawn).iter("rect")) == 2


def test_a_line_far_above_the_curve_stands_at_the_edge_and_does_not_press_it_flat() -> None:
    far = Level(label="合同", value=Decimal(100_000), kind="authority", unit="路")
    drawn = curve(HOURS, first=FIRST, levels=[far, PEAK])
    assert "合同 ↑ 100,000 路" in said(drawn)
    assert across(drawn, "authority")[0] < across(drawn, "theirs")[0] < 60


def test_names_of_lines_that_lie_together_keep_their_distance() -> None:
    near = Level(label="合同", value=Decimal(2310), kind="authority", unit="路")
    drawn = parsed(curve(HOURS, first=FIRST, levels=[near, PEAK]))
    heights = [float(word.attrib["y"]) for word in drawn.iter("text") if "路" in "".join(word.itertext())]
    assert heights[1] - heights[0] >= 16


def test_on_a_phone_the_names_stand_over_the_curve() -> None:
    drawn = parsed(curve(HOURS, first=FIRST, levels=[PEAK], width=PHONE))
    assert [word.attrib["text-anchor"] for word in drawn.iter("text") if "路" in "".join(word.itertext())] == ["end"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert curve([], first=FIRST) == ""
    assert 'role="img"' in curve([Decimal(0)] * 24, first=FIRST)
