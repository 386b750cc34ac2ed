"""Tariffs that are typed for a deal, and a form of billing that becomes the next version of its offer."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals.closing import hold_deal
from quotes.actions.quotes import STALE, add_lines, change_lines, next_version, save_terms
from quotes.actions.quotes.versions import hold
from quotes.domain.billing.stored import terms_json
from quotes.domain.billing.tariffs import Tariff
from quotes.domain.lifecycle import Form
from quotes.models import BillingTariff, QuoteLine, QuoteVersion
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User

# A table longer than this compares nothing.
MOST_TARIFFS = 12


@transaction.atomic
def add_tariff(
    *, deal: Deal, tariff: Tariff, currency: str, tax_included: bool, by: User, at: datetime
) -> BillingTariff:
    """Keeps a tariff with the deal; its name stands on the lines of an offer that is made from it."""
    refuse_when_closed(hold_deal(deal.pk))
    if not tariff.name.strip():
        raise Refusal("Give the tariff the name that its line in the offer will have.", field="name")
    if BillingTariff.objects.standing().filter(deal=deal).count() >= MOST_TARIFFS:
        raise Refusal("A deal has at most %(most)s tariffs: remove one first.", most=MOST_TARIFFS)
    made = BillingTariff.objects.create(
        deal=deal,
        billing=tariff.billing,
        name=tariff.name,
        terms=terms_json(tariff),
        currency=currency,
        tax_included=tax_included,
        vat_rate=tariff.vat_rate,
        since=tariff.since,
        source=tariff.source,
        added_at=at,
        added_by=by,
    )
    record("add_tariff", on=made, by=by, at=at, deal=deal, name=made.name)
    return made


@transaction.atomic
def remove_tariff(*, tariff: BillingTariff, by: User, at: datetime) -> BillingTariff:
    """Takes it off the table; who removes one that is gone already changes nothing."""
    held = BillingTariff.objects.select_for_update(of=("self",)).select_related("deal__customer").get(pk=tariff.pk)
    refuse_when_closed(held.deal)
    if held.removed_at is None:
        held.removed_at, held.removed_by = at, by
        held.save(update_fields=["removed_at", "removed_by"])
        record("remove_tariff", on=held, by=by, at=at, deal=held.deal, name=held.name)
    return held


@transaction.atomic
def adopt_form(
    *,
    version: QuoteVersion,
    edition: int,
    lines: Sequence[QuoteLine],
    replaced: Collection[int],
    name: str,
    by: User,
    at: datetime,
) -> QuoteVersion:
    """The version with other `lines`, unsaved ones, in the place of those whose ids are `replaced`.

    A draft is changed itself, while it is still the edition that the form was priced beside; from any other version a
    new draft is made. A bundle becomes itemised, for its one price knows nothing of the form. New lines stand where the
    first of the old ones stood.
    """
    held = hold(version)
    if held.edition != edition:
        raise StaleRefusal(STALE, field="edition")
    old = list(held.lines.filter(pk__in=replaced).order_by("position"))
    if len(old) < len(set(replaced)):
        raise Refusal("A line that was to be replaced is not in V%(number)s any more.", number=held.mark)
    draft = held if held.is_draft else next_version(version=held, by=by, at=at)
    if draft.form == Form.BUNDLE:
        draft = save_terms(version=draft, edition=draft.edition, by=by, at=at, form=Form.ITEMISED)
    gone = list(draft.lines.filter(position__in=[line.position for line in old]).order_by("position"))
    if gone:
        for line in lines:
            line.columns = gone[0].columns
    after = gone[0].pk if gone else None
    draft = add_lines(version=draft, edition=draft.edition, lines=lines, after=after, by=by, at=at)
    if gone:
        ids = {line.pk for line in gone}
        draft = change_lines(version=draft, edition=draft.edition, changes={}, gone=ids, by=by, at=at)
    record("adopt_form", **draft.about(), by=by, at=at, name=name)
    return draft
