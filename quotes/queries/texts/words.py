"""Words of one customer's documents that somebody reads first: what waits for whom, one of them, and a file's."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, OuterRef, When
from django.utils.translation import gettext, gettext_noop

from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.words import label
from quotes.domain.lifecycle import EXPORTABLE, VersionState
from quotes.domain.papers import OF_ONE_OFFER, Block, Passage, as_read, composition_from
from quotes.domain.proposals import Language
from quotes.domain.texts import READERS
from quotes.models import OwnWords, ProposalExport
from quotes.models.proposals import says, typed_by, typed_on
from quotes.models.reading import Readers, readers_of, typed_of
from quotes.models.texts import OwnWordsQuerySet
from quotes.permissions import changes_word, visible_words, words_asked, words_to_read
from quotes.queries.texts.standard import Standard, share, standard_for
from stakeholders.domain.people import Role
from stakeholders.models import Deal, User
from stakeholders.permissions import Act, visible_deals

# More than anybody reads on one page, or among other things; and files among which one with them is looked for.
MOST = 300
MOST_BESIDE = 8
LATELY = 30
MOST_FILES = 100
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
class WordsRow:
    """Words of somebody's own: where they stand, in whose deal, and what was said of them. A no that this reader may
    change is theirs to decide again; `why_not` says why what waits is not theirs, `nobody` that it is nobody's. `deal`
    only for those who may open it."""

    words: OwnWords
    block: Block
    number: str
    # Somebody nearer to the deal is asked first.
    is_others: bool = False
    may_decide: bool = False
    may_take_back: bool = False
    why_not: str = ""
    nobody: str = ""
    # Of English words: how many of a deal stand in one table.
    many: int = 1
    deal: Deal | None = None

    @property
    def said(self) -> str:
        """Without the bars between the parts of a row, and English words on one line."""
        told = as_read(self.words.text)
        return told.replace("\n", " · ") if self.block is Block.ENGLISH else told

    @property
    def sought(self) -> str:
        """What of it stands on paper."""
        return self.words.pair[1] if self.block is Block.ENGLISH else self.words.text

    @property
    def is_of_one_offer(self) -> bool:
        return self.block in OF_ONE_OFFER


@dataclass(frozen=True)
class WordsScreen:
    """What waits for this reader, the oldest first and what somebody nearer reads last, and what they said lately, the
    newest first."""

    waiting: tuple[WordsRow, ...]
    said: tuple[WordsRow, ...]


def words_waiting(user: User) -> int | None:
    """How many they ask first, the English words of a deal as one, in one statement; None for those who read none."""
    return words_asked(user).by_sheet().count() if Act.APPROVE_WORDS.permits(user) else None


@dataclass(frozen=True)
class WordsBeside:
    """The first of them as they stand among other things that wait, the oldest before, and how many there are."""

    rows: tuple[WordsRow, ...] = ()
    in_all: int = 0

    @property
    def more(self) -> int:
        return self.in_all - len(self.rows)


def words_beside(user: User) -> WordsBeside:
    """One statement, and another where there are more than are shown."""
    if not Act.APPROVE_WORDS.permits(user):
        return WordsBeside()
    told = _opened(user, words_asked(user).by_sheet()).order_by("asked_at", "pk")
    rows = tuple(map(_words_row, told[:MOST_BESIDE]))
    return WordsBeside(rows, len(rows) if len(rows) < MOST_BESIDE else words_waiting(user) or 0)


def words_screen(user: User) -> WordsScreen:
    """Two statements."""
    said = _opened(user, visible_words(user).filter(decided_by=user).by_sheet()).order_by("-decided_at")
    waiting = _opened(user, words_to_read(user).with_reader().by_sheet()).order_by("pk")[:MOST]
    rows = (_words_row(words, is_others=_is_others(user, words), may_decide=True) for words in waiting)
    return WordsScreen(tuple(sorted(rows, key=lambda row: row.is_others)), tuple(map(_words_row, said[:LATELY])))


def next_words(user: User, deal: int) -> OwnWords | None:
    """Of what asks this reader first what else is of this deal, then the longest wait. One statement."""
    elsewhere = Case(When(deal=deal, then=0), default=1)
    return words_asked(user).order_by(elsewhere, "asked_at", "pk").first()


def _opened(user: User, words: OwnWordsQuerySet) -> OwnWordsQuerySet:
    """With whether this person may open the deal they are in."""
    opens = Exists(visible_deals(user).filter(pk=OuterRef("deal")))
    return words.annotate(opens=opens).select_related("deal__customer")


def _opens(words: OwnWords) -> bool:
    return bool(vars(words).get("opens"))


def _is_others(user: User, words: OwnWords) -> bool:
    return words.reader_id not in {None, user.pk}


def _words_row(words: OwnWords, **told: Any) -> WordsRow:
    told = {"deal": words.deal if _opens(words) else None, "many": vars(words).get("many", 1)} | told
    return WordsRow(words=words, block=Block(words.block), number=words.deal.number, **told)


@dataclass(frozen=True, kw_only=True)
class WordsPage:
    """What their reader decides on, whether or not they may open the deal. `export` is the last file that was ordered
    with them, and `total` what its offer comes to; `since`, `today` and `standard` say where they differ from what was
    approved in their place last, from what the deal says by now, and from the house's own text."""

    row: WordsRow
    # The English words of the deal that are read with these, of which the same was said; they among them.
    table: tuple[OwnWords, ...] = ()
    export: ProposalExport | None = None
    before: OwnWords | None = None
    since: tuple[Piece, ...] = ()
    today: tuple[Piece, ...] = ()
    standard: Standard | None = None
    # A promise may be a multiple of it.
    total: Decimal | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the place in the document can be looked at."""
        return self.export is not None and VersionState(self.export.version.state) in EXPORTABLE


def words_page(user: User, words: OwnWords) -> WordsPage:
    """Read by its door; one statement each for who opens the deal, for the file, for what was approved before and for
    the house's text or the table, one more where somebody else has said something of them, and one for what the deal
    says by now."""
    deal = visible_deals(user).select_related("customer").filter(pk=words.deal_id).first()
    why_not = OWN if words.author_id == user.pk else OWN_DEAL if words.deal.owner_id == user.pk else ""
    changes_it = not why_not and words.holds is not None and changes_word(user, words)
    row = _words_row(
        words,
        may_decide=not why_not and (words.holds is None or (changes_it and words.holds is False)),
        may_take_back=changes_it and words.holds is True,
        why_not=gettext(why_not) if words.holds is None and why_not else "",
        deal=deal,
    )
    return WordsPage(row=row, **_beside(user, words))


def _beside(user: User, words: OwnWords) -> dict[str, Any]:
    is_english = words.block == Block.ENGLISH
    export, before = _ordered_with(words), None if is_english else _approved_before(words)
    since = changes(as_read(before.text), as_read(words.text)) if before else ()
    is_alike = share(since) > 1 / 2
    sees_total = export is not None and Act.SEE_QUOTE.permits(user)
    return {
        "table": _table(user, words) if is_english else (),
        "export": export,
        "total": export.version.gross_total if export and sees_total else None,
        "before": before if is_alike else None,
        "since": since if is_alike else (),
        "today": _today(words, export) if export else (),
        "standard": standard_for(words, _language(words, export)),
    }


def _language(words: OwnWords, export: ProposalExport | None) -> Language:
    """Of the file; of words that are in none any more, what their letters say."""
    if export is not None:
        return Language(export.language)
    return Language.ENGLISH if words.text.isascii() else Language.CHINESE


def _table(user: User, words: OwnWords) -> tuple[OwnWords, ...]:
    """In the order of the paper. Of what waits none that this reader wrote: somebody else has those in a table."""
    same = {"is_approved": words.is_approved, "decided_at": words.decided_at, "revoked_at": words.revoked_at}
    beside = visible_words(user).filter(deal=words.deal_id, block=Block.ENGLISH, **same)
    others = beside if words.is_approved is not None or words.author_id == user.pk else beside.exclude(author=user)
    return tuple(others.order_by("pk"))


def _ordered_with(words: OwnWords) -> ProposalExport | None:
    told = ProposalExport.objects.filter(version__quote__deal=words.deal_id).annotate(**says())
    rows = told.select_related("version__quote__deal").order_by("-pk")[:MOST_FILES]
    return next((row for row in rows if words.sha256 in {one.key(row.content_hash) for one in _passages(row)}), None)


def _passages(export: ProposalExport) -> tuple[Passage, ...]:
    """Of a row with what its file says."""
    return (*composition_from(export.composition).texts, *typed_by(export))


def _approved_before(words: OwnWords) -> OwnWords | None:
    same = OwnWords.objects.filter(deal=words.deal_id, block=words.block, is_approved=True, revoked_at=None)
    return same.filter(pk__lt=words.pk).order_by("-decided_at", "-pk").first()


def _today(words: OwnWords, export: ProposalExport) -> tuple[Piece, ...]:
    """Of what is typed in the deal: what it says instead; nothing where it says the same."""
    if words.sha256 not in {one.key(export.content_hash) for one in typed_by(export)}:
        return ()
    now = next((one.text for one in typed_of(export.version) if one.block == words.block), None)
    return () if now is None or now == words.text else changes(as_read(words.text), as_read(now))


def words_of(export: ProposalExport) -> tuple[WordsRow, ...]:
    """Words in a file that somebody was asked about, for whoever ordered it; of English words of which the same was
    said the first. One statement for what it says, one where it says any, and two where any of them waits."""
    texts = composition_from(export.composition).texts
    keys = [passage.key(export.content_hash) for passage in (*texts, *typed_on(export))]
    if not keys:
        return ()
    deal = export.version.quote.deal
    asked = OwnWords.objects.filter(deal=deal, sha256__in=keys).order_by("pk")
    rows = list(asked.select_related("deal__owner", "asked_by", "author", "decided_by", "revoked_by"))
    readers = readers_of(deal) if any(row.holds is None for row in rows) else None
    told: dict[Any, WordsRow] = {}
    for row in rows:
        nobody = _nobody(row, readers)
        alike = (row.said_at, row.holds, nobody) if row.block == Block.ENGLISH else row.pk
        first = told.get(alike)
        told[alike] = replace(first, many=first.many + 1) if first else _words_row(row, nobody=nobody)
    return tuple(told.values())


def _nobody(words: OwnWords, readers: Readers | None) -> str:
    """Why what waits there waits in vain."""
    block = Block(words.block)
    if words.holds is not None or readers is None or readers.of(block, words.author_id):
        return ""
    role = READERS[block]
    return gettext(NOBODY_ABOVE) if role is Role.MANAGER else gettext(NOBODY) % {"role": gettext(label(role))}
