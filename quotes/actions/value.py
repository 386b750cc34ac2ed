"""What our quality is worth in one deal: put into the customer's money, acknowledged, and held against a price."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.readiness import note_value
from quotes.domain.value.drivers import Alternative
from quotes.domain.value.formulas import FORMULAS, Formula, Input, worth
from quotes.domain.value.promises import Promise, ties
from quotes.models import ClaimEdition, ConcernAnswer, ValueBasis, ValueDriver, ValueInput
from quotes.models.value import Given
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, Seat, User


class Told(TypedDict):
    """What people fill in of a driver."""

    formula: Formula
    claim: ClaimEdition | None
    given: Mapping[Input, Given]
    confidence: Decimal
    promise: Promise


@transaction.atomic
def note_driver(*, deal: Deal, by: User, at: datetime, **told: Unpack[Told]) -> ValueDriver:
    driver = ValueDriver(deal=hold(deal), noted_at=at, noted_by=by)
    _put(driver, told)
    record("note_driver", on=driver, by=by, at=at, deal=driver.deal, formula=driver.formula)
    return driver


@transaction.atomic
def change_driver(*, driver: ValueDriver, edition: int, by: User, at: datetime, **told: Unpack[Told]) -> ValueDriver:
    """`edition` is the one its author read. What the customer acknowledged were other figures, so their word comes off
    where these change; it stays among what they said."""
    held = _held(driver)
    if edition != held.edition:
        raise StaleRefusal(STALE, field="edition")
    before = (held.formula, held.claim_id, dict(held.told()))
    held.edition += 1
    _put(held, told)
    if (held.formula, held.claim_id, {key: one.amount for key, one in told["given"].items()}) != before:
        held.word = None
        held.save(update_fields=["word"])
    record("change_driver", on=held, by=by, at=at, deal=held.deal, formula=held.formula)
    return held


@transaction.atomic
def drop_driver(*, driver: ValueDriver, by: User, at: datetime) -> ValueDriver:
    """Off the list, and kept; who drops one that is gone already changes nothing."""
    held = _held(driver)
    if held.dropped_at is None:
        held.dropped_at, held.dropped_by = at, by
        held.save(update_fields=["dropped_at", "dropped_by"])
        record("drop_driver", on=held, by=by, at=at, deal=held.deal, formula=held.formula)
    return held


@transaction.atomic
def acknowledge_driver(
    *, driver: ValueDriver, edition: int, contact: Contact, on: date, said: str, by: User, at: datetime
) -> ValueDriver:
    """Who at the customer agreed to the figures of this edition, on which day, in what words."""
    held = _held(driver)
    if edition != held.edition:
        raise StaleRefusal(STALE, field="edition")
    if held.dropped_at is not None:
        raise Refusal("This is off the list: nobody acknowledges it any more.")
    if FORMULAS[Formula(held.formula)].is_cost:
        raise Refusal("A cost counts in full whether or not anybody acknowledges it.")
    held.word = note_value(deal=held.deal, contact=contact, on=on, said=said, by=by, at=at)
    held.save(update_fields=["word"])
    return held


class Against(TypedDict):
    """What people fill in of what the price is held against."""

    alternative: Alternative
    reference: Decimal | None
    reference_months: int | None
    reference_source: str
    yearly_rate: Decimal | None
    rate_source: str
    rate_on: date | None
    no_cost_because: str


@transaction.atomic
def set_value_basis(*, deal: Deal, edition: int, by: User, at: datetime, **told: Unpack[Against]) -> ValueBasis:
    """`edition` is the one its author read, 0 where there was none."""
    held = hold(deal)
    basis = ValueBasis.objects.filter(deal=held).first() or ValueBasis(deal=held, edition=0)
    if edition != basis.edition:
        raise StaleRefusal(STALE, field="edition")
    for name, value in told.items():
        setattr(basis, name, value.strip() if isinstance(value, str) else value)
    _check_basis(basis, timezone.localdate(at))
    basis.edition, basis.set_at, basis.set_by = basis.edition + 1, at, by
    basis.save()
    record("set_value_basis", on=basis, by=by, at=at, deal=held)
    return basis


@transaction.atomic
def answer_concern(*, driver: ValueDriver, seat: Seat, by: User, at: datetime) -> ConcernAnswer:
    """Once, however often it is asked for. Who is worried stays out of the journal."""
    held = _held(driver)
    if seat.deal_id != held.deal_id:
        raise Refusal("This person does not sit in this deal.", field="seat")
    answer, is_new = ConcernAnswer.objects.get_or_create(
        seat=seat, driver=held, defaults={"linked_at": at, "linked_by": by}
    )
    if is_new:
        record("answer_concern", on=held, by=by, at=at, deal=held.deal, formula=held.formula)
    return answer


@transaction.atomic
def leave_concern(*, driver: ValueDriver, seat: Seat, by: User, at: datetime) -> None:
    """The driver answers this person's worry no more."""
    held = _held(driver)
    gone, _ = ConcernAnswer.objects.filter(seat=seat, driver=held).delete()
    if gone:
        record("leave_concern", on=held, by=by, at=at, deal=held.deal, formula=held.formula)


