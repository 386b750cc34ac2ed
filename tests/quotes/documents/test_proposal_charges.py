"""Price models on paper: the rules by which a customer can compute what is owed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from quotes.documents.proposal import render
from quotes.documents.proposal.tree import snapshot
from quotes.domain.pricing.charges import (
    Commitment,
    Graduated,
    MaximumSpend,
    MinimumSpend,
    Package,
    PercentOf,
    Reach,
    Scope,
    Tier,
    Volume,
    joined,
)
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import LineTerms, OfferTerms, Role
from tests.quotes.documents.reading import text_of
from tests.quotes.documents.sample import offer, proposal


def tiers(*rows: tuple[str | None, str]) -> tuple[Tier, ...]:
    return joined([Tier(up_to=Decimal(end) if end else None, unit=Decimal(unit)) for end, unit in rows])


LIVE = Scope(reach=Reach.GROUPS, names=("实时互动",))
MODELS: dict[int, Any] = {
    1: Graduated(tiers=tiers(("1000", "62"), ("5000", "58.5"), (None, "51.25"))),
    4: Volume(tiers=tiers(("3000", "11"), ("8000", "9.8"), (None, "8.65"))),
    5: Package(price=Decimal(480), size=Decimal(1000)),
    6: Commitment(fee=Decimal(6000), included=Decimal(60), overage=Decimal(95)),
    7: PercentOf(percent=Decimal(5), scope=LIVE),
    8: MaximumSpend(maximum=Decimal(600_000), scope=LIVE),
    9: MinimumSpend(minimum=Decimal(1_200_000)),
}


def modelled(**first: Any) -> OfferTerms:
    terms = offer(9, bundle=None)
    lines = [_with_model(line, MODELS.get(line.position)) for line in terms.lines]
    return replace(terms, lines=(replace(lines[0], **first), *lines[1:]))


def _with_model(line: LineTerms, charge: Any) -> LineTerms:
    if charge is None:
        return line
    line = replace(line, charge=charge, quantity=Decimal(1) if line.position > 6 else line.quantity)
    return replace(line, discount=line.discount if line.position == 1 else Decimal(0))


def test_every_price_model_is_printed_with_its_rule() -> None:
    text = text_of(render(proposal(modelled(), needs=(), solution=())))
    for said in (
        "计费方式：阶梯累进（单价为折合均价）",
        "计费方式：最低消费 人日 1 — — — 425,854.50",
        "标明计费方式的服务项按“计价规则”计算",
        "720p 实时互动并发 阶梯累进",
        "累进计费：各档用量按各档单价",
        "以上结果再打 9.2 折。",
        "用量（路·年） 单价 0–1,000 62.00 1,000–5,000 58.50 5,000 以上 51.25",
        "到达计费：全部用量按总量到达的那一档单价。",
        "每 1,000 用量为一包，每包 480.00，不足一包按一包计。",
        "承诺用量 60，费用 6,000.00，用不用都收；超出部分每单位 95.00。",
        "按其他明细合计的 5%。只计这些分组的明细：实时互动。",
        "其他明细合计封顶 600,000.00。",
        "其他明细合计最低 1,200,000.00。",
    ):
        assert said in text


def test_its_prices_are_averages_that_lead_to_what_is_owed() -> None:
    text = text_of(render(proposal(modelled(list_price=Decimal("55.225")), needs=(), solution=())))
    assert "路·年 10,000 55.225 9.2 折 50.807 508,070.00" in text


@pytest.mark.parametrize(("language", "model"), [("zh-hans", "阶梯累进"), ("en", "Graduated tiers")])
def test_rules_are_in_the_language_they_are_collected_in(language: str, model: str) -> None:
    with translation.override(language):
        assert proposal(modelled()).rules[0].model == model


def test_lines_with_the_same_model_share_its_rule_and_an_option_has_one_too() -> None:
    terms = offer(3, bundle=None)
    first, second, third = terms.lines
    lines = (replace(first, charge=MODELS[1]), replace(second, charge=MODELS[1]), replace(third, role=Role.OPTIONAL))
    assert [rule.lines for rule in proposal(replace(terms, lines=lines)).rules] == [
        ("720p 实时互动并发", "上行推流与连麦")
    ]
    option = replace(third, role=Role.OPTIONAL, charge=MODELS[5], discount=Decimal(0))
    made = proposal(replace(terms, lines=(first, second, option)))
    assert [rule.lines for rule in made.rules] == [("质量洞察与全链路回溯",)]
    assert "RTC-QOS 计费方式：资源包（单价为折合均价） 可选项 月 12" in text_of(render(made))


def test_an_offer_without_price_models_has_no_rules() -> None:
    assert "rules" not in snapshot(proposal())
    assert "计价规则" not in text_of(render(proposal()))


def test_a_group_that_takes_money_off_is_not_drawn_as_a_share() -> None:
    terms = modelled()
    cap = replace(terms.lines[7], group="封顶")
    made = proposal(replace(terms, lines=(*terms.lines[:7], cap)))
    assert price(replace(terms, lines=(*terms.lines[:7], cap))).groups[-1].total < 0
    assert "■ 实时互动" not in text_of(render(made))
