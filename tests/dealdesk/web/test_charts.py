"""Pictures say what they were told, in order, and nothing they were not."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from dealdesk.web import charts
from dealdesk.web.charts.svg import Scale, breadth, brief, shelved

ROWS = [
    charts.AxisRow(title="锚", ours=Decimal(1_200_000), theirs=Decimal(840_000)),
    charts.AxisRow(title="第 1 轮", ours=Decimal(1_150_000), theirs=Decimal(950_000)),
    charts.AxisRow(title="第 2 轮", ours=Decimal(1_064_000), planned=True),
]


def said(picture: str) -> list[str]:
    """Every line of words in the picture, in the order it is written."""
    return ["".join(word.itertext()) for word in parsed(picture).iter("text")]


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
    assert kinds == ["fill-ours ours", "fill-ours ours", "hollow ours"]
    assert [path.attrib["class"] for path in drawn.iter("path")] == ["ours", "ours planned", "theirs"]


def test_a_floor_that_is_not_passed_is_nowhere_in_the_picture() -> None:
    floor = charts.AxisLine(kind="floor", label="底价", value=Decimal(980_000))
    drawn = charts.negotiation_axis(ROWS, lines=[floor])
    assert "底价 98.0" in drawn
    assert 'class="floor"' in drawn
    for hidden in ("底价", "98.0", 'class="floor"'):
        assert hidden not in charts.negotiation_axis(ROWS)


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
    assert said(drawn) == ["目录", "131.6", "打包", "−11.6", "让步", "−5.0", "现价", "115.0"]


def test_shares_fill_the_bar_and_name_their_percentage() -> None:
    picture = charts.share_bar([charts.Bar(label="互动", value=Decimal(3)), charts.Bar(label="服务", value=Decimal(1))])
    assert re.findall(r"(互动|服务) ([\d.]+)%</text>", picture) == [("互动", "75.0"), ("服务", "25.0")]


def test_a_cut_axis_is_drawn_as_cut_and_a_full_one_is_not() -> None:
    high = [
        charts.Step(label="目录", value=Decimal(1_316_000), is_total=True),
        charts.Step(label="让", value=Decimal(-1)),
    ]
    whole = [charts.Step(label="目录", value=Decimal(10), is_total=True), charts.Step(label="让", value=Decimal(-9))]
    assert 'class="cut"' in charts.waterfall(high)
    assert 'class="cut"' not in charts.waterfall(whole)


def test_lines_over_a_waterfall_are_named_and_stand_in_the_order_of_their_prices() -> None:
    steps = [charts.Step(label="目录", value=Decimal(1_316_000), is_total=True)]
    with translation.override("en"):
        drawn = charts.waterfall(steps, floor=Decimal(980_000), authority=Decimal(1_104_000))
    across = {mark.attrib["class"]: float(mark.attrib["x1"]) for mark in parsed(drawn).iter("line")}
    assert across["floor"] < across["authority"]
    assert [word for word in said(drawn) if " " in word] == ["Floor 98.0", "Authority 110.4"]


def test_a_figure_is_followed_by_its_change_and_the_gap_stands_at_the_end() -> None:
    with translation.override("en"):
        words = said(charts.negotiation_axis(ROWS))
    assert "115.0 −5.0" in words
    assert "95.0 +11.0" in words
    assert "gap 20.0" in words


def test_figures_keep_a_second_decimal_only_where_it_says_something() -> None:
    assert [brief(Decimal(yuan)) for yuan in (1_092_000, 980_000, 1_123_500, -28_000)] == [
        "109.2",
        "98.0",
        "112.35",
        "−2.8",
    ]


def test_names_that_would_cover_each_other_go_to_another_shelf() -> None:
    near, far = shelved([(100, "底价 98.0"), (130, "目标 108.0")], 0, 400), shelved([(50, "甲"), (300, "乙")], 0, 400)
    assert [level for _x, level in near] == [0, 1]
    assert [level for _x, level in far] == [0, 0]


def test_a_name_never_leaves_the_picture() -> None:
    width = breadth("底价 98.0")
    assert shelved([(0, "底价 98.0")], 0, 400) == [(width / 2, 0)]
    assert shelved([(400, "底价 98.0")], 0, 400) == [(400 - width / 2, 0)]


def test_notes_of_bars_stand_in_columns() -> None:
    rows = [
        charts.Bar(label="报价", value=Decimal(1_740_000), part=Decimal(870_000), note=("3 单", "签约率 50 %")),
        charts.Bar(label="谈判", value=Decimal(3_575_000), part=Decimal(2_324_000), note=("14 单", "签约率 65 %")),
    ]
    placed = [(word.attrib["x"], word.text) for word in parsed(charts.stage_bars(rows)).iter("text")]
    ends = {words: x for x, words in placed}
    assert ends["3 单"] == ends["14 单"]
    assert ends["签约率 50 %"] == ends["签约率 65 %"] == "952"


def test_a_long_note_leaves_room_for_its_bar() -> None:
    note = "季付改年付预付，冻结前完成会签，签约后十个工作日内到账"
    drawn = charts.concession_bars([charts.Bar(label="第 4 轮", value=Decimal(56_000), note=note)])
    bar = next(parsed(drawn).iter("rect"))
    assert float(bar.attrib["width"]) > 50
    assert said(drawn)[-1] == "季付改年付预付，冻结…"


def test_ticks_are_round_prices_within_the_axis() -> None:
    assert Scale([Decimal(840_000), Decimal(1_200_000)], 0, 700, 80).ticks() == [
        Decimal(each) for each in (800_000, 900_000, 1_000_000, 1_100_000, 1_200_000)
    ]


def test_one_price_alone_still_has_a_place() -> None:
    drawn = parsed(charts.negotiation_axis([charts.AxisRow(title="锚", ours=Decimal(1_000_000))]))
    assert [circle.attrib["class"] for circle in drawn.iter("circle")] == ["fill-ours ours"]


def test_nothing_to_draw_draws_nothing() -> None:
    assert charts.negotiation_axis([]) == ""
    assert charts.waterfall([]) == ""
    assert charts.concession_bars([]) == ""
    assert charts.share_bar([]) == ""


def test_on_a_phone_the_whole_axis_fits_and_says_the_same() -> None:
    wide, narrow = charts.negotiation_axis(ROWS), charts.negotiation_axis(ROWS, sheet=charts.NARROW)
    assert parsed(narrow).attrib["width"] == str(charts.PHONE)
    spoken = ("锚", "120.0", "84.0", "第 1 轮", "115.0", "95.0", "第 2 轮", "106.4")
    for words in spoken:
        assert any(words in one for one in said(wide)), words
        assert any(words in one for one in said(narrow)), words
    points = [float(circle.attrib["cx"]) for circle in parsed(narrow).iter("circle")]
    assert all(0 <= x <= charts.PHONE for x in points)


def test_a_picture_for_two_screens_is_both_of_them_and_nothing_stays_nothing() -> None:
    wide, narrow = charts.negotiation_axis(ROWS), charts.negotiation_axis(ROWS, sheet=charts.NARROW)
    both = charts.either(wide, narrow)
    assert both == f'<div class="phone-off">{wide}</div><div class="phone-only">{narrow}</div>'
    assert charts.either(charts.EMPTY, charts.EMPTY) == charts.EMPTY


def test_another_currency_is_drawn_as_it_is_and_not_in_ten_thousands() -> None:
    axis = said(charts.negotiation_axis(ROWS[:1], currency="USD", unit="USD"))
    assert ("1,200,000" in axis, "840,000" in axis, "120.0" in axis) == (True, True, False)
    assert said(charts.bars([charts.Bar(label="第 1 轮", value=Decimal("50000.40"))], currency="USD"))[1] == "50,000"
    steps = [charts.Step(label="目录", value=Decimal(999), is_total=True), charts.Step(label="折扣", value=Decimal(-9))]
    assert said(charts.waterfall(steps, currency="HKD"))[1::2] == ["999.00", "−9.00"]


def test_days_are_strokes_under_lines_that_are_named_and_months_below() -> None:
    levels = (
        charts.Level(label="峰值", value=Decimal(90), kind="theirs", unit="路"),
        charts.Level(label="均值", value=Decimal(20), kind="mean", unit="路"),
    )
    days = [Decimal(20)] * 30 + [Decimal(90)] + [Decimal(0)] * 30
    drawn = charts.daily(days, first=date(2026, 10, 15), levels=levels)
    words = said(drawn)
    assert {"2026-11", "12", "峰值 90 路", "均值 20 路"} <= set(words)
    (strokes,) = [path.attrib["d"] for path in parsed(drawn).iter("path")]
    assert strokes.count("M") == 31, "a day without use has no stroke"
    assert "2026-11" in said(charts.daily(days, first=date(2026, 10, 15), width=charts.PHONE))
    assert charts.daily([], first=date(2026, 10, 15)) == ""


MONTHS = [
    charts.Stack(label="1", values=(Decimal(20_000), Decimal(10_000))),
    charts.Stack(label="2", values=(Decimal(25_000), Decimal(0))),
]


def test_a_months_parts_stand_on_each_other_in_the_hues_of_the_legend() -> None:
    drawn = parsed(charts.stacks(MONTHS, ["带宽", "支持"]))
    columns = [one for one in drawn.iter("rect") if one.attrib["width"] == "44"]
    assert [one.attrib["class"] for one in columns] == ["c1", "c3", "c1"]
    first, second = columns[:2]
    assert float(second.attrib["y"]) + float(second.attrib["height"]) == pytest.approx(
        float(first.attrib["y"]), abs=0.2
    )
    assert {"带宽", "支持", "1", "2"} <= set(said(charts.stacks(MONTHS, ["带宽", "支持"])))


def test_months_without_any_cost_are_no_picture() -> None:
    assert charts.stacks([charts.Stack(label="1", values=(Decimal(0),))], ["带宽"]) == ""
    assert charts.narrow_stacks([], ["带宽"]) == ""


def test_many_months_are_not_written_over_each_other() -> None:
    years = [charts.Stack(label=str(month), values=(Decimal(1_000),)) for month in range(1, 37)]
    written = [word for word in said(charts.narrow_stacks(years, ["带宽"])) if word.isdigit() and int(word) > 9]
    assert len(written) < 18


def test_a_loss_hangs_from_zero_and_nothing_is_cut_off() -> None:
    steps = [
        charts.Step(label="净价", value=Decimal(100_000), is_total=True),
        charts.Step(label="成本", value=Decimal(-150_000), kind="c6"),
        charts.Step(label="毛利", value=Decimal(-50_000), is_total=True, kind="c4"),
    ]
    drawn = parsed(charts.waterfall(steps))
    net, cost, margin = drawn.iter("rect")
    assert [one.attrib["class"] for one in (net, cost, margin)] == ["c1", "c6", "c4"]
    assert float(margin.attrib["x"]) + float(margin.attrib["width"]) == pytest.approx(float(net.attrib["x"]), abs=0.2)
    assert not [path for path in drawn.iter("path") if path.attrib.get("class") == "cut"]


def test_where_the_term_changes_a_line_across_says_so() -> None:
    rows = [
        charts.AxisRow(title="第 1 轮", ours=Decimal(70_000), months=12),
        charts.AxisRow(title="第 2 轮", ours=Decimal(68_000), months=12),
        charts.AxisRow(title="第 3 轮", ours=Decimal("61250.40"), months=24),
    ]
    drawn = charts.negotiation_axis(rows, unit="元/月", is_monthly=True)
    assert [words for words in said(drawn) if "→" in words] == ["期限 12 → 24 个月"]
    assert drawn.count('class="turn"') == 1
    assert "61,250 −6,750" in said(drawn)
    assert 'class="turn"' not in charts.negotiation_axis(rows[:2])