def _held(driver: ValueDriver) -> ValueDriver:
    deal = hold(driver.deal)
    held = ValueDriver.objects.select_for_update(of=("self",)).get(pk=driver.pk)
    held.deal = deal
    return held


def _put(driver: ValueDriver, told: Told) -> None:
    claim, given = told["claim"], told["given"]
    figures = {key: one.amount for key, one in given.items()}
    worth(told["formula"], claim.value() if claim else None, figures)
    _check_claim(driver, claim, told["promise"])
    driver.formula, driver.claim = told["formula"], claim
    driver.confidence, driver.promise = told["confidence"], told["promise"]
    driver.save()
    driver.inputs.all().delete()
    ValueInput.objects.bulk_create(
        ValueInput(driver=driver, key=key, amount=one.amount, source=_origin(key, one), teller=one.teller)
        for key, one in given.items()
    )
    _check_tellers(driver, given)


def _origin(key: Input, one: Given) -> str:
    if not one.source.strip():
        raise Refusal("Say where this figure comes from.", field=f"{key.value}_source")
    return one.source.strip()


def _check_claim(driver: ValueDriver, claim: ClaimEdition | None, promise: Promise) -> None:
    """What is retired is not chosen anew; where it was chosen it stays, and stands apart."""
    if claim is None:
        if promise is not Promise.NONE:
            raise Refusal("A cost is no promise: choose non-contractual.", field="promise")
        return
    if claim.claim.retired_at is not None and claim.pk != driver.claim_id:
        raise Refusal("This claim is retired: choose another.", field="claim")
    if promise not in ties(claim.value()):
        raise Refusal("This claim cannot be tied to that term of the offer.", field="promise")


def _check_tellers(driver: ValueDriver, given: Mapping[Input, Given]) -> None:
    for key, one in given.items():
        if one.teller is None:
            continue
        field = f"{key.value}_teller"
        if one.teller.customer_id != driver.deal.customer_id:
            raise Refusal("%(person)s is not a contact of this customer.", field=field, person=one.teller.name)
        refuse_erased([one.teller], field=field)


def _check_basis(basis: ValueBasis, today: date) -> None:
    if basis.reference is not None and not basis.reference_source:
        raise Refusal("Say where the price of the alternative comes from.", field="reference_source")
    if basis.reference is not None and basis.reference_months is None:
        raise Refusal("Say for how many months of service this price is.", field="reference_months")
    if basis.reference is None:
        basis.reference_source, basis.reference_months = "", None
    if basis.yearly_rate is None:
        basis.rate_source, basis.rate_on = "", None
        return
    if not basis.rate_source:
        raise Refusal("Say where the discount rate comes from.", field="rate_source")
    if basis.rate_on is None or basis.rate_on > today:
        raise Refusal("Say as of which day this rate holds: today or an earlier day.", field="rate_on")
