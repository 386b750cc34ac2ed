from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.costs.model import CostTerms, named_gaps, problems
from quotes.domain.costs.words import CostPart, CostRule, LineType
from tests.quotes.domain.costs.stated import CARRIES, ROWS, cost, terms

D = Decimal


def test_a_complete_model_has_nothing_against_it() -> None:
    assert (problems(terms()), named_gaps(terms())) == ((), ())


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("rule", {"rule": CostRule.SERVER_MONTH}),
        ("currency", {"currency": "rmb"}),
        ("amount", {"amount": D("-1")}),
        ("amount", {"amount": D("0.000000001")}),
        ("source", {"source": " "}),
        ("share", {"share": D(101)}),
        ("streams_per_core", {"capacity": CARRIES}),
        ("seats", {"seats": D(2)}),
        ("product", {"product": "RTC-HD"}),
    ],
)
def test_a_unit_cost_says_what_is_wrong_with_it(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        replace(ROWS[0], **wrong)
    assert refused.value.field == field


def test_people_cost_the_same_in_every_region() -> None:
    with pytest.raises(Refusal, match="leave the region empty"):
        cost(CostPart.SUPPORT, CostRule.MONTH, "1", region="华东")


def test_servers_say_how_many_streams_they_carry() -> None:
    assert CARRIES.streams == 560
    with pytest.raises(Refusal):
        cost(CostPart.SERVERS, CostRule.SERVER_MONTH, "1500")


def test_an_exchange_rate_is_above_zero() -> None:
    with pytest.raises(Refusal, match="above zero"):
        cost(CostPart.EXCHANGE, CostRule.RATE, "0", currency="USD")


def test_a_regions_own_row_comes_before_the_one_for_every_region() -> None:
    anywhere = cost(CostPart.BANDWIDTH, CostRule.TRAFFIC, "0.5")
    stated = terms(ROWS[0], anywhere)
    assert (stated.of(CostPart.BANDWIDTH, "华东"), stated.of(CostPart.BANDWIDTH, "西北")) == ((ROWS[0],), (anywhere,))


def test_what_is_missing_is_named_and_never_a_default() -> None:
    unknown = cost(CostPart.BANDWIDTH, CostRule.TRAFFIC, None, region="Singapore")
    split = cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, None, region="华北", line=LineType.SINGLE, currency="USD")
    assert [str(gap) for gap in named_gaps(terms(unknown, split))] == [
        "Bandwidth in Singapore by GB has no unit cost: ask finance.",
        "Bandwidth in 华北 over Single carrier by Mbps·month at the monthly 95th has no unit cost: ask finance.",
        "R&D share has no unit cost: ask finance.",
        "24×7 support has no unit cost: ask finance.",
        "There is no exchange rate from USD to CNY: ask finance.",
    ]


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        (terms(minimum=None), "State the lowest margin and the one aimed at: floor and target follow from them."),
        (CostTerms(currency="CNY", rows=(), minimum=D(1), target=D(2)), "There are no unit costs to publish yet."),
        (terms(*ROWS, ROWS[0]), "Bandwidth, 华东, BGP stands in two rows."),
        (
            terms(replace(ROWS[0], share=D(60)), *ROWS[1:]),
            "Bandwidth, 华东: the shares add up to 60 %, not to 100 %.",
        ),
        (
            terms(*ROWS[:4], cost(CostPart.RESEARCH, CostRule.OF_REVENUE, "70"), *ROWS[5:]),
            "With this margin and this share of the revenue no price would be high enough.",
        ),
    ],
)
def test_what_keeps_a_version_from_being_published(stated: CostTerms, sentence: str) -> None:
    assert sentence in [str(problem) for problem in problems(stated)]


def test_a_region_may_be_split_over_lines() -> None:
    split = (
        cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, "20", region="华东", line=LineType.BGP, share=D(30)),
        cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, "8", region="华东", line=LineType.SINGLE, share=D(70)),
    )
    assert problems(terms(*split, *ROWS[2:])) == ()


def test_the_target_is_not_below_the_lowest_margin() -> None:
    with pytest.raises(Refusal) as refused:
        terms(minimum=D(30), target=D(20))
    assert refused.value.field == "target"
