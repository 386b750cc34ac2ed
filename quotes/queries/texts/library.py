"""Texts of the house by place, one with what its editions changed, and what documents choose from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from django.db.models import OuterRef, Subquery

from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from quotes.domain.papers import BINDING, Block, Chosen, Composition, Passage, composition_from, printed
from quotes.domain.proposals import Kind, Language
from quotes.domain.texts import OWNERS, places_of
from quotes.models import HouseText, ProposalExport, ProposalLink, TextEdition
from quotes.models.proposals import made_with
from quotes.queries.texts.words import words_waiting
from stakeholders.domain.people import Role
from stakeholders.models import User
from stakeholders.permissions import Act

# More than anybody reads on one page.
MOST = 300
MOST_EDITIONS = 50


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
            message = "A standard text for “%(place)s” was changed or retired since: compose the document again."
            raise Refusal(message, place=label(one.block))
        told.append(Passage(one.block, edition.said.to(language)))
    return tuple(told)


def with_newest(composition: Composition) -> Composition:
    """The same with the newest edition of each text of the house that stands. A statement where any was chosen."""
    chosen = [one.edition for one in composition.house]
    if not chosen:
        return composition
    newest = TextEdition.objects.newest().filter(text__retired_at=None, text__editions__in=chosen)
    now = dict(newest.values_list("text__editions", "pk"))
    house = (Chosen(one.block, now[one.edition]) for one in composition.house if one.edition in now)
    return replace(composition, house=tuple(house))


@dataclass(frozen=True)
class Gone:
    """An edition that a file was made with and that leaves no more, and why: a later one stops it, or its text was
    retired."""

    block: Block
    name: str
    because: str


def gone_from(export: ProposalExport) -> tuple[Gone, ...]:
    """In the order of the document's places. A statement where texts of the house were chosen."""
    composition = composition_from(export.composition)
    places = printed(Kind(export.kind), composition)
    chosen = {one.edition: one.block for one in composition.house if one.block in places}
    if not chosen:
        return ()
    later = TextEdition.objects.filter(text=OuterRef("text"), number__gt=OuterRef("number")).exclude(stops_because="")
    stops = Subquery(later.order_by("-number").values("stops_because")[:1])
    editions = TextEdition.objects.filter(pk__in=chosen).select_related("text").annotate(stopped_because=stops)
    told = ((one, vars(one)["stopped_because"] or one.text.retired_because) for one in editions.order_by("pk"))
    return tuple(Gone(chosen[one.pk], one.name, because) for one, because in told if because)
