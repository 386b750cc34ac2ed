"""From one version to the next: numbered under a lock of the quote, copied from any earlier one, sent, or discarded."""

from datetime import date, datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.db.models import F, Max, ProtectedError, Q
from django.utils import timezone

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.stored import Terms, not_past, put_totals, set_terms
from quotes.actions.readiness import let_out
from quotes.domain.approvals import RAN_OUT, RequestState
from quotes.domain.branches import overtakes
from quotes.domain.lifecycle import MOVES, Form, VersionState, refuse_expired
from quotes.models import ApprovalRequest, Quote, QuoteLine, QuoteVersion, RivalOffer, VersionUsage
from stakeholders.actions.deals import advance_deal, refuse_when_closed
from stakeholders.actions.deals import hold as hold_deal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Milestone
from stakeholders.models import User

FROZEN_RATE = ("fx_from", "fx_rate", "fx_on", "fx_source")
COPIED = ("price_book_id", "currency", "rounding_places", *FROZEN_RATE, *sorted(Terms.__optional_keys__))
# fmt: off
COPIED_LINE = (
    "position", "group", "product_id", "product_code", "description", "unit",
    "quantity", "list_price", "discount", "vat_rate", "floor_price",
    "charge", "discounts", "markup", "other_taxes", "role", "columns",
)
# fmt: on


