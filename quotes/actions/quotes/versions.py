"""From one version to the next: numbered under a lock of the quote, copied from any earlier one, sent, or discarded."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.stored import Terms, not_past, put_totals, set_terms
from quotes.domain.lifecycle import MOVES, Form, VersionState
from quotes.models import Quote, QuoteLine, QuoteVersion
from stakeholders.actions.deals import advance_deal, refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Milestone
from stakeholders.models import User

COPIED = ("price_book_id", "currency", *sorted(Terms.__optional_keys__))
# fmt: off
COPIED_LINE = (
    "position", "group", "product_id", "product_code", "description", "unit",
    "quantity", "list_price", "discount", "vat_rate", "floor_price",
)
# fmt: on


@transaction.atomic
def next_version(*, version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """A new draft with the terms of this version, which may be any earlier one."""
    return _next(version, by, at, act="next_version")


@transaction.atomic
def revise(
    *,
    quote: Quote,
    by: User,
    at: datetime,
    based_on: QuoteVersion | None = None,
    discount: Decimal | None = None,
    **terms: Unpack[Terms],
) -> QuoteVersion:
    """A new draft from the latest version: one new price for all of it, or one discount on every line, and new terms.

    `bundle_price` is in the version's tax basis and makes the offer a bundle; `discount`, in percent points off list,
    makes it itemised. With neither, prices stay as they are.
    """
    new_total = terms.get("bundle_price") is not None
    if new_total and discount is not None:
        raise Refusal("Give a new total or a new discount, not both.", field="discount")
    if new_total:
        terms["form"] = Form.BUNDLE
    if discount is not None:
        terms["form"], terms["bundle_price"] = Form.ITEMISED, None
    base = based_on or quote.versions.order_by("-number").first()
    if base is None:
        raise Refusal("This quote has no version to start from.")
    return _next(base, by, at, act="revise", discount=discount, terms=terms)


@transaction.atomic
def discard_draft(*, version: QuoteVersion, by: User, at: datetime) -> Quote | None:
    """Deletes a draft, and the quote too where it was its only version; returns the quote that is left."""
    draft = _held(version)
    if not draft.is_draft:
        raise Refusal("V%(number)s has been submitted and stays as it is: make a new version.", number=draft.number)
    quote, deal = draft.quote, draft.quote.deal
    record("discard_draft", on=quote, by=by, at=at, deal=deal, number=quote.number, version=draft.number)
    try:
        draft.delete()
        if quote.versions.exists():
            return quote
        quote.delete()
    except ProtectedError:
        message = "V%(number)s has already left a trace, such as an exported file: keep it."
        raise Refusal(message, number=draft.number) from None
    return None


@transaction.atomic
def send_version(*, version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """Marks an approved version as handed to the customer; what was promised past its validity is not sent."""
    held = _held(version)
    refuse_when_closed(held.quote.deal)
    check_move(MOVES, VersionState(held.state), VersionState.SENT)
    if not held.is_approved:
        raise Refusal("V%(number)s is not approved: it can be sent once its approval is given.", number=held.number)
    if held.valid_until < timezone.localdate(at):
        raise Refusal("V%(number)s expired on %(day)s: make a new version.", number=held.number, day=held.valid_until)
    later = held.quote.versions.filter(number__gt=held.number, state__in=[VersionState.SENT, VersionState.ACCEPTED])
    if newer := later.order_by("-number").first():
        message = "V%(newer)s went to the customer already, and V%(number)s is older: make a new version from it."
        raise Refusal(message, newer=newer.number, number=held.number)
    held.state, held.sent_at, held.sent_by, held.updated_at = VersionState.SENT, at, by, at
    held.save(update_fields=["state", "sent_at", "sent_by", "updated_at"])
    record("send_version", **_about(held), by=by, at=at)
    if not held.quote.versions.filter(sent_at__isnull=False).exclude(pk=held.pk).exists():
        advance_deal(held.quote.deal, on=Milestone.FIRST_OFFER, by=by, at=at)
    return held


def _next(
    base: QuoteVersion, by: User, at: datetime, *, act: str, discount: Decimal | None = None, terms: Terms | None = None
) -> QuoteVersion:
    quote = Quote.objects.select_for_update(of=("self",)).select_related("deal__customer").get(pk=base.quote_id)
    refuse_when_closed(quote.deal)
    _one_draft(quote)
    draft = QuoteVersion(
        quote=quote,
        number=quote.latest_number + 1,
        based_on=base,
        created_at=at,
        created_by=by,
        updated_at=at,
        **{name: getattr(base, name) for name in COPIED},
    )
    _renew(draft, base, at)
    set_terms(draft, terms or {})
    not_past(draft, at)
    lines = [copied(line, draft) for line in base.lines.all()]
    for line in lines:
        line.discount = line.discount if discount is None else discount
    put_totals(draft, lines)
    draft.save(force_insert=True)
    QuoteLine.objects.bulk_create(lines)
    record(act, **_about(draft), by=by, at=at, based_on=base.number)
    return draft


def _held(version: QuoteVersion) -> QuoteVersion:
    """Locks the version before anything locks its quote: the order in which saving a draft takes the same locks."""
    held = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__deal__customer")
    return held.get(pk=version.pk)


def _one_draft(quote: Quote) -> None:
    if quote.latest_state == VersionState.DRAFT:
        number = quote.latest_number
        raise Refusal("V%(number)s is still a draft: submit it or discard it first.", number=number)


def copied(line: QuoteLine, draft: QuoteVersion) -> QuoteLine:
    """The same line once more, unsaved; its totals follow when the draft is priced."""
    return QuoteLine(version=draft, **{name: getattr(line, name) for name in COPIED_LINE})


def _renew(draft: QuoteVersion, base: QuoteVersion, at: datetime) -> None:
    """A copy of an offer that has expired runs as long from today as the first one ran from its own day."""
    today = timezone.localdate(at)
    if draft.valid_until < today:
        draft.valid_until = today + (base.valid_until - timezone.localdate(base.created_at))


def _about(version: QuoteVersion) -> dict[str, Any]:
    """What a journal row says of a version."""
    return {
        "on": version,
        "deal": version.quote.deal,
        "number": version.quote.number,
        "version": version.number,
        "total": str(version.gross_total),
        "currency": version.currency,
    }
