"""What follows from an offer and the life of its contract, by the calendar of China."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.obligations.deriving import Due, Life, Part, Price, derived, next_worked, payments, worked_by
from contracts.domain.obligations.words import ObligationKind, Side
from dealdesk.kernel.refusals import Refusal
from quotes.domain import outlay
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from stakeholders.domain.deals import calendar_of

CALENDAR = calendar_of(date(2025, 1, 1), date(2030, 12, 31))
SIGNED = date(2026, 11, 24)


def life(**changed: object) -> Life:
    told = {"begins_on": date(2026, 12, 1), "months": 12} | changed
    return Life(**told)  # type: ignore[arg-type]


def price(plan: PaymentPlan, *, gross: str = "1000.00", prepaid: str = "0", credit: int = 0, months: int = 12) -> Price:
    terms = PaymentTerms(plan=plan, prepay_percent=D(prepaid), credit_days=credit)
    return Price(gross=D(gross), payment=terms, months=months)


def paid(found: tuple[Due, ...]) -> list[tuple[str, str]]:
    return [(due.due_on.isoformat(), str(due.amount)) for due in found]


def test_a_year_in_advance_is_one_instalment_on_the_first_day() -> None:
    assert paid(payments(life(), price(PaymentPlan.ANNUAL_PREPAID), CALENDAR)) == [("2026-12-01", "1000.00")]


def test_quarters_in_arrears_come_with_their_credit_and_never_on_a_day_off() -> None:
    found = payments(life(), price(PaymentPlan.QUARTERLY_ARREARS, credit=30), CALENDAR)
    # 1 June and its thirty days, and so on; what would fall on a day off waits for the next working day.
    told = [("2027-03-31", "250.00"), ("2027-07-01", "250.00"), ("2027-10-06", "250.00"), ("2027-12-31", "250.00")]
    assert paid(found) == told


def test_what_is_prepaid_comes_first_and_milestones_have_no_dates() -> None:
    found = payments(life(), price(PaymentPlan.MILESTONES, prepaid="30"), CALENDAR)
    assert paid(found) == [("2026-12-01", "300.00")]
    assert payments(life(), price(PaymentPlan.MILESTONES), CALENDAR) == ()


def test_a_cent_that_two_instalments_could_bear_lies_where_the_customers_paper_has_it() -> None:
    told = price(PaymentPlan.QUARTERLY_PREPAID, gross="927270.75", prepaid="30", months=3)
    printed = [one.amount for one in outlay.payments(told.gross, told.payment, told.months)]
    assert printed == [D("278181.22"), D("649089.53")]
    assert [due.amount for due in payments(life(months=3), told, CALENDAR)] == printed


def test_once_there_are_instalments_they_say_when_what_is_paid() -> None:
    parts = (Part(n=1, due_on=date(2026, 12, 15), amount=D(400)), Part(n=2, due_on=None, amount=D(500)))
    asked = life(), price(PaymentPlan.QUARTERLY_ARREARS), CALENDAR
    found = derived(*asked, signed_on=SIGNED, declares=False, parts=parts)
    assert paid(found.dues) == [("2026-12-15", "400")]
    assert [gap.params for gap in found.gaps if gap.params] == [{"n": 1}, {"amount": "100"}]
    other = derived(*asked, signed_on=SIGNED, declares=False, parts=parts, is_alike=False)
    assert [gap.params for gap in other.gaps if gap.params] == [{"n": 1}]
    assert [found.by_parts, derived(*asked, signed_on=SIGNED, declares=False).by_parts] == [True, False]


@given(
    plan=st.sampled_from([plan for plan in PaymentPlan if plan is not PaymentPlan.MILESTONES]),
    cents=st.integers(1, 10**9),
    prepaid=st.integers(0, 100),
    credit=st.integers(0, 180),
    months=st.integers(1, 40),
)
def test_instalments_come_to_the_total_in_order_and_on_working_days(
    plan: PaymentPlan, cents: int, prepaid: int, credit: int, months: int
) -> None:
    told = price(plan, gross=str(D(cents) / 100), prepaid=str(prepaid), credit=credit, months=months)
    found = payments(life(months=months), told, CALENDAR)
    assert sum((due.amount or D(0) for due in found), D(0)) == told.gross
    assert all(CALENDAR.is_workday(due.due_on) and due.due_on >= life().begins_on for due in found)
    assert [due.n for due in found] == list(range(1, len(found) + 1))


def test_a_notice_leaves_its_whole_days_and_falls_on_a_working_day() -> None:
    one = life(begins_on=date(2027, 1, 1), notice_days=30)
    assert one.ends_on == date(2027, 12, 31)
    assert one.notice_on(CALENDAR) == date(2027, 12, 1)
    # Thirty days before 30 November is Sunday 31 October: the Friday before is the last good day.
    assert life(notice_days=30).notice_on(CALENDAR) == date(2027, 10, 29)
    assert life().notice_on(CALENDAR) is None


@given(days=st.integers(0, 365), begins=st.dates(date(2026, 1, 1), date(2028, 1, 1)), months=st.integers(1, 24))
def test_a_notice_is_never_later_than_the_contract_gives(days: int, begins: date, months: int) -> None:
    one = life(begins_on=begins, months=months, notice_days=days)
    last = one.notice_on(CALENDAR)
    assert last is not None
    assert (one.ends_on - last).days >= days
    assert CALENDAR.is_workday(last)


@given(day=st.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_a_working_day_stays_and_a_day_off_is_left_for_the_next_or_the_last(day: date) -> None:
    later, earlier = next_worked(day, CALENDAR), worked_by(day, CALENDAR)
    assert earlier <= day <= later
    assert (earlier == day == later) == CALENDAR.is_workday(day)


def test_reports_follow_each_month_and_deletion_a_contract_that_ends() -> None:
    told = life(renews=False, notice_days=30, exit_days=30, report_days=5)
    found = derived(told, price(PaymentPlan.ANNUAL_PREPAID), CALENDAR, signed_on=SIGNED, declares=True)
    kinds = [due.kind for due in found.dues]
    assert (kinds.count(ObligationKind.REPORT), kinds.count(ObligationKind.DELETION)) == (12, 1)
    assert (found.dues[0].kind, found.dues[0].due_on, found.dues[0].side) == ("declaration", SIGNED, Side.OURS)
    assert found.gaps == ()


def test_what_is_not_known_is_told_and_what_goes_on_has_no_deletion() -> None:
    found = derived(
        life(exit_days=30, renews=True), price(PaymentPlan.MILESTONES), CALENDAR, signed_on=SIGNED, declares=None
    )
    assert (found.dues, len(found.gaps)) == ((), 4)
    with pytest.raises(Refusal, match="from 0 to"):
        life(notice_days=400)
