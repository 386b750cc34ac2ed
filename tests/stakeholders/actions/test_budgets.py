"""Signals, the estimate they make, the freeze that the database keeps, and what turned out."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from stakeholders.actions.budgets import add_signal, change_signal, freeze_budget, record_outcome, remove_signal
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.distributions import Spread
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.domain.deals import Stage
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal, Contact, Customer, Deal, JournalEntry, User
from tests.factories import budgets
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def estimate(deal: Deal) -> BudgetEstimate:
    return BudgetEstimate.objects.get(deal=deal)


def test_signals_are_pooled_as_they_come_and_go(deal: Deal, ada: User) -> None:
    budgets.three(deal=deal, by=ada)
    assert estimate(deal).spread == Spread(
        p10=Decimal("749402.80"), p50=Decimal("1086564.80"), p90=Decimal("1597950.59")
    )
    for signal in BudgetSignal.objects.order_by("-id")[:2]:
        remove_signal(signal, by=ada, at=NOW)
    assert estimate(deal).spread == Spread(p10=Decimal(600_000), p50=Decimal("948683.30"), p90=Decimal(1_500_000))
    remove_signal(BudgetSignal.objects.get(), by=ada, at=NOW)
    assert (estimate(deal).spread, estimate(deal).signals) == (None, 0)


def test_the_first_signal_says_in_which_basis_and_others_are_converted(deal: Deal, ada: User) -> None:
    budgets.signal(deal=deal, by=ada, tax_included=False)
    told = budgets.told(p10="127.2", p90=318, span=Span.TERM, term_months=24, vat_rate=Decimal(6))
    second = add_signal(deal, **told, by=ada, at=NOW)
    basis = Basis(currency="CNY", tax_included=False, span=Span.YEAR)
    assert estimate(deal).basis == basis
    assert round(second.into(basis).p10, 20) == 600_000
    # Both say the same now, and so does the pool.
    assert estimate(deal).spread == Spread(p10=Decimal(600_000), p50=Decimal("948683.30"), p90=Decimal(1_500_000))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"tax_included": False}, "vat_rate"),
        ({"currency": "USD"}, "currency"),
        ({"span": Span.FIRST_YEAR}, "span"),
        ({"p10": 150}, "p90"),
        ({"p50": 160}, "p50"),
        ({"weight": Decimal(0)}, "weight"),
        ({"evidence": " "}, "evidence"),
        ({"span": Span.TERM}, "term_months"),
    ],
)
def test_a_signal_that_cannot_be_put_beside_the_others_is_refused(
    deal: Deal, ada: User, changed: dict[str, Any], field: str
) -> None:
    budgets.signal(deal=deal, by=ada)
    with pytest.raises(Refusal) as refused:
        add_signal(deal, **budgets.told(**changed), by=ada, at=NOW)
    assert refused.value.field == field
    assert BudgetSignal.objects.count() == 1


def test_a_signal_is_its_authors_word(deal: Deal, ada: User, pre: User) -> None:
    signal = budgets.signal(deal=deal, by=ada)
    with pytest.raises(ForbiddenRefusal):
        change_signal(signal, **budgets.told(p90=140), by=pre, at=NOW)
    with pytest.raises(ForbiddenRefusal):
        remove_signal(signal, by=pre, at=NOW)
    change_signal(signal, **budgets.told(p90=140, tax_included=False), by=ada, at=NOW)
    assert (estimate(deal).p90, estimate(deal).tax_included) == (1_400_000, False)


def test_a_frozen_estimate_and_its_signals_stay_whatever_anybody_does(deal: Deal, ada: User) -> None:
    budgets.three(deal=deal, by=ada)
    freeze_budget(deal, quote="BJ-000417", by=ada, at=NOW)
    frozen, signal = estimate(deal), BudgetSignal.objects.order_by("id")[0]
    assert (frozen.frozen_at, frozen.frozen_by, frozen.frozen_for) == (NOW, ada, "BJ-000417")
    for change in (
        lambda: change_signal(signal, **budgets.told(), by=ada, at=NOW),
        lambda: remove_signal(signal, by=ada, at=NOW),
    ):
        with pytest.raises(Refusal, match="frozen by BJ-000417"):
            change()
    for around in (
        lambda: BudgetSignal.objects.filter(pk=signal.pk).update(weight=9),
        lambda: BudgetSignal.objects.filter(pk=signal.pk).delete(),
        lambda: BudgetEstimate.objects.update(p50=Decimal(1_000_000)),
        lambda: BudgetEstimate.objects.update(frozen_at=None, frozen_by=None, frozen_for=""),
        lambda: BudgetEstimate.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            around()


def test_what_is_learnt_later_is_kept_apart_and_moves_nothing(deal: Deal, ada: User) -> None:
    budgets.three(deal=deal, by=ada)
    freeze_budget(deal, quote="BJ-000417", by=ada, at=NOW)
    before = estimate(deal).spread
    # It need not be convertible either: it is pooled with nothing.
    late = add_signal(deal, **budgets.told(p10=1, p90=2, currency="USD"), by=ada, at=NOW)
    late.refresh_from_db()
    assert (late.after_freeze, estimate(deal).spread) == (True, before)
    assert BudgetSignal.objects.counted().count() == 3
    forged = BudgetSignal(deal=deal, recorded_at=NOW, recorded_by=ada, after_freeze=False, **budgets.told())
    forged.save()
    forged.refresh_from_db()
    assert forged.after_freeze is True


def test_without_a_signal_it_is_frozen_as_none(deal: Deal, ada: User) -> None:
    freeze_budget(deal, quote="BJ-000417", by=ada, at=NOW)
    assert (estimate(deal).spread, estimate(deal).is_frozen) == (None, True)
    budgets.signal(deal=deal, by=ada)
    assert (estimate(deal).spread, estimate(deal).signals) == (None, 0)


def test_it_freezes_once(deal: Deal, ada: User, pre: User) -> None:
    first = freeze_budget(deal, quote="BJ-000417", by=ada, at=NOW)
    assert freeze_budget(deal, quote="BJ-000418", by=pre, at=NOW + timedelta(days=1)) == first
    assert estimate(deal).frozen_for == "BJ-000417"


def test_the_journal_says_what_was_done_and_never_a_figure(deal: Deal, ada: User) -> None:
    signal = budgets.signal(deal=deal, by=ada)
    change_signal(signal, **budgets.told(p90=140), by=ada, at=NOW)
    remove_signal(signal, by=ada, at=NOW)
    freeze_budget(deal, quote="BJ-000417", by=ada, at=NOW)
    budgets.signal(deal=deal, by=ada, kind=SignalKind.TENDER)
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("add_budget_signal", {"kind": "industry"}),
        ("change_budget_signal", {"kind": "industry"}),
        ("remove_budget_signal", {"kind": "industry"}),
        ("freeze_budget", {"number": "BJ-000417", "signals": 0}),
        ("add_late_budget_signal", {"kind": "tender"}),
    ]


TODAY = date(2026, 11, 24)
YEARLY = Basis(currency="CNY", tax_included=True, span=Span.YEAR)


def outcome(deal: Deal, by: User, **changed: Any) -> BudgetOutcome:
    values: dict[str, Any] = {
        "kind": OutcomeKind.BUDGET,
        "amount": Decimal(1_100_000),
        "basis": YEARLY,
        "unit": Unit.WAN,
        "vat_rate": None,
        "known_on": TODAY,
        "source": "复盘会上客户说",
    }
    return record_outcome(deal, **values | changed, by=by, at=NOW)


@pytest.fixture
def lost(customer: Customer, ada: User) -> Deal:
    return whom.deal(customer=customer, owner=ada, stage=Stage.LOST)


def test_what_turned_out_is_recorded_once_a_deal_is_closed(deal: Deal, lost: Deal, ada: User) -> None:
    with pytest.raises(Refusal, match="still open"):
        outcome(deal, ada)
    made = outcome(lost, ada)
    assert (made.into(YEARLY), made.known_on, made.source) == (1_100_000, TODAY, "复盘会上客户说")
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        BudgetOutcome.objects.update(amount=1)


@pytest.mark.parametrize(
    ("stage", "changed", "field"),
    [
        (Stage.LOST, {"kind": OutcomeKind.AWARDED}, "kind"),
        (Stage.SIGNED, {"kind": OutcomeKind.LOST}, "kind"),
        (Stage.LOST, {"known_on": TODAY + timedelta(days=1)}, "known_on"),
    ],
)
def test_what_cannot_have_turned_out_is_refused(
    customer: Customer, ada: User, stage: Stage, changed: dict[str, Any], field: str
) -> None:
    closed = whom.deal(customer=customer, owner=ada, stage=stage)
    with pytest.raises(Refusal) as refused:
        outcome(closed, ada, **changed)
    assert refused.value.field == field


def test_nobody_estimates_what_has_ended(lost: Deal, ada: User) -> None:
    with pytest.raises(Refusal, match="closed"):
        budgets.signal(deal=lost, by=ada)


def test_what_turned_out_must_be_comparable_with_the_estimate(customer: Customer, ada: User) -> None:
    lost = budgets.closed(customer=customer, by=ada, budget=100)
    net = Basis(currency="CNY", tax_included=False, span=Span.YEAR)
    with pytest.raises(Refusal) as refused:
        outcome(lost, ada, basis=net)
    assert refused.value.field == "vat_rate"
    assert outcome(lost, ada, basis=net, vat_rate=Decimal(6)).into(YEARLY) == 1_166_000


@pytest.mark.parametrize("is_frozen", [False, True])
def test_an_erased_persons_name_is_crossed_out_and_nothing_else_of_a_signal(
    deal: Deal, contact: Contact, ada: User, bo: User, is_frozen: bool
) -> None:
    made = budgets.signal(deal=deal, by=ada, evidence=f"{contact.name}口头")
    if is_frozen:
        freeze_budget(deal, quote="BJ-000001", by=ada, at=NOW)
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    made.refresh_from_db()
    assert (made.evidence, made.after_freeze) == (f"#{contact.pk}口头", False)
    if is_frozen:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            BudgetSignal.objects.update(evidence="改写")
