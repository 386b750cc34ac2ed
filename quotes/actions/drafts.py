"""A round that is being written: kept while it is typed, ended once it is logged, dropped or erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from quotes.models import Quote, RoundDraft
from stakeholders.models import Contact, Deal, User

# What the browser sends along with what a person types.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "draft"})
MOST_TYPED = 50_000
# The number of a row has fewer digits than this.
LONGEST_NUMBER = 19


@transaction.atomic
def keep_round_draft(*, quote: Quote, values: Mapping[str, Sequence[str]], number: int, by: User, at: datetime) -> None:
    """What is typed so far, so that a reload or an expired session loses nothing; no more than a form holds.

    `number` is the draft that the page began with: what was on its way while that one was logged, dropped or erased is
    not kept any more.
    """
    kept = {_text(name): [_text(text) for text in typed] for name, typed in values.items() if name not in NOT_KEPT}
    if sum(len(text) for typed in kept.values() for text in typed) > MOST_TYPED:
        return
    _hold(quote)
    if _names_an_erased_person(kept):
        return
    begun, _ = RoundDraft.objects.get_or_create(quote=quote, saved_by=by, defaults={"values": {}, "saved_at": at})
    RoundDraft.objects.filter(pk=begun.pk, number=number).update(values=kept, saved_at=at)


def _text(typed: str) -> str:
    """Without what the database cannot hold as text."""
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode()


def _hold(quote: Quote) -> None:
    """Whoever logs a round or erases a person holds the deal, too: a draft is kept before them or after them."""
    Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.deal_id)


def _names_an_erased_person(kept: Mapping[str, Sequence[str]]) -> bool:
    """Looked up once the deal is held; what is no number of a contact is passed over."""
    chosen = [int(pk) for pk in kept.get("theirs", ()) if pk.isdecimal() and len(pk) < LONGEST_NUMBER]
    return Contact.objects.filter(pk__in=chosen, erased_at__isnull=False).exists()


@transaction.atomic
def drop_round_draft(*, quote: Quote, by: User, at: datetime) -> None:
    _hold(quote)
    end_draft(quote, by=by, at=at)


def end_draft(quote: Quote, *, by: User, at: datetime) -> None:
    """The next draft of this person has another number, so that a late request for this one is told from it."""
    begun, _ = RoundDraft.objects.get_or_create(quote=quote, saved_by=by, defaults={"values": {}, "saved_at": at})
    RoundDraft.objects.filter(pk=begun.pk).update(values={}, number=F("number") + 1)


def end_drafts_about(contact: Contact) -> None:
    """Drafts that name a person who is erased, in the transaction that erases them: no record yet of anything."""
    theirs = RoundDraft.objects.filter(quote__deal__customer=contact.customer_id)
    about = [draft.pk for draft in theirs if draft.is_about(contact)]
    RoundDraft.objects.filter(pk__in=about).update(values={}, number=F("number") + 1)


def forget_drafts_in(deal: Deal) -> None:
    """Those of a deal whose retention has passed."""
    RoundDraft.objects.filter(quote__deal=deal).update(values={}, number=F("number") + 1)
