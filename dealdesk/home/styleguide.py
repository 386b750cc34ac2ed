"""Every part of the house on one page, with invented words and figures; served only where DEBUG is on."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django import forms
from django.http import HttpResponse

from dealdesk.web import charts
from dealdesk.web.dealheader import DealHeader, Metric, Step, Tab
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from stakeholders.permissions import Act

WAN = Decimal(10_000)


class Sheet(forms.Form):
    """One field of each kind."""

    give = forms.ChoiceField(label="我方给出", choices=[("annual", "年付预付优惠"), ("months", "赠送月数")])
    step = forms.DecimalField(label="幅度", max_value=4, help_text="2.15–3.56 个点以内不吃亏。")
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}), initial=date(2026, 11, 25))
    said = forms.CharField(label="打算怎么说", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    firm = forms.BooleanField(label="锁定到签约日", required=False, help_text="客户提前签约时也按这个价。")
    side = forms.ChoiceField(label="谁提的", choices=[("us", "我方"), ("them", "对方")], widget=forms.RadioSelect)


def _yuan(figure: str) -> Decimal:
    return Decimal(figure) * WAN


def _axis() -> charts.Picture:
    told = (
        ("锚", "11-03 · 11-05", "120", "84"),
        ("第 1 轮", "11-10 会议", "115", "95"),
        ("第 2 轮", "11-16 电话", "113", "100"),
    )
    rows = [charts.AxisRow(title=t, note=n, ours=_yuan(a), theirs=_yuan(b)) for t, n, a, b in told]
    rows.append(
        charts.AxisRow(
            title="第 3 轮 草稿", note="11-25 计划", ours=_yuan("106.4"), theirs=_yuan("103.3"), planned=True
        )
    )
    lines = [
        charts.AxisLine(kind="floor", label="底价", value=_yuan("98")),
        charts.AxisLine(kind="target", label="目标", value=_yuan("108")),
        charts.AxisLine(kind="authority", label="销售权限", value=_yuan("110.4")),
    ]
    return charts.negotiation_axis(rows, lines=lines, band=(_yuan("92"), _yuan("118")), unit="万元，含税")


def _waterfall() -> charts.Picture:
    steps = [
        ("目录合计", "131.6", True),
        ("打包优惠", "-11.6", False),
        ("第 1 轮", "-5", False),
        ("V4 含税", "115", True),
    ]
    drawn = [charts.Step(label=label, value=_yuan(value), is_total=total) for label, value, total in steps]
    return charts.waterfall(drawn, floor=_yuan("98"), authority=_yuan("110.4"))


def _bars() -> list[charts.Bar]:
    told = (
        ("第 1 轮", "5", "合同 24 个月", "c1"),
        ("第 2 轮", "2", "署名案例", "c1"),
        ("本次", "2.8", "年付预付", "c3"),
    )
    return [charts.Bar(label=label, value=_yuan(value), note=note, kind=kind) for label, value, note, kind in told]


def _stages() -> charts.Picture:
    told = (("价值", "196", "78.4", "4 单"), ("报价", "174", "87", "3 单"), ("谈判", "357.5", "232.4", "4 单"))
    return charts.stage_bars(
        [
            charts.Bar(label=label, value=_yuan(value), part=_yuan(part), note=(n, f"加权 {part}"))
            for label, value, part, n in told
        ]
    )


def _header() -> DealHeader:
    deal = SimpleNamespace(
        name="大班课实时互动 10,000 路 720p",
        customer="澄湖在线教育（杭州）",
        customer_id=1,
        owner=SimpleNamespace(name="陆闻笛"),
    )
    path = (("诊断", "done"), ("方案", "done"), ("谈判", "current"), ("合同", "ahead"), ("签约", "ahead"))
    return DealHeader(
        deal=deal,
        path=tuple(Step(key=label, label=label, state=state) for label, state in path),
        metrics=(
            Metric(key="version", label="当前版本（含税 6 %，年）", value="V4 · 112.00 万元", url="#"),
            Metric(key="authority", label="距销售权限线 110.40", value="还有 1.60 万元"),
            Metric(key="margin", label="高于底价", value="14.3 %", note="底价 98.00", private=True),
            Metric(key="freeze", label="距预算冻结 12-18", value="18 个工作日", tone="warn"),
        ),
        tabs=(
            Tab(key="overview", label="概览", url="#"),
            Tab(key="seats", label="决策链", url="#", note="否决 2", tone="bad"),
            Tab(key="negotiation", label="谈判", url="#", note="第 4 轮"),
        ),
        current="negotiation",
    )


@guard(Act.SEE_HELP)
def styleguide(request: UserRequest) -> HttpResponse:
    context = {
        "header": _header(),
        "form": Sheet({"give": "annual", "step": "5", "on": "2026-11-25", "said": "<b>年付</b>", "side": "us"}),
        "states": (
            ("good", "已达成"),
            ("warn", "掉一档"),
            ("bad", "低于底价"),
            ("info", "仅凭形态"),
            ("now", "等审批"),
            ("", "未发生"),
        ),
        "tones": ("", "accent", "good", "warn", "bad", "info", "dashed"),
        "total": _yuan("109.2"),
        "axis": _axis(),
        "waterfall": _waterfall(),
        "concessions": charts.concession_bars(_bars(), width=288),
        "shares": charts.share_bar(_bars(), width=288),
        "stages": _stages(),
    }
    return render_screen(request, "dealdesk/styleguide.html", context)
