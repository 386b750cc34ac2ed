"""Texts of the house: one is put in, the next edition takes its place, one is retired; and words of one's own are read
by whoever answers for what their place promises."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from dealdesk.kernel.words import Told
from quotes.domain.papers import Block, Composition, Passage, binding, typed, typed_into
from quotes.domain.proposals import Kind
from quotes.domain.texts import OWNERS, READERS
from quotes.models import HouseText, OwnWords, QuoteVersion, TextEdition
from quotes.models.signers import line_managers
from quotes.models.texts import read_in
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User


@transaction.atomic
def add_text(*, block: Block, name: str, said: Told, by: User, at: datetime) -> HouseText:
    _refuse_others(block, by)
    text = HouseText.objects.create(block=block)
    made = _enter(text, 1, name, said, "", by, at)
    record("add_text", on=made, by=by, at=at, name=name)
    return text


@transaction.atomic
def change_text(*, text: HouseText, after: int, name: str, said: Told, why: str, by: User, at: datetime) -> TextEdition:
    """The next edition, written from number `after`; files that were made stay as they are."""
    last = _standing(text, by)
    if last.number != after:
        message = "Edition %(number)s was entered meanwhile. Look at what it changed, then enter yours again."
        raise StaleRefusal(message, field="after", number=last.number)
    if (last.name, last.said) == (name, said):
        raise Refusal("Nothing differs from edition %(number)s.", number=last.number)
    if not why.strip():
        raise Refusal("Say why it changes: the reason stays with this edition.", field="why")
    made = _enter(last.text, last.number + 1, name, said, why.strip(), by, at)
    record("change_text", on=made, by=by, at=at, name=name, number=made.number)
    return made


@transaction.atomic
def retire_text(*, text: HouseText, reason: str, by: User, at: datetime) -> HouseText:
    """Nobody chooses it any more, and files that were made with it leave as drafts."""
    last = _standing(text, by)
    if not reason.strip():
        raise Refusal("Say why it is retired: the reason stays in its place.", field="reason")
    held = last.text
    held.retired_at, held.retired_by, held.retired_because = at, by, reason.strip()
    held.save(update_fields=["retired_at", "retired_by", "retired_because"])
    record("retire_text", on=held, by=by, at=at, name=last.name, reason=held.retired_because)
    return held


@transaction.atomic
def ask_about(
    *, version: QuoteVersion, kind: Kind, composition: Composition, content: str, by: User, at: datetime
) -> None:
    """Asks once about each passage of one's own that binds, and of what is typed in the deal and the offer about what
    nobody read with an offer nor is asked to: for the offer with this content hash where it speaks of that. A draft is
    read as it is submitted; who was asked before is not asked again."""
    deal, passages = version.quote.deal, binding(kind, composition)
    if not version.is_draft:
        said = typed(needs=deal.needs, solution=deal.solution, note=version.note)
        told = typed_into(kind, composition, said)
        known = read_in([deal.pk])[deal.pk] if told else {}
        passages = (*passages, *(passage for passage in told if passage.key(content) not in known))
    for passage in passages:
        _ask(deal, passage, content, by, at)


def _ask(deal: Deal, passage: Passage, content: str, by: User, at: datetime) -> None:
    told = {"block": passage.block, "text": passage.text, "asked_at": at, "asked_by": by}
    words, is_new = OwnWords.objects.get_or_create(deal=deal, sha256=passage.key(content), defaults=told)
    if is_new:
        record("ask_about_words", on=words, deal=deal, by=by, at=at, place=passage.block)
        who, number = _readers(deal, passage, by), deal.number
        notify(NoticeKind.WORDS_ASKED, to=who, about=words, deal=deal, by=by, at=at, number=number)


@transaction.atomic
def decide_words(*, words: OwnWords, is_approved: bool, because: str, by: User, at: datetime) -> OwnWords:
    """Once, and never by whoever wrote them."""
    held = OwnWords.objects.select_for_update(of=("self",)).select_related("deal", "asked_by").get(pk=words.pk)
    if held.is_approved is not None:
        raise Refusal("This was decided already: reload to see how.")
    if held.asked_by == by:
        raise ForbiddenRefusal("These are your own words: somebody else has to read them.")
    if not is_approved and not because.strip():
        raise Refusal("Say what is wrong with them: whoever wrote them has to write others.", field="because")
    held.is_approved, held.because, held.decided_at, held.decided_by = is_approved, because.strip(), at, by
    held.save(update_fields=["is_approved", "because", "decided_at", "decided_by"])
    act = "approve_words" if is_approved else "refuse_words"
    record(act, on=held, deal=held.deal, by=by, at=at, place=held.block)
    kind = NoticeKind.WORDS_APPROVED if is_approved else NoticeKind.WORDS_REFUSED
    told: dict[str, Any] = {"about": held.deal, "deal": held.deal, "by": by, "at": at, "number": held.deal.number}
    notify(kind, to=[held.asked_by], **told)
    return held


def _readers(deal: Deal, passage: Passage, but: User) -> list[User]:
    """The next manager above the deal, or whoever holds the role; never whoever wrote them."""
    reader = READERS[passage.block]
    if reader is Role.MANAGER:
        return [manager for _team, manager in line_managers(deal, but.pk)[:1]]
    return list(User.objects.filter(role=reader, is_active=True).order_by("pk"))


def _refuse_others(block: Block, by: User) -> None:
    if by.role != OWNERS[block]:
        message = "Texts for “%(place)s” are written by %(role)s: ask them, or choose another place."
        raise ForbiddenRefusal(message, field="block", place=block.label, role=OWNERS[block].label)


def _standing(text: HouseText, by: User) -> TextEdition:
    """The newest edition, with its text locked; what is retired changes no more."""
    held = HouseText.objects.select_for_update().get(pk=text.pk)
    _refuse_others(Block(held.block), by)
    if held.retired_at is not None:
        raise Refusal("This text is retired and stays as it was. Put in a new one.")
    last = held.editions.order_by("-number")[0]
    last.text = held
    return last


def _enter(text: HouseText, number: int, name: str, said: Told, why: str, by: User, at: datetime) -> TextEdition:
    if not (name.strip() and said.zh.strip() and said.en.strip()):
        raise Refusal("Write it in both languages, and give it a name: a document has one or the other.", field="en")
    words = {"name": name.strip(), "zh": said.zh.strip(), "en": said.en.strip()}
    return TextEdition.objects.create(text=text, number=number, **words, why=why, added_at=at, added_by=by)
