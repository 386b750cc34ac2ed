"""What the coach says a change of payment is worth: the ledger's own figure, whatever changes and for how long."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.formats import points
from dealdesk.kernel.percent import Percent
from quotes.domain.issues.moves import Turn, priced
from quotes.domain.issues.worth import Ground
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import HeaderDiscount, OfferTerms, PaymentPlan, PaymentTerms
from quotes.models import FundingRate
from quotes.queries.coach import payment_worth, worth
from tests.quotes.domain.issues.test_payment import WORDS, payments
from tests.quotes.domain.issues.test_worth import SIX
from tests.quotes.domain.offers import premium

D = Decimal
TODAY = date(2026, 11, 23)
QUARTERLY, YEARLY = PaymentPlan.QUARTERLY_PREPAID, PaymentPlan.ANNUAL_PREPAID
FIVE_OFF = HeaderDiscount(amount=D(50_000))


@pytest.fixture(autouse=True, scope="module")
def six() -> Iterator[None]:
    """Money at 6 % a year, without a row of it: examples are many."""
    with pytest.MonkeyPatch.context() as patch, translation.override("en"):
        patch.setattr(worth, "funding_rate", lambda *_told: FundingRate(points=D(6)))
        yield


def said(before: OfferTerms, after: OfferTerms) -> tuple[str, ...]:
    return payment_worth(before, price(before), after, price(after), TODAY)


def figures(before: OfferTerms, after: OfferTerms) -> list[str]:
    """What each change costs or is worth, in the order of plan, prepayment and credit."""
    found = (re.search(r"(costs us|is worth) (.+) of the price", one) for one in said(before, after))
    return [one[2] for one in found if one]


def in_the_ledger(before: OfferTerms, after: PaymentTerms) -> list[str]:
    """The same of a round in which each change is agreed."""
    moves = [
        MoveTerms(kind=MoveKind.GIVE, issue=issue, what=what)
        for issue, what, old, new in (
            (Issue.PAYMENT, WORDS[PaymentPlan(after.plan)], before.payment.plan, after.plan),
            (Issue.PREPAY, f"预付 {after.prepay_percent}%", before.payment.prepay_percent, after.prepay_percent),
            (Issue.CREDIT, f"账期 {after.credit_days} 天", before.payment.credit_days, after.credit_days),
        )
        if old != new
    ]
    offer = {"payment_plan": after.plan, "prepay_percent": after.prepay_percent, "credit_days": after.credit_days}
    ground = Ground(terms=before, priced=price(before), rate=SIX)
    turn = Turn(before=ground, after=revised(before, Revision(terms=offer)), total=ground.priced.gross)
    whole = ground.priced.gross
    return [
        points(abs(Percent.part_of(move.worth, whole).points) if move.worth else D(0), 2)
        for move in priced(moves, turn)
    ]


@given(before=payments, after=payments, months=st.integers(1, 60))
@settings(max_examples=25)
def test_the_sentence_and_the_ledger_say_one_figure(before: PaymentTerms, after: PaymentTerms, months: int) -> None:
    terms = premium(payment=before, term_months=months)
    assert figures(terms, premium(payment=after, term_months=months)) == in_the_ledger(terms, after)


@given(before=payments, after=payments, months=st.integers(1, 60), which=st.sampled_from(["plan", "prepay", "days"]))
@settings(max_examples=25)
def test_so_they_do_where_one_thing_changes(before: PaymentTerms, after: PaymentTerms, months: int, which: str) -> None:
    one = PaymentTerms(
        plan=after.plan if which == "plan" else before.plan,
        prepay_percent=after.prepay_percent if which == "prepay" else before.prepay_percent,
        credit_days=after.credit_days if which == "days" else before.credit_days,
    )
    terms = premium(payment=before, term_months=months)
    assert figures(terms, premium(payment=one, term_months=months)) == in_the_ledger(terms, one)


@pytest.mark.parametrize(
    ("plan", "prepaid", "days", "figure"),
    [
        (QUARTERLY, 0, 0, "2.15"),
        (PaymentPlan.QUARTERLY_ARREARS, 0, 0, "3.56"),
        (QUARTERLY, 50, 0, "1.07"),
        (QUARTERLY, 0, 180, "2.09"),
    ],
)
def test_paying_yearly_is_worth_less_where_a_part_is_prepaid_or_waits(
    plan: PaymentPlan, prepaid: int, days: int, figure: str
) -> None:
    before, after = (
        premium(payment=PaymentTerms(plan=one, prepay_percent=D(prepaid), credit_days=days)) for one in (plan, YEARLY)
    )
    assert figures(before, after) == [f"{figure} %"]


@pytest.mark.parametrize(("prepaid", "days", "told"), [(0, 0, True), (50, 0, False), (0, 30, False)])
def test_a_rate_we_would_borrow_at_is_told_where_nothing_else_moves_the_dates(
    prepaid: int, days: int, told: bool
) -> None:
    before, after = (
        premium(payment=PaymentTerms(plan=plan, prepay_percent=D(prepaid), credit_days=days), header=header)
        for plan, header in ((QUARTERLY, None), (YEARLY, FIVE_OFF))
    )
    assert ["as if we borrowed" in one for one in said(before, after) if "This step gives" in one] == [told]