@transaction.atomic
def next_version(*, version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """A new draft with the terms of this version, which may be any earlier one, on the branch it stands on."""
    return following(version, by, at, act="next_version")


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
    """A new draft from the latest version that is not void: one new price or one discount for all of it, and new terms.

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
        terms["header_steps"], terms["header_amount"] = [], None
    base = based_on or quote.versions.alias(gone=Q(state=VersionState.VOID)).order_by("gone", "-number").first()
    if base is None:
        raise Refusal("This quote has no version to start from.")
    return following(base, by, at, act="revise", discount=discount, terms=terms)


@transaction.atomic
def discard_draft(*, version: QuoteVersion, by: User, at: datetime) -> Quote | None:
    """Deletes a draft, and the quote too where it was its only version; returns the quote that is left.

    A competitor's percentage that was said of it is of no offer that anybody knows any more: it is asked for again.
    """
    draft = hold(version)
    if not draft.is_draft:
        raise Refusal("V%(number)s has been submitted and stays as it is: make a new version.", number=draft.mark)
    quote, deal = draft.quote, draft.quote.deal
    record("discard_draft", on=quote, by=by, at=at, deal=deal, number=quote.number, version=draft.mark)
    said = RivalOffer.objects.filter(heard_version=draft)
    said.update(heard_version=None, heard_total=None, heard_months=None, edition=F("edition") + 1)
    try:
        draft.delete()
        if quote.versions.exists():
            return quote
        quote.delete()
    except ProtectedError:
        message = "V%(number)s has already left a trace, such as an exported file: keep it."
        raise Refusal(message, number=draft.mark) from None
    return None


@transaction.atomic
def send_version(*, version: QuoteVersion, by: User, at: datetime) -> QuoteVersion:
    """Marks an approved version as handed to the customer, where the deal is ready for a price and the offer stands."""
    held = hold(version, and_quote=True)
    refuse_when_closed(held.quote.deal)
    check_move(MOVES, VersionState(held.state), VersionState.SENT)
    _refuse_unapproved(held, timezone.localdate(at))
    refuse_expired(VersionState(held.state), held.valid_until, timezone.localdate(at), mark=held.mark)
    _not_older_than_sent(held)
    let_out(held, by=by, at=at)
    held.state, held.sent_at, held.sent_by, held.updated_at = VersionState.SENT, at, by, at
    held.save(update_fields=["state", "sent_at", "sent_by", "updated_at"])
    record("send_version", **held.about(), by=by, at=at)
    if not held.quote.versions.filter(sent_at__isnull=False).exclude(pk=held.pk).exists():
        advance_deal(held.quote.deal, on=Milestone.FIRST_OFFER, by=by, at=at)
    return held


def _refuse_unapproved(version: QuoteVersion, today: date) -> None:
    stands = version.asked_on(today)
    if stands is RequestState.LAPSED:
        raise Refusal(RAN_OUT, number=version.mark)
    if stands is not RequestState.APPROVED:
        raise Refusal("V%(number)s is not approved: it can be sent once its approval is given.", number=version.mark)


def _not_older_than_sent(version: QuoteVersion) -> None:
    """What the customer has of this line is newer; an alternative beside it is no obstacle."""
    family = {other.pk: other for other in version.quote.versions.order_by("-number")}
    places = {pk: other.place() for pk, other in family.items()}
    handed = [other for other in family.values() if other.state in {VersionState.SENT, VersionState.ACCEPTED}]
    for newer in handed:
        if overtakes(newer.place(), version.place(), places):
            message = "V%(newer)s went to the customer already, and V%(number)s is older: make a new version from it."
            raise Refusal(message, newer=newer.mark, number=version.mark)


def following(
    base: QuoteVersion, by: User, at: datetime, *, act: str, discount: Decimal | None = None, terms: Terms | None = None
) -> QuoteVersion:
    """The next draft on the branch of its base, with its journal row."""
    quote = hold_quote(base)
    if draft := quote.versions.filter(branch=base.branch, state=VersionState.DRAFT).first():
        raise Refusal("V%(number)s is still a draft: submit it or discard it first.", number=draft.mark)
    draft = drafted(quote, base, by, at, branch=base.branch, discount=discount, terms=terms)
    record(act, **draft.about(), by=by, at=at, based_on=base.mark)
    return draft


def drafted(
    quote: Quote,
    base: QuoteVersion,
    by: User,
    at: datetime,
    *,
    branch: str,
    discount: Decimal | None = None,
    terms: Terms | None = None,
) -> QuoteVersion:
    """A draft with the terms and lines of its base; its number is the quote's next, whatever the branch."""
    last = quote.versions.aggregate(last=Max("number"))["last"] or 0
    draft = QuoteVersion(
        quote=quote,
        number=last + 1,
        branch=branch,
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
        if discount is not None or line.is_bound:
            line.discount, line.discounts, line.markup = (ZERO if line.is_bound else discount), [], None
    put_totals(draft, lines)
    draft.save(force_insert=True)
    QuoteLine.objects.bulk_create(lines)
    _carry_usage(base, draft, by, at)
    return draft


def hold(version: QuoteVersion, *, and_quote: bool = False) -> QuoteVersion:
    """Locks the version before anything locks its quote: the order in which saving a draft takes the same locks. The
    quote with it, in the same order, where the deal is held before the version is written.

    Without its key: a round that holds the quote may still point at this version.
    """
    held = QuoteVersion.objects.select_for_update(of=("self", "quote") if and_quote else ("self",), no_key=True)
    return held.select_related("quote__deal__customer", "quote__deal__team").get(pk=version.pk)


def hold_quote(version: QuoteVersion) -> Quote:
    """Locks the quote, so that its next version has one number and each branch one draft."""
    held = Quote.objects.select_for_update(of=("self",)).select_related("deal__customer").get(pk=version.quote_id)
    refuse_when_closed(held.deal)
    return held


def hold_talk(quote: Quote, *, and_requests: bool = False) -> Quote:
    """Locks the quote, then its deal, which is open and cannot be closed meanwhile: the order of a round. Between the
    two its open requests, where a round may end one: a decision takes its request first and the deal last, too.

    Without the quote's key: a round's draft may still point at it.
    """
    quotes = Quote.objects.select_for_update(of=("self",), no_key=True).select_related("deal")
    held = quotes.get(pk=quote.pk)
    if and_requests:
        list(ApprovalRequest.objects.open().filter(version__quote=held).select_for_update(of=("self",)))
    held.deal = hold_deal(held.deal)
    return held


def copied(line: QuoteLine, draft: QuoteVersion) -> QuoteLine:
    """The same line once more, unsaved; its totals follow when the draft is priced."""
    return QuoteLine(version=draft, **{name: getattr(line, name) for name in COPIED_LINE})


def _carry_usage(base: QuoteVersion, draft: QuoteVersion, by: User, at: datetime) -> None:
    """A new version is reckoned from the use of the one it is made from, until somebody chooses another."""
    chosen = VersionUsage.objects.filter(version=base).first()
    if chosen:
        VersionUsage.objects.create(
            version=draft, scenario_id=chosen.scenario_id, series_id=chosen.series_id, chosen_at=at, chosen_by=by
        )


def _renew(draft: QuoteVersion, base: QuoteVersion, at: datetime) -> None:
    """A copy of an offer that has expired runs as long from today as the first one ran from its own day."""
    today = timezone.localdate(at)
    if draft.valid_until < today:
        draft.valid_until = today + (base.valid_until - timezone.localdate(base.created_at))
