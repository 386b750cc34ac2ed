"""Texts of the house by place, one with what its editions changed, what documents choose from, and words that wait."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, gettext_noop

from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from quotes.domain.papers import (
    BINDING,
    OF_ONE_OFFER,
    Block,
    Composition,
    Passage,
    composition_from,
)
from quotes.domain.proposals import Language
from quotes.domain.texts import OWNERS, READERS, places_of
from quotes.models import HouseText, OwnWords, ProposalExport, ProposalLink, QuoteVersion, TextEdition
from quotes.models.proposals import made_with, typed_on
from quotes.models.reading import Readers, readers_of
from quotes.models.texts import OwnWordsQuerySet
from quotes.permissions import changes_word, visible_words, words_asked, words_to_read
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, visible_deals

# More than anybody reads on one page, or among other things.
MOST = 300
MOST_BESIDE = 8
MOST_EDITIONS = 50
LATELY = 30
OWN = gettext_noop("These are your own words: somebody else has to read them.")
OWN_DEAL = gettext_noop("This is your own deal: somebody else has to read its words.")
NOBODY = gettext_noop(
    "Nobody can read this for %(role)s: ask an administrator to open an account with that role. Until then every copy "
    "is a draft."
)
NOBODY_ABOVE = gettext_noop(
    "No manager stands above the deal who neither owns it nor wrote this: hand the deal over, or ask an administrator "
    "to name one. Until then every copy is a draft."
)


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """The newest edition of a text."""

    pk: int
    name: str
    zh: str
    en: str
    number: int
    added_by: str
    added_at: datetime
    retired_because: str


@dataclass(frozen=True, kw_only=True)
class PlaceRows:
    block: Block
    owner: Role
    binds: bool
    rows: tuple[TextRow, ...]


@dataclass(frozen=True, kw_only=True)
class TextsScreen:
    """`waiting` counts words of others that wait for this reader; None for those who read none."""

    places: tuple[PlaceRows, ...]
    may_write: bool
    waiting: int | None


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    """What it changed in either language; nothing for the first, and for one whose predecessor is not shown."""

    edition: TextEdition
    both: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, kw_only=True)
class TextScreen:
    text: HouseText
    last: TextEdition
    block: Block
    owner: Role
    binds: bool
    editions: tuple[EditionRow, ...]
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class WordsRow:
    """Words of somebody's own: where they stand, in whose deal, and what was said of them. A no that this reader may
    change is theirs to decide again; `why_not` says why what waits is not theirs, `nobody` that it is nobody's. `deal`
    only for those who may open it, and `version` where the words are of one offer in it."""

    words: OwnWords
    block: Block
    number: str
    # Somebody nearer to the deal is asked first.
    is_others: bool = False
    may_decide: bool = False
    may_take_back: bool = False
    why_not: str = ""
    nobody: str = ""
    deal: Deal | None = None
    version: QuoteVersion | None = None

    @property
    def is_of_one_offer(self) -> bool:
        return self.block in OF_ONE_OFFER


def texts_screen(user: User, asked: Mapping[str, str]) -> TextsScreen:
    """By place, in the order of a document; one statement, and one more for those who read words of others."""
    is_retired = "retired" in asked
    found = TextEdition.objects.newest().filter(text__retired_at__isnull=not is_retired)
    rows: dict[Block, list[TextRow]] = {}
    for edition in found.select_related("text", "added_by")[:MOST]:
        rows.setdefault(Block(edition.text.block), []).append(_row(edition))
    wanted = asked.get("block")
    return TextsScreen(
        places=tuple(
            PlaceRows(block=block, owner=owner, binds=block in BINDING, rows=tuple(rows[block]))
            for block, owner in OWNERS.items()
            if block in rows and block == (wanted or block)
        ),
        may_write=Act.EDIT_TEXTS.permits(user),
        waiting=words_waiting(user),
    )


def _row(edition: TextEdition) -> TextRow:
    return TextRow(
        pk=edition.text_id,
        name=edition.name,
        zh=edition.zh,
        en=edition.en,
        number=edition.number,
        added_by=edition.added_by.name,
        added_at=edition.added_at,
        retired_because=edition.text.retired_because,
    )


def text_screen(user: User, text: HouseText) -> TextScreen:
    """One statement."""
    editions = list(text.editions.select_related("added_by").order_by("-number")[:MOST_EDITIONS])
    block = Block(text.block)
    return TextScreen(
        text=text,
        last=editions[0],
        block=block,
        owner=OWNERS[block],
        binds=block in BINDING,
        editions=tuple(_editions(editions)),
        may_write=Act.EDIT_TEXTS.permits(user) and block in places_of(user.role) and text.retired_at is None,
    )


def _editions(editions: Sequence[TextEdition]) -> Iterator[EditionRow]:
    for after, before in pairwise([*editions, None]):
        if after is not None:
            both = (changes(before.zh, after.zh), changes(before.en, after.en)) if before else ()
            yield EditionRow(edition=after, both=both)


@dataclass(frozen=True)
class Reach:
    """What a stop of the editions there are would touch: files that could leave, and links that open."""

    files: int
    links: int


def reach_of(text: HouseText, today: date) -> Reach:
    """Three statements."""
    made = made_with(text)
    return Reach(len(made), ProposalLink.objects.open_on(today).filter(export__in=made).count())


def newest_text(text: HouseText) -> TextEdition:
    """What the next edition is written from."""
    return text.editions.order_by("-number")[0]


def choices_of_texts() -> Mapping[Block, Sequence[tuple[int, str]]]:
    """What a document can be put together from, by place: the newest edition of each that stands. One statement."""
    found: dict[Block, list[tuple[int, str]]] = {}
    for edition in TextEdition.objects.newest().filter(text__retired_at=None).select_related("text")[:MOST]:
        found.setdefault(Block(edition.text.block), []).append((edition.pk, edition.name))
    return found


def passages_of(composition: Composition, language: Language) -> tuple[Passage, ...]:
    """All texts of a document in its language, own ones and those of the house; a statement where there are such. A
    text that was retired, or written anew, is not told: whoever ordered it chooses again."""
    if not composition.house:
        return composition.texts
    chosen = [one.edition for one in composition.house]
    editions = {row.pk: row for row in TextEdition.objects.newest().filter(pk__in=chosen).select_related("text")}
    told = list(composition.texts)
    for one in composition.house:
        edition = editions.get(one.edition)
        if edition is None or edition.text.retired_at is not None:
            message = "A text of the house for “%(place)s” was changed or retired since: put it together anew."
            raise Refusal(message, place=label(one.block))
        told.append(Passage(one.block, edition.said.to(language)))
    return tuple(told)


@dataclass(frozen=True)
class WordsScreen:
    """What waits for this reader, the oldest first and what somebody nearer reads last, and what they said lately, the
    newest first."""

    waiting: tuple[WordsRow, ...]
    said: tuple[WordsRow, ...]


def words_waiting(user: User) -> int | None:
    """How many they ask first, in one statement; None for those who read none."""
    return words_asked(user).count() if Act.APPROVE_WORDS.permits(user) else None


def words_beside(user: User) -> tuple[WordsRow, ...]:
    """What asks this reader first, the oldest before, as it stands among other things that wait. One statement."""
    if not Act.APPROVE_WORDS.permits(user):
        return ()
    told = _opened(user, words_asked(user)).order_by("asked_at", "pk")
    return tuple(map(_words_row, told[:MOST_BESIDE]))


def words_screen(user: User) -> WordsScreen:
    """Two statements."""
    said = _opened(user, visible_words(user).filter(decided_by=user)).order_by("-decided_at")
    waiting = _opened(user, words_to_read(user).with_reader()).order_by("pk")[:MOST]
    rows = (_words_row(words, is_others=_is_others(user, words), may_decide=True) for words in waiting)
    return WordsScreen(tuple(sorted(rows, key=lambda row: row.is_others)), tuple(map(_words_row, said[:LATELY])))


def _opened(user: User, words: OwnWordsQuerySet) -> OwnWordsQuerySet:
    """With whether this person may open the deal they are in."""
    opens = Exists(visible_deals(user).filter(pk=OuterRef("deal")))
    return words.annotate(opens=opens).select_related("deal__customer")


def _opens(words: OwnWords) -> bool:
    return bool(vars(words).get("opens"))


def _is_others(user: User, words: OwnWords) -> bool:
    return words.reader_id not in {None, user.pk}


def _words_row(words: OwnWords, **told: Any) -> WordsRow:
    told = {"deal": words.deal if _opens(words) else None} | told
    return WordsRow(words=words, block=Block(words.block), number=words.deal.number, **told)


def words_row(user: User, words: OwnWords) -> WordsRow:
    """Read by its door; one statement, one more where somebody else has said something of them, and one where they are
    of one offer."""
    deal = visible_deals(user).select_related("customer").filter(pk=words.deal_id).first()
    why_not = OWN if words.author_id == user.pk else OWN_DEAL if words.deal.owner_id == user.pk else ""
    changes = not why_not and words.holds is not None and changes_word(user, words)
    return _words_row(
        words,
        may_decide=not why_not and (words.holds is None or (changes and words.holds is False)),
        may_take_back=changes and words.holds is True,
        why_not=gettext(why_not) if words.holds is None and why_not else "",
        deal=deal,
        version=_version_of(words) if deal else None,
    )


def _version_of(words: OwnWords) -> QuoteVersion | None:
    """The last offer that a file with them was ordered of, where they are of one."""
    if Block(words.block) not in OF_ONE_OFFER:
        return None
    ordered = ProposalExport.objects.filter(version__quote__deal=words.deal_id).select_related("version__quote")
    same = (
        row.version for row in ordered.order_by("-pk")[:MOST] if words.passage.key(row.content_hash) == words.sha256
    )
    return next(same, None)


def words_of(export: ProposalExport) -> tuple[WordsRow, ...]:
    """Words in a file that somebody was asked about, for whoever ordered it. One statement for what it says, one where
    it says any, and two where any of them waits."""
    texts = composition_from(export.composition).texts
    keys = [passage.key(export.content_hash) for passage in (*texts, *typed_on(export))]
    if not keys:
        return ()
    deal = export.version.quote.deal
    asked = OwnWords.objects.filter(deal=deal, sha256__in=keys).order_by("pk")
    rows = list(asked.select_related("deal__owner", "asked_by", "author", "decided_by", "revoked_by"))
    readers = readers_of(deal) if any(row.holds is None for row in rows) else None
    return tuple(_words_row(row, nobody=_nobody(row, readers)) for row in rows)


def _nobody(words: OwnWords, readers: Readers | None) -> str:
    """Why what waits there waits in vain."""
    block = Block(words.block)
    if words.holds is not None or readers is None or readers.of(block, words.author_id):
        return ""
    role = READERS[block]
    return gettext(NOBODY_ABOVE) if role is Role.MANAGER else gettext(NOBODY) % {"role": gettext(label(role))}
