"""What the budget tab shows, to whom."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.actions.coach import set_aims
from quotes.domain.coach.talk import Aims
from quotes.models import PriceBookVersion, QuoteVersion
from quotes.queries.budgets import budget_screen
from quotes.queries.budgets.prices import candidates, in_basis, likely, versions_of
from stakeholders.actions.budgets import record_outcome
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.words import OutcomeKind, Span, Unit
from stakeholders.domain.deals import Stage
from stakeholders.models import BudgetEstimate, Deal, User
from stakeholders.permissions import deal_for
from tests.factories import budgets
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

TODAY = date(2026, 11, 24)
YEARLY = Basis(currency="CNY", tax_included=True, span=Span.YEAR)


def sent(version: QuoteVersion, *, by: User, **changed: Any) -> None:
    values = {"state": "sent", "content_hash": "0" * 64, "frozen_at": NOW, "frozen_by": by, "sent_at": NOW}
    QuoteVersion.objects.filter(pk=version.pk).update(**values | {"sent_by": by} | changed)


def seen(user: User, deal: Deal) -> Any:
    return budget_screen(user, deal_for(user, deal.pk), TODAY)


def test_every_version_is_held_against_the_budget(deal: Deal, version: QuoteVersion, ada: User) -> None:
    """839,600.00 with tax for twelve months, against the published example of three signals."""
    budgets.three(deal=deal, by=ada)
    screen = seen(ada, deal)
    (one,) = screen.candidates
    assert (one.label, one.price, one.kind) == ("V1", Decimal("839600.00"), "planned")
    assert round(one.affords, 1) == Decimal("83.7")
    drawn, ends = ["线性合并", "对数合并", "分位平均"], ["两端平均", "两端中位", "包络区间"]
    assert [pool.name for pool in screen.pools] == drawn + ends
    assert [(round(pool.p10), pool.p90) for pool in screen.pools[3:]] == [
        (766_667, 1_600_000),
        (800_000, 1_500_000),
        (600_000, 2_000_000),
    ]
    assert screen.picture.count("<svg") == 2


@pytest.mark.parametrize("who", ["ada", "pre", "bo"])
def test_the_floor_stands_in_the_picture_only_for_those_who_may_see_it(
    deal: Deal, version: QuoteVersion, ada: User, pre: User, bo: User, who: str
) -> None:
    budgets.signal(deal=deal, by=ada, p10=20, p90=40)
    screen = seen({"ada": ada, "pre": pre, "bo": bo}[who], deal)
    sees = who != "ada"
    assert ([one.kind for one in screen.candidates if one.kind == "floor"] == ["floor"]) is sees
    assert ("62.08" in screen.picture, "底价" in screen.picture) == (sees, sees)
    # Whoever may not know the floor is not told by advice that depends on it.
    assert bool(screen.advice) is sees


def test_a_price_that_the_budget_does_not_limit_is_left_to_value(deal: Deal, version: QuoteVersion, ada: User) -> None:
    budgets.signal(deal=deal, by=ada, p10=100, p90=200)
    assert seen(ada, deal).advice == ("P(预算 ≥ V1) 为 97 %：锚点交给价值，不看预算。",)


def test_every_option_of_the_newest_version_is_held_against_the_budget_by_itself(
    deal: Deal, version: QuoteVersion, ada: User
) -> None:
    """839,600 in all, of which 105,600 and 114,000 become options."""
    budgets.signal(deal=deal, by=ada)
    version.lines.exclude(product_code="RTC-HD").update(role="optional")
    QuoteVersion.objects.filter(pk=version.pk).update(gross_total=620_000, net_total="584905.66", tax_total="35094.34")
    one, *options = seen(ada, deal).candidates
    assert [(option.label, option.price) for option in options] == [
        ("V1 加“云端合流录制”", 725_600),
        ("V1 加“7×24 专属支持”", 734_000),
    ]
    assert one.affords > options[0].affords > options[1].affords > 0
    assert "录制" not in seen(ada, deal).picture


def test_our_target_stands_in_the_picture_for_those_who_see_where_it_comes_from(
    deal: Deal, version: QuoteVersion, ada: User, fay: User
) -> None:
    """The plan of a negotiation is read by those who see rounds."""
    budgets.signal(deal=deal, by=ada)
    aims = Aims(target=Decimal(700_000), reservation=Decimal(600_000), months=12, rounds=3, beta=Decimal("0.6"))
    set_aims(quote=version.quote, aims=aims, batna="", batna_worth=None, by=ada, at=NOW)
    screen = seen(ada, deal)
    assert [(one.label, one.price) for one in screen.candidates if one.kind == "target"] == [("V1 的目标价", 700_000)]
    assert "目标价" in screen.picture
    versions = versions_of(deal)
    assert [one.kind for one in candidates(fay, versions, YEARLY, None, TODAY)] == ["planned", "floor"]


def test_signals_that_contradict_each_other_are_told(deal: Deal, ada: User) -> None:
    budgets.signal(deal=deal, by=ada, p10=100, p90=121)
    budgets.signal(deal=deal, by=ada, p10=200, p90=242)
    screen = seen(ada, deal)
    assert "Q = 43.4" in screen.conflict
    assert "τ² = 0.235" in screen.conflict


def test_four_intervals_have_a_quartile_rule(deal: Deal, ada: User) -> None:
    for p10, p90 in ((60, 150), (80, 200), (90, 130), (70, 160)):
        budgets.signal(deal=deal, by=ada, p10=p10, p90=p90)
    (rule,) = [pool for pool in seen(ada, deal).pools if pool.name == "四分位法"]
    assert (rule.p10, rule.p50, rule.p90) == (675_000, None, 1_700_000)


def test_nothing_is_shown_of_nothing(deal: Deal, ada: User) -> None:
    screen = seen(ada, deal)
    assert (screen.estimate, screen.spread, screen.signals, screen.pools, screen.picture) == (None, None, (), (), "")


@pytest.mark.parametrize(
    ("months", "wanted", "price"),
    [
        (12, YEARLY, "839600.00"),
        (24, YEARLY, "419800.00"),
        (12, Basis(currency="CNY", tax_included=False, span=Span.YEAR), "792075.47"),
        (12, Basis(currency="CNY", tax_included=True, span=Span.TERM, term_months=24), "1679200.00"),
        (12, Basis(currency="CNY", tax_included=True, span=Span.FIRST_YEAR), "839600.00"),
    ],
)
def test_a_price_is_told_in_the_budgets_basis(version: QuoteVersion, months: int, wanted: Basis, price: str) -> None:
    version.term_months = months
    assert in_basis(version, (version.gross_total, version.net_total), wanted) == Decimal(price)


@pytest.mark.parametrize(
    "wanted",
    [
        Basis(currency="USD", tax_included=True, span=Span.YEAR),
        Basis(currency="CNY", tax_included=True, span=Span.FIRST_YEAR),
    ],
)
def test_a_price_that_cannot_be_told_so_says_why(version: QuoteVersion, wanted: Basis) -> None:
    version.term_months = 24
    with pytest.raises(Refusal):
        in_basis(version, (version.gross_total, version.net_total), wanted)


def test_the_outside_view_takes_eight_closed_deals(
    deal: Deal, price_book: PriceBookVersion, version: QuoteVersion, ada: User, dee: User
) -> None:
    budgets.signal(deal=deal, by=ada)
    theirs = whom.customer(name="霁川银行", owner=dee)
    for number in range(8):
        closed = whom.deal(customer=theirs, owner=dee, stage=Stage.LOST)
        # What was never sent, and what was sent later, is not what was quoted first.
        offered.draft(deal=closed, price_book=price_book, by=dee, gross_total=1, net_total=1, tax_total=0)
        first = offered.draft(deal=closed, price_book=price_book, by=dee)
        sent(first, by=dee, state="void", voided_at=NOW, voided_by=dee, void_reason="改了需求")
        again = offered.draft(deal=closed, price_book=price_book, by=dee, gross_total=2, net_total=2, tax_total=0)
        sent(again, by=dee, sent_at=NOW + timedelta(days=1))
        if number == 7:
            assert "数据不足" in seen(ada, deal).outside
        record_outcome(
            closed,
            kind=OutcomeKind.BUDGET,
            amount=Decimal(839_600) * (number + 1) / 5,
            basis=YEARLY,
            unit=Unit.ONE,
            vat_rate=None,
            known_on=TODAY,
            source="复盘",
            by=dee,
            at=NOW,
        )
    screen = seen(ada, deal)
    assert screen.outside == "外部视角：已关闭的 8 单里，预算是首份报价的 34 % 至 146 %，中位 90 %。"
    assert screen.pools[-1].name == "并入外部视角"


def test_a_deal_that_was_quoted_without_a_signal_shows_an_empty_estimate(deal: Deal, ada: User) -> None:
    BudgetEstimate.objects.create(deal=deal, frozen_at=NOW, frozen_by=ada, frozen_for="BJ-000001")
    budgets.signal(deal=deal, by=ada)
    screen = seen(ada, deal)
    assert (screen.spread, len(screen.signals), len(screen.late)) == (None, 0, 1)


@pytest.mark.parametrize(
    ("affords", "said"),
    [(None, "—"), ("0", "< 1 %"), ("0.9", "< 1 %"), ("1", "1 %"), ("49.6", "50 %"), ("99.2", "> 99 %")],
)
def test_hardly_ever_is_not_said_as_never(affords: str | None, said: str) -> None:
    assert likely(None if affords is None else Decimal(affords)) == said
