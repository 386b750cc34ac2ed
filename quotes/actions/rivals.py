"""Competitors' offers as somebody tells them, and what is weighed of the way from theirs to ours."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.currencies import is_currency
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.invoicing import Invoice
from quotes.domain.rivals.content import Covers
from quotes.domain.rivals.stored import covers_json
from quotes.domain.rivals.words import Evidence, Respect, Weighed
from quotes.models import QuoteVersion, RivalOffer, RivalWeighing
from quotes.models.counters import NOBODY_OFFERS
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, User


class Told(TypedDict, total=False):
    """The columns of an offer that people fill in."""

    rival: str
    heard_on: date
    evidence: Evidence
    teller: Contact | None
    source: str
    claimed_percent: Decimal | None
    heard_version: QuoteVersion | None
    amount: Decimal | None
    currency: str
    fx_rate: Decimal | None
    fx_source: str
    tax_included: bool | None
    vat_rate: Decimal | None
    invoice: Invoice | str
    term_months: int | None
    free_months: int
    payment_plan: str
    prepay_percent: Decimal
    credit_days: int
    sla_availability: Decimal | None
    support_hours: str
    urgent_minutes: int | None
    covers_words: str


@transaction.atomic
def note_rival(
    *,
    deal: Deal,
    covers: Covers,
    weighed: Mapping[Respect, Weighed],
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> RivalOffer:
    """As much as is known; what is left out is asked for by name until somebody tells it."""
    held = hold(deal)
    offer = RivalOffer(deal=held, noted_at=at, noted_by=by)
    _put(offer, covers, weighed, told, at)
    record("note_rival", on=offer, by=by, at=at, deal=held, rival=offer.rival, evidence=offer.evidence)
    return offer


@transaction.atomic
def change_rival(
    *,
    offer: RivalOffer,
    edition: int,
    covers: Covers,
    weighed: Mapping[Respect, Weighed],
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> RivalOffer:
    """What was learned since; `edition` is the one its author read."""
    held = hold(offer.deal)
    changed = RivalOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    changed.deal = held
    if edition != changed.edition:
        raise StaleRefusal(STALE, field="edition")
    changed.edition += 1
    _put(changed, covers, weighed, told, at)
    record("change_rival", on=changed, by=by, at=at, deal=held, rival=changed.rival, evidence=changed.evidence)
    return changed


@transaction.atomic
def drop_rival(*, offer: RivalOffer, by: User, at: datetime) -> RivalOffer:
    """Off the list, and kept; who drops one that is gone already changes nothing."""
    held = hold(offer.deal)
    dropped = RivalOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if dropped.dropped_at is None:
        dropped.dropped_at, dropped.dropped_by = at, by
        dropped.save(update_fields=["dropped_at", "dropped_by"])
        record("drop_rival", on=dropped, by=by, at=at, deal=held, rival=dropped.rival)
    return dropped


def _put(
    offer: RivalOffer, covers: Covers, weighed: Mapping[Respect, Weighed], told: Mapping[str, Any], at: datetime
) -> None:
    heard = offer.heard_version_id
    for name, value in told.items():
        setattr(offer, name, value.strip() if isinstance(value, str) else value)
    _check(offer, at)
    _hear(offer, heard)
    offer.covers = covers_json(covers)
    offer.save()
    if offer.teller:
        refuse_erased([offer.teller], field="teller")
    _weigh(offer, weighed)


def _hear(offer: RivalOffer, before: int | None) -> None:
    """What our offer came to that a percentage was said of: kept as it is now, and as it was kept while that is the
    same offer."""
    version = offer.heard_version = None if offer.claimed_percent is None else offer.heard_version
    if version is None:
        offer.heard_total = offer.heard_months = None
        return
    if version.pk == before:
        return
    ours = QuoteVersion.objects.filter(quote__deal=offer.deal_id, currency=offer.deal.currency).exclude(NOBODY_OFFERS)
    if not ours.filter(pk=version.pk, gross_total__gt=0).exists():
        raise Refusal("Choose an offer of this deal with a total in its currency.", field="heard_version")
    offer.heard_total, offer.heard_months = version.gross_total, version.whole.months


def _check(offer: RivalOffer, at: datetime) -> None:
    if not offer.rival:
        raise Refusal("Say whose offer this is.", field="rival")
    if not offer.source:
        raise Refusal("Say how we know of it: who showed or said what.", field="source")
    if offer.heard_on > timezone.localdate(at):
        raise Refusal("What was heard has been heard already: choose today or an earlier day.", field="heard_on")
    if offer.teller and offer.teller.customer_id != offer.deal.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="teller", person=offer.teller.name)
    if offer.amount is None and offer.claimed_percent is None:
        raise Refusal("Fill in their price, or by how much they are said to be cheaper.", field="amount")
    if offer.evidence == Evidence.DOCUMENT and offer.amount is None:
        raise Refusal("An offer in writing has a price: fill it in, or choose “claimed only”.", field="amount")
    if offer.evidence == Evidence.CLAIMED and offer.pk and offer.attachments.exclude(name="").exists():
        raise Refusal("A document is attached: this offer is known in writing.", field="evidence")
    _check_currency(offer)


def _check_currency(offer: RivalOffer) -> None:
    """A rate leads from their currency to the deal's, and there is none between a currency and itself."""
    if not is_currency(offer.currency):
        raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
    if offer.currency == offer.deal.currency:
        offer.fx_rate, offer.fx_source = None, ""
    elif offer.amount is not None and offer.fx_rate is None:
        message = "Their price is in %(one)s and the deal in %(other)s: fill in the rate between the two."
        raise Refusal(message, field="fx_rate", one=offer.currency, other=offer.deal.currency)
    elif offer.fx_rate is not None and not offer.fx_source:
        raise Refusal("Say where the exchange rate comes from.", field="fx_source")


def _weigh(offer: RivalOffer, weighed: Mapping[Respect, Weighed]) -> None:
    for respect, one in weighed.items():
        if one.amount is not None and not one.basis.strip():
            raise Refusal("Say what this difference is reckoned from.", field=f"basis_{respect}")
    offer.weighings.all().delete()
    RivalWeighing.objects.bulk_create(
        RivalWeighing(offer=offer, respect=respect, amount=one.amount, basis=one.basis.strip())
        for respect, one in weighed.items()
        if one.amount is not None
    )
