"""Pictures say what they were told, in order, and nothing they were not."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from dealdesk.web import charts

ROWS = [
    charts.AxisRow(title="锚", ours=Decimal(1_200_000), theirs=Decimal(840_000)),
    charts.AxisRow(title="第 1 轮", ours=Decimal(1_150_000), theirs=Decimal(950_000)),
    charts.AxisRow(title="第 2 轮", ours=Decimal(1_064_000), planned=True),
]


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def test_our_offers_are_circles_placed_by_price_and_theirs_are_diamonds() -> None:
    drawn = parsed(charts.negotiation_axis(ROWS))
    across = [float(circle.attrib["cx"]) for circle in drawn.iter("circle")]
    assert across == sorted(across, reverse=True)
    assert len(across) == 3
    assert len(list(drawn.iter("polygon"))) == 2


def test_what_has_not_happened_is_hollow_and_its_step_dashed() -> None:
    drawn = parsed(charts.negotiation_axis(ROWS))
    kinds = [circle.attrib["class"] for circle in drawn.iter("circle")]
    assert kinds == ["fill-ours ours", "fill-ours ours", "ours hollow"]
    assert [path.attrib["class"] for path in drawn.iter("path")] == ["ours", "ours planned", "theirs"]


def test_a_floor_that_is_not_passed_is_nowhere_in_the_picture() -> None:
    floor = charts.AxisLine(kind="floor", label="底价", value=Decimal(980_000))
    assert "底价 98.00" in charts.negotiation_axis(ROWS, lines=[floor])
    assert "底价" not in charts.negotiation_axis(ROWS)
    assert "98.00" not in charts.negotiation_axis(ROWS)


def test_every_picture_is_named_and_carries_no_style() -> None:
    pictures = [
        charts.negotiation_axis(ROWS),
        charts.concession_bars([charts.Bar(label="第 1 轮", value=Decimal(50_000), note="合同期")]),
        charts.share_bar([charts.Bar(label="互动", value=Decimal(3)), charts.Bar(label="服务", value=Decimal(1))]),
        charts.waterfall([charts.Step(label="目录", value=Decimal(10), is_total=True)]),
    ]
    for picture in pictures:
        assert parsed(picture).attrib["role"] == "img"
        assert parsed(picture).attrib["aria-label"]
        assert "style=" not in picture


def test_words_of_people_are_escaped() -> None:
    picture = charts.concession_bars([charts.Bar(label="<script>", value=Decimal(1), note='"><b>')])
    assert "<script>" not in picture
    assert "<b>" not in picture
    assert "&lt;script&gt;" in picture


def test_a_waterfall_hangs_each_change_from_the_one_before() -> None:
    drawn = charts.waterfall(
        [
            charts.Step(label="目录", value=Decimal(1_316_000), is_total=True),
            charts.Step(label="打包", value=Decimal(-116_000)),
            charts.Step(label="让步", value=Decimal(-50_000)),
            charts.Step(label="现价", value=Decimal(1_150_000), is_total=True),
        ]
    )
    ends = [float(rect.attrib["x"]) + float(rect.attrib["width"]) for rect in parsed(drawn).iter("rect")]
    listed, bundle, given, now = ends
    assert listed == bundle
    assert bundle > given > now - 0.2
    assert "−11.60" in drawn
    assert "115.00" in drawn


def test_shares_fill_the_bar_and_name_their_percentage() -> None:
    picture = charts.share_bar([charts.Bar(label="互动", value=Decimal(3)), charts.Bar(label="服务", value=Decimal(1))])
    assert re.findall(r"(互动|服务) ([\d.]+)%</text>", picture) == [("互动", "75.0"), ("服务", "25.0")]


def test_nothing_to_draw_draws_nothing() -> None:
    assert charts.negotiation_axis([]) == ""
    assert charts.waterfall([]) == ""
    assert charts.concession_bars([]) == ""
    assert charts.share_bar([]) == ""
