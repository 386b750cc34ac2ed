"""From their price to ours: what is reckoned, what is unknown, and that nothing is lost on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.invoicing import Invoice, Unsaid, cost_to_buyer
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from quotes.domain.rivals.alike import Comparison, Ours, Theirs, like_for_like, priced_alike
from quotes.domain.rivals.words import TYPED, Lack, Open, Respect, Weighed

SIX = Percent(Decimal(6))
YEARLY = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID)
QUARTERLY = PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS)
NOTHING_DIFFERS = {respect: Weighed(amount=Decimal(0), basis="相同") for respect in TYPED}


def theirs(amount: str, **told: object) -> Theirs:
    """A price of 12 months, tax of 6 % included, on an ordinary invoice, paid yearly in advance."""
    values: dict[str, object] = {
        "tax_included": True,
        "vat_rate": Decimal(6),
        "invoice": Invoice.ORDINARY,
        "term_months": 12,
        "payment": YEARLY,
    }
    return Theirs(amount=Decimal(amount), **values | told)  # type: ignore[arg-type]


def ours(gross: str = "100", **told: object) -> Ours:
    values: dict[str, object] = {
        "net": Decimal(gross) / Decimal("1.06"),
        "term_months": 12,
        "free_months": 0,
        "payment": YEARLY,
        "invoice": Invoice.SPECIAL,
    }
    return Ours(gross=Decimal(gross), **values | told)  # type: ignore[arg-type]


def compared(one: Theirs, other: Ours | None = None, **told: object) -> Comparison:
    values: dict[str, object] = {"content": NOTHING_DIFFERS, "buyer_credits": True, "yearly_rate": SIX}
    return like_for_like(one, other or ours(), **values | told)  # type: ignore[arg-type]


def amounts(found: Comparison) -> dict[str, Decimal | None]:
    return {step.respect.value: step.amount for step in found.steps if step.amount != 0}


def test_100_on_a_special_invoice_beats_97_on_an_ordinary_one_for_a_buyer_who_can_credit_it() -> None:
    found = compared(theirs("97"))
    assert (amounts(found), found.residual) == ({"invoice": Decimal("5.66")}, Decimal("-2.66"))
    assert (found.claimed_gap, found.alike_gap) == (Decimal("3.0000"), Decimal("-2.6600"))


def test_a_price_that_follows_from_a_claim_is_for_the_months_of_the_offer_it_was_said_of_until_a_term_is_told() -> None:
    two_years = ours("200", term_months=24)
    claim = theirs("70", term_months=None, meant_months=12, invoice=Invoice.SPECIAL)
    assert compared(claim, two_years).steps[0].amount == Decimal("70.00")
    assert (compared(claim, two_years).residual, compared(claim).steps[0].amount) == (Decimal("56.60"), None)
    assert compared(claim, two_years).unknown == compared(claim).unknown == (Open(lack=Lack.TERM),)


def test_it_does_not_for_a_buyer_who_cannot() -> None:
    found = compared(theirs("97"), buyer_credits=False)
    assert (amounts(found), found.residual) == ({}, Decimal("3.00"))


def test_a_price_before_tax_is_not_yet_what_the_buyer_pays() -> None:
    told = theirs("94.34", tax_included=False, invoice=Invoice.SPECIAL)
    assert compared(told).residual == Decimal("0.00")
    assert compared(told, buyer_credits=False).residual == Decimal("0.00")


def test_what_they_leave_out_is_not_a_difference_in_price() -> None:
    content = NOTHING_DIFFERS | {
        Respect.SCOPE: Weighed(amount=Decimal(18), basis="不含录制与转推"),
        Respect.SLA: Weighed(amount=Decimal(4), basis="99.5 % 对 99.9 %"),
    }
    found = compared(theirs("70", invoice=Invoice.SPECIAL), content=content)
    assert amounts(found) == {"scope": Decimal("18.00"), "sla": Decimal("4.00"), "invoice": Decimal("0.45")}
    assert (found.claimed_gap, found.alike_gap) == (Decimal("30.0000"), Decimal("7.5500"))


def test_a_longer_service_for_the_same_money_is_reckoned_by_the_month() -> None:
    found = compared(theirs("80", invoice=Invoice.SPECIAL), ours(free_months=3))
    assert amounts(found) == {"term": Decimal("20.00")}
    assert found.residual == Decimal("0.00")


def test_paying_later_is_weighed_at_what_money_costs() -> None:
    found = compared(theirs("100", invoice=Invoice.SPECIAL, payment=QUARTERLY))
    # 3.56 points of what is left after the credit, in their favour.
    assert amounts(found) == {"payment": Decimal("-3.36")}


def test_what_is_not_known_is_asked_for_and_never_taken_for_nothing() -> None:
    bare = Theirs(amount=Decimal(70))
    found = like_for_like(bare, ours(), {}, buyer_credits=None, yearly_rate=None)
    assert {step.amount for step in found.steps} == {None}
    assert [one.lack for one in found.unknown] == [
        Lack.TERM,
        Lack.LINES,
        Lack.QUANTITY,
        Lack.SLA,
        Lack.SUPPORT,
        Lack.TAX,
        Lack.INVOICE,
        Unsaid.CREDITS,
        Lack.VAT,
        Lack.PAYMENT,
        Lack.RATE,
    ]
    assert (found.residual, found.alike_gap) == (Decimal(30), Decimal(30))


def test_equal_payment_needs_no_rate_and_milestones_have_no_dates() -> None:
    assert compared(theirs("97"), yearly_rate=None).unknown == ()
    by_milestone = PaymentTerms(plan=PaymentPlan.MILESTONES)
    asked = compared(theirs("97"), ours(payment=by_milestone)).unknown
    assert [one.lack for one in asked] == [Lack.OUR_PAYMENT]


def test_a_price_of_nothing_is_refused_and_where_they_leave_out_all_of_ours_they_are_dearer_by_all_of_theirs() -> None:
    with pytest.raises(Refusal):
        theirs("0")
    all_of_it = NOTHING_DIFFERS | {Respect.SCOPE: Weighed(amount=Decimal(100), basis="全部")}
    assert compared(theirs("97"), content=all_of_it).alike_gap == Decimal("-97.0000")


money = st.decimals(min_value=1, max_value=10**7, places=2)
known = st.booleans() | st.none()


@given(
    told=st.builds(
        Theirs,
        amount=money,
        tax_included=known,
        vat_rate=st.sampled_from([None, Decimal(0), Decimal(6), Decimal(13)]),
        invoice=st.sampled_from([None, *Invoice]),
        term_months=st.none() | st.integers(1, 60),
        free_months=st.integers(0, 6),
        payment=st.sampled_from([None, YEARLY, QUARTERLY]),
    ),
    gross=money,
    credits=known,
    worth=st.dictionaries(st.sampled_from(TYPED), st.builds(Weighed, amount=st.none() | money), max_size=4),
    rate=st.sampled_from([None, SIX]),
)
def test_every_cent_between_the_two_prices_has_a_name(
    told: Theirs, gross: Decimal, credits: bool | None, worth: dict[Respect, Weighed], rate: Percent | None
) -> None:
    mine = ours(str(gross), net=gross)
    found = like_for_like(told, mine, worth, buyer_credits=credits, yearly_rate=rate)
    known_steps = sum((step.amount for step in found.steps if step.amount is not None), Decimal(0))
    assert found.theirs + known_steps + found.residual == found.ours
    assert [step.respect for step in found.steps] == list(Respect)
    assert all(step.amount is not None or step.unknown or step.respect in worth for step in found.steps)


def test_who_credits_decides_what_a_price_costs() -> None:
    asked = [(Invoice.SPECIAL, True), (Invoice.ORDINARY, True), (Invoice.SPECIAL, False), (None, True), (None, None)]
    found = [cost_to_buyer(Decimal(106), Decimal(6), invoice, credits) for invoice, credits in asked]
    assert found == [Decimal(100), Decimal(106), Decimal(106), None, None]


def test_prices_for_three_years_are_weighed_over_the_payments_of_three_years() -> None:
    """Theirs is paid whole ahead, ours a year at a time: of our 100, 5.55 come later at 6 %."""
    whole = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(100))
    mine = ours(term_months=36, invoice=Invoice.ORDINARY)
    found = compared(theirs("100", term_months=36, payment=whole), mine, buyer_credits=False)
    assert amounts(found) == {"payment": Decimal("5.55")}


def test_a_price_to_be_ranked_beside_ours_is_with_tax_and_for_our_months_free_ones_counted() -> None:
    two_years = ours("212", term_months=24, free_months=2)
    before_tax = theirs("100", tax_included=False, free_months=1)
    assert priced_alike(before_tax, two_years) == Weighed(amount=Decimal("212.00"))
    assert priced_alike(theirs("106", free_months=1), two_years) == Weighed(amount=Decimal("212.00"))


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ({"term_months": None}, [Lack.TERM]),
        ({"tax_included": None}, [Lack.TAX]),
        ({"tax_included": False, "vat_rate": None}, [Lack.VAT]),
        ({"term_months": None, "tax_included": None}, [Lack.TERM, Lack.TAX]),
    ],
)
def test_a_price_whose_term_or_tax_nobody_told_is_not_ranked(told: dict[str, object], lacks: list[Lack]) -> None:
    assert priced_alike(theirs("100", **told), ours()) == Weighed(unknown=tuple(Open(lack=lack) for lack in lacks))
