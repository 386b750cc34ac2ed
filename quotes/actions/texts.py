"""Texts of the house: one is put in, the next edition takes its place, one is retired; and words of one's own are read
by whoever answers for what their place promises."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from dealdesk.kernel.words import Told
from quotes.domain.papers import Block, Composition, Passage, binding, in_english, typed, typed_into
from quotes.domain.proposals import Kind
from quotes.domain.texts import OWNERS
from quotes.models import EnglishWords, HouseText, OwnWords, ProposalExport, QuoteVersion, TextEdition
from quotes.models.holding import solution_of
from quotes.models.proposals import made_with, typed_on, went_out_with
from quotes.models.reading import read_in, readers_of
from quotes.permissions import changes_word
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.deals import Stage
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, JournalEntry, User

# What a deal keeps of them, as its journal calls it.
FIELDS = {Block.NEEDS: "needs", Block.SOLUTION: "solution", Block.ANSWERS: "solution", Block.NAMES: "name"}
SAID = ["is_approved", "because", "decided_at", "decided_by"]
TAKEN_BACK = ["revoked_at", "revoked_by", "revoked_because"]


@transaction.atomic
def add_text(*, block: Block, name: str, said: Told, by: User, at: datetime) -> HouseText:
    _refuse_others(block, by)
    text = HouseText.objects.create(block=block)
    made = _enter(text, 1, name, said, "", by, at)
    record("add_text", on=made, by=by, at=at, name=name)
    return text


@transaction.atomic
def change_text(
    *, text: HouseText, after: int, name: str, said: Told, why: str, stops_because: str = "", by: User, at: datetime
) -> TextEdition:
    """The next edition, written from number `after`. Files that were made stay as they are, and go on leaving unless
    `stops_because` says why none that has a former edition in it may; whoever has one is told."""
    last = _standing(text, by)
    if last.number != after:
        message = "Edition %(number)s was entered meanwhile. Look at what it changed, then enter yours again."
        raise StaleRefusal(message, field="after", number=last.number)
    if (last.name, last.said) == (name, said):
        raise Refusal("Nothing differs from edition %(number)s.", number=last.number)
    if not why.strip():
        raise Refusal("Say why it changes: the reason stays with this edition.", field="why")
    stops = stops_because.strip()
    made = _enter(last.text, last.number + 1, name, said, why.strip(), by, at, stops_because=stops)
    record("change_text", on=made, by=by, at=at, name=name, number=made.number)
    if stops:
        record("stop_text", on=made, by=by, at=at, name=name, number=made.number, reason=stops)
        _tell_stopped(text, by, at)
    return made


def _tell_stopped(text: HouseText, by: User, at: datetime) -> None:
    """Whoever ordered a file with it or gave a reader one, once a version."""
    told: dict[tuple[User, int], ProposalExport] = {}
    for export in made_with(text):
        for person in (export.requested_by, *(link.made_by for link in export.links.all())):
            told[person, export.version_id] = export
    for (person, _version), export in told.items():
        quote, facts = export.version.quote, {"number": export.version.quote.number, "version": export.version.mark}
        notify(NoticeKind.TEXT_STOPPED, to=[person], about=export, deal=quote.deal, by=by, at=at, **facts)


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
    deal = version.quote.deal
    for passage in binding(kind, composition):
        _ask(deal, passage, content, by, by, at)
    if not version.is_draft:
        said = typed(needs=deal.needs, solution=solution_of(version), note=version.note)
        _ask_about_typed(version, typed_into(kind, composition, said), content, by, at)


@transaction.atomic
def ask_about_file(*, export: ProposalExport, version: QuoteVersion, by: User, at: datetime) -> None:
    """The same of what it turned out to say: names, lines and the value case, and what was changed since it was
    ordered."""
    if not version.is_draft:
        _ask_about_typed(version, typed_on(export), export.content_hash, by, at)


def _ask_about_typed(version: QuoteVersion, told: Iterable[Passage], content: str, by: User, at: datetime) -> None:
    deal = version.quote.deal
    unread = tuple(_unread(version, told, content))
    for passage in unread:
        if passage.block is not Block.ENGLISH:
            _ask(deal, passage, content, _typed_by(deal, passage), by, at)
    _ask_about_english(deal, [passage for passage in unread if passage.block is Block.ENGLISH], by, at)


def _unread(version: QuoteVersion, told: Iterable[Passage], content: str) -> Iterator[Passage]:
    """What nobody said anything of, nor is asked to with this very offer: with another it may fall by the price."""
    deal = version.quote.deal_id
    known = read_in([deal])[deal]
    asked = {key for request in version.requests.open() for key in request.words or ()}
    for passage in told:
        key = passage.key(content)
        if key not in known or (known[key] is None and key not in asked):
            yield passage


def _typed_by(deal: Deal, passage: Passage) -> User | None:
    """Whoever changed it last in the deal, as its journal says; of what is typed in the offer or its value case the
    owner alone answers, who submits it."""
    field = FIELDS.get(passage.block)
    told = JournalEntry.objects.filter(deal=deal, act="change_deal", facts__changed__contains=[field])
    entry = told.select_related("by").order_by("-at", "-id").first() if field else None
    return entry.by if entry else None


def _writers(deal: Deal) -> dict[Passage, User]:
    """Whoever wrote each of the English words of a deal, and what its customer is called in English."""
    told = EnglishWords.objects.filter(deal=deal).select_related("written_by")
    found = {in_english(one.zh, one.en): one.written_by for one in told}
    changed = JournalEntry.objects.filter(customer=deal.customer_id, act__in=("create_customer", "change_customer"))
    for name, pair in deal.customer.english_by_field.items():
        entry = changed.filter(facts__english__contains=[name]).select_related("by").order_by("-at", "-id").first()
        if entry and entry.by:
            found[in_english(*pair)] = entry.by
    return found


def _ask_about_english(deal: Deal, passages: Sequence[Passage], by: User, at: datetime) -> None:
    """One row for each, in the order of the paper, for whatever prints them; whoever reads them is told once."""
    if not passages or deal.stage == Stage.LOST:
        return
    writers = _writers(deal)
    told = {"deal": deal, "block": Block.ENGLISH, "asked_at": at, "asked_by": by}
    rows = [OwnWords(text=one.text, sha256=one.key(""), author=writers.get(one), **told) for one in passages]
    known = set(OwnWords.objects.filter(deal=deal, sha256__in=[row.sha256 for row in rows]).values_list("sha256"))
    made = OwnWords.objects.bulk_create([row for row in rows if (row.sha256,) not in known])
    first: dict[int | None, OwnWords] = {}
    for row in made:
        first.setdefault(row.author_id, row)
    readers = readers_of(deal) if first else None
    for author, words in first.items():
        record("ask_about_words", on=words, deal=deal, by=by, at=at, place=Block.ENGLISH)
        who = readers.of(Block.ENGLISH, author) if readers else ()
        notify(NoticeKind.WORDS_ASKED, to=who, about=words, deal=deal, by=by, at=at, number=deal.number)


def _ask(deal: Deal, passage: Passage, content: str, author: User | None, by: User, at: datetime) -> None:
    if deal.stage == Stage.LOST:
        # Nobody reads for it: once it comes back, the file is ordered again.
        return
    told = {"block": passage.block, "text": passage.text, "author": author, "asked_at": at, "asked_by": by}
    words, is_new = OwnWords.objects.get_or_create(deal=deal, sha256=passage.key(content), defaults=told)
    if is_new:
        record("ask_about_words", on=words, deal=deal, by=by, at=at, place=passage.block)
        who = readers_of(deal).of(passage.block, words.author_id)
        notify(NoticeKind.WORDS_ASKED, to=who, about=words, deal=deal, by=by, at=at, number=deal.number)


@transaction.atomic
def decide_words(
    *,
    words: OwnWords,
    beside: Iterable[OwnWords] = (),
    is_approved: bool,
    because: str,
    by: User,
    at: datetime,
) -> OwnWords:
    """Of one passage, and of others that stand `beside` it in one table, by somebody who neither wrote them nor owns
    the deal. What was approved is taken back by itself; whoever said no may say yes after all."""
    held = [_held_words(one) for one in _in_order(words, beside)]
    for one in held:
        _decide(one, is_approved, because, by, at)
    act = "approve_words" if is_approved else "refuse_words"
    _record_once(act, held, by, at)
    _tell(NoticeKind.WORDS_APPROVED if is_approved else NoticeKind.WORDS_REFUSED, held, by, at)
    return held[0]


def _decide(held: OwnWords, is_approved: bool, because: str, by: User, at: datetime) -> None:
    if held.author_id == by.pk:
        raise ForbiddenRefusal("These are your own words: somebody else has to read them.")
    if held.deal.owner_id == by.pk:
        raise ForbiddenRefusal("This is your own deal: somebody else has to read its words.")
    if held.holds is not None and not (is_approved and held.holds is False and changes_word(by, held)):
        raise Refusal("This was decided already: reload to see how.")
    if not is_approved and not because.strip():
        raise Refusal("Say what is wrong with them: whoever wrote them has to write others.", field="because")
    held.is_approved, held.because, held.decided_at, held.decided_by = is_approved, because.strip(), at, by
    held.revoked_at, held.revoked_by, held.revoked_because = None, None, ""
    held.save(update_fields=[*SAID, *TAKEN_BACK])


@transaction.atomic
def take_back_words(
    *, words: OwnWords, beside: Iterable[OwnWords] = (), reason: str, by: User, at: datetime
) -> OwnWords:
    """By whoever approved them, or who reads there once they do no more; until a copy with them went out clean: what
    the customer holds is not taken back by a word in the house. The offers of the deal are held first, so that a copy
    goes out before this or as a draft."""
    list(QuoteVersion.objects.select_for_update(of=("self",)).filter(quote__deal=words.deal_id).order_by("pk"))
    held = [_held_words(one) for one in _in_order(words, beside)]
    for one in held:
        _take_back(one, reason, by, at)
    _record_once("take_back_words", held, by, at)
    _tell(NoticeKind.WORDS_TAKEN_BACK, held, by, at)
    return held[0]


def _take_back(held: OwnWords, reason: str, by: User, at: datetime) -> None:
    if held.holds is not True:
        raise Refusal("There is no approval of these words to take back: reload to see what was said.")
    if not changes_word(by, held):
        raise ForbiddenRefusal("Somebody else approved these words: ask them.")
    if out := went_out_with(held):
        message = "A copy with them went out on %(day)s, and the customer holds it: make that offer void first."
        raise Refusal(message, field="reason", day=timezone.localdate(out).isoformat())
    if not reason.strip():
        raise Refusal("Say why you take it back: whoever wrote them has to write others.", field="reason")
    held.revoked_at, held.revoked_by, held.revoked_because = at, by, reason.strip()
    held.save(update_fields=TAKEN_BACK)


def _in_order(words: OwnWords, beside: Iterable[OwnWords]) -> list[OwnWords]:
    """Each once, as they are locked."""
    return sorted({words, *beside}, key=lambda one: one.pk)


def _held_words(words: OwnWords) -> OwnWords:
    told = OwnWords.objects.select_related("deal__owner", "asked_by", "author", "decided_by", "revoked_by")
    return told.select_for_update(of=("self",)).get(pk=words.pk)


def _record_once(act: str, held: Sequence[OwnWords], by: User, at: datetime) -> None:
    record(act, on=held[0], deal=held[0].deal, by=by, at=at, place=held[0].block, count=len(held))


def _tell(kind: NoticeKind, held: Sequence[OwnWords], by: User, at: datetime) -> None:
    """Whoever waits for a file, and who writes others where these may not go; once, of however many."""
    deal = held[0].deal
    to = dict.fromkeys(person for one in held for person in (one.asked_by, one.writer))
    notify(kind, to=to, about=deal, deal=deal, by=by, at=at, number=deal.number)


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


def _enter(
    text: HouseText, number: int, name: str, said: Told, why: str, by: User, at: datetime, stops_because: str = ""
) -> TextEdition:
    if not (name.strip() and said.zh.strip() and said.en.strip()):
        raise Refusal("Write it in both languages, and give it a name: a document has one or the other.", field="en")
    words = {"name": name.strip(), "zh": said.zh.strip(), "en": said.en.strip()}
    reasons = {"why": why, "stops_because": stops_because}
    return TextEdition.objects.create(text=text, number=number, **words, **reasons, added_at=at, added_by=by)
