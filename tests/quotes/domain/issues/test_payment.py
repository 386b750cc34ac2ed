"""Changes of payment that come together: what each bears, and that all come to one schedule against the other."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.concessions import PLAN_TIMES, payment_value
from quotes.domain.issues.moves import Turn, priced
from quotes.domain.issues.options import IssueTerms, Option
from quotes.domain.issues.payment import Paying, paid, shares
from quotes.domain.issues.worth import Ground, joint_cost
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveTerms
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from tests.quotes.domain.issues.test_worth import SIX, ground
from tests.quotes.domain.offers import premium

D = Decimal
QUARTERLY = PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID)
MILLION = Paying(payment=QUARTERLY, gross=D(1_000_000), months=12, rate=SIX)
YEARLY, HALF, SIXTY = {"payment_plan": PaymentPlan.ANNUAL_PREPAID}, {"prepay_percent": D(50)}, {"credit_days": 60}
WORDS = {
    PaymentPlan.ANNUAL_PREPAID: "年付",
    PaymentPlan.QUARTERLY_PREPAID: "季付",
    PaymentPlan.QUARTERLY_ARREARS: "季度后付",
    PaymentPlan.MONTHLY_PREPAID: "月付",
    PaymentPlan.MONTHLY_ARREARS: "月结",
}

payments = st.builds(
    PaymentTerms,
    plan=st.sampled_from(list(PLAN_TIMES)),
    prepay_percent=st.integers(0, 100).map(D),
    credit_days=st.integers(0, 365),
)


def change(payment: PaymentTerms) -> list[dict[str, object]]:
    return [
        {"payment_plan": payment.plan},
        {"prepay_percent": payment.prepay_percent},
        {"credit_days": payment.credit_days},
    ]


def test_what_a_change_costs_hangs_on_the_other_and_both_come_to_one_schedule() -> None:
    """Yearly brings 21,484 by itself and half prepaid 10,742; with half prepaid less is left for the cycle."""
    alone = [shares(MILLION, [one]) for one in (YEARLY, HALF)]
    assert alone == [(D("-21484.07"),), (D("-10742.04"),)]
    both = shares(MILLION, [YEARLY, HALF])
    assert both == (D("-16113.05"), D("-5371.02"))
    assert sum(both) == MILLION.cost(PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=D(50)))


def test_one_change_of_everything_bears_all_of_it_and_two_alike_bear_half_each() -> None:
    after = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, credit_days=60)
    assert shares(MILLION, [{**YEARLY, **SIXTY}]) == (MILLION.cost(after),)
    assert shares(MILLION, [SIXTY, SIXTY]) == (D("4663.96"), D("4663.96"))


def test_two_values_of_one_term_make_no_schedule_and_no_date_no_price() -> None:
    assert paid(QUARTERLY, [SIXTY, {"credit_days": 90}]) is None
    assert shares(MILLION, [SIXTY, {"credit_days": 90}]) is None
    assert shares(MILLION, [{"credit_days": 9999}]) is None
    assert shares(MILLION, [{"payment_plan": PaymentPlan.MILESTONES}, SIXTY]) is None


@given(
    before=payments,
    after=payments,
    rate=st.integers(0, 30),
    months=st.integers(1, 60),
    order=st.permutations(range(3)),
)
@settings(max_examples=20)
def test_the_changes_come_to_the_schedule_whatever_their_order(
    before: PaymentTerms, after: PaymentTerms, rate: int, months: int, order: Sequence[int]
) -> None:
    paying = Paying(payment=before, gross=D(1_234_567), months=months, rate=Percent(D(rate)))
    told = shares(paying, change(after))
    again = shares(paying, [change(after)[place] for place in order])
    assert told is not None
    assert again is not None
    lost = payment_value(before, paying.rate, months) - payment_value(after, paying.rate, months)
    assert sum(told) == round(paying.gross * lost, 2)
    assert [again[order.index(place)] for place in range(3)] == list(told)


@given(before=payments, after=payments)
@settings(max_examples=12)
def test_the_ledger_comes_to_what_pricing_the_schedule_gives(before: PaymentTerms, after: PaymentTerms) -> None:
    """As gives and gets of a round, and as outcomes of a package."""
    terms = premium(payment=before)
    on = Ground(terms=terms, priced=price(terms), rate=SIX)
    words = [
        (Issue.PAYMENT, WORDS[PaymentPlan(after.plan)]),
        (Issue.PREPAY, f"预付 {after.prepay_percent}%"),
        (Issue.CREDIT, f"账期 {after.credit_days} 天"),
    ]
    moves = [
        MoveTerms(kind=kind, issue=issue, what=what, trade=1)
        for kind, (issue, what) in zip((MoveKind.GET, MoveKind.GET, MoveKind.GIVE), words, strict=True)
    ]
    offer = {"payment_plan": after.plan, "prepay_percent": after.prepay_percent, "credit_days": after.credit_days}
    said = revised(terms, Revision(terms=offer))
    told = priced(moves, Turn(before=on, after=said, total=on.priced.gross))
    costs = [(move.worth or D(0)) * (1 if move.kind is MoveKind.GIVE else -1) for move in told]
    whole = round(on.priced.gross * (payment_value(before, SIX, 12) - payment_value(after, SIX, 12)), 2)
    assert sum(costs) == whole
    chosen = [(two_of(issue, what), Option(name=what)) for issue, what in words]
    assert joint_cost(chosen, {}, on) == whole


def two_of(issue: Issue, name: str) -> IssueTerms:
    return IssueTerms(issue=issue, options=(Option(name=name, key=1), Option(name="其他", key=2)))


def test_what_is_typed_keeps_its_price_and_the_rest_is_reckoned_on_top_of_it() -> None:
    on = ground()
    yearly = MoveTerms(kind=MoveKind.GET, issue=Issue.PAYMENT, what="年付", trade=1, worth=D(30_000))
    credit = MoveTerms(kind=MoveKind.GIVE, issue=Issue.CREDIT, what="60 天", trade=1)
    terms = {"payment_plan": PaymentPlan.ANNUAL_PREPAID, "credit_days": 60}
    turn = Turn(before=on, after=revised(on.terms, Revision(terms=terms)), total=on.priced.gross)
    told = priced([yearly, credit], turn)
    paying = Paying(
        payment=PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, credit_days=on.terms.payment.credit_days),
        gross=on.priced.gross,
        months=12,
        rate=SIX,
    )
    assert [(move.worth, move.basis) for move in told] == [
        (D(30_000), Basis.TYPED),
        (paying.cost(PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, credit_days=60)), Basis.PAYMENT),
    ]


def test_an_outcome_that_was_typed_adds_its_figure_and_one_that_stands_adds_nothing() -> None:
    on = ground()
    typed = Option(name="年付", key=1, cost=D(-25_000), source="财务")
    cycle = IssueTerms(issue=Issue.PAYMENT, options=(typed, Option(name="季付", key=2, cost=D(0), source="财务")))
    credit = IssueTerms(issue=Issue.CREDIT, options=(Option(name="0 天", key=3), Option(name="60 天", key=4)))
    yearly = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID)
    sixty = Paying(payment=yearly, gross=on.priced.gross, months=12, rate=SIX).cost(
        PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, credit_days=60)
    )
    both = [(cycle, typed), (credit, credit.options[1])]
    assert joint_cost(both, {}, on) == sixty - 25_000
    assert joint_cost(both, {Issue.CREDIT: 4}, on) == -25_000
