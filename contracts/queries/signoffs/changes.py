"""What became of a contract since a role answered for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext

from contracts.domain.clauses.words import Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.signoffs import Apart, Beside
from contracts.models import Checklist, ChecklistItem, SignedClause
from contracts.queries.signoffs.beside import Line, lines_of
from dealdesk.kernel.changes import Piece, changes
from dealdesk.kernel.words import label
from stakeholders.domain.customers import Industry, Size


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """What a clause said when somebody signed, against now; a stance is None where nobody had judged it."""

    title: str
    is_new: bool
    is_gone: bool
    pieces: tuple[Piece, ...]
    before: Stance | None
    after: Stance | None
    figure_before: Decimal | None
    figure_after: Decimal | None
    is_other_text: bool


@dataclass(frozen=True)
class BesideChange:
    """What one of these said when somebody answered, against now; empty where it said nothing."""

    apart: Apart
    title: str
    before: str
    after: str


def basis_lines(made: Checklist) -> Iterator[Line]:
    """What a checklist stands on, in words: all that is hashed of it."""
    small = {True: "Yes", False: "No", None: "Not known yet"}[made.we_are_small]
    yield gettext("Offer"), f"{made.version.quote.number} {made.version}"
    yield gettext("Where users are"), " · ".join(gettext(Region(word).label) for word in made.regions)
    yield gettext("Who buys"), gettext(Buyer(made.buyer).label if made.buyer else "Not known yet")
    yield gettext("We are a small or medium enterprise"), gettext(small)
    yield gettext("Industry"), gettext(label(Industry(made.industry))) if made.industry else "—"
    yield gettext("Size"), gettext(label(Size(made.size))) if made.size else "—"


def basis_changed(before: Checklist, now: Checklist) -> Iterator[str]:
    """What the checklist stands on, in words, where that is other than it was."""
    if before.version.content_hash != now.version.content_hash:
        told = {"before": str(before.version), "after": str(now.version)}
        yield gettext("The offer: %(before)s → %(after)s") % told
    if sorted(before.regions) != sorted(now.regions):
        yield gettext("Where users are: %(regions)s") % {
            "regions": " · ".join(gettext(Region(word).label) for word in now.regions)
        }
    if before.buyer != now.buyer:
        word = Buyer(now.buyer).label if now.buyer else "Not known yet"
        yield gettext("Who buys: %(buyer)s") % {"buyer": gettext(word)}
    if before.we_are_small != now.we_are_small:
        yield gettext("Whether we are a small or medium enterprise")
    if (before.industry, before.size) != (now.industry, now.size):
        yield gettext("The customer's industry or size")


def clauses_changed(before: Sequence[SignedClause], now: Sequence[ChecklistItem]) -> Iterator[ClauseChange]:
    """In the order of the library, what was signed first."""
    was = {one.clause.clause_id: one for one in before}
    is_now = {one.clause.clause_id: one for one in now}
    for key in sorted(was.keys() | is_now.keys()):
        old, new = was.get(key), is_now.get(key)
        if old and new and _same(old, new):
            continue
        yield _change(old, new)


def _same(old: SignedClause, new: ChecklistItem) -> bool:
    return (old.clause_id, old.theirs, old.level, old.figure) == (new.clause_id, new.theirs, new.level, new.figure)


def _change(old: SignedClause | None, new: ChecklistItem | None) -> ClauseChange:
    text = new.clause if new else old.clause  # type: ignore[union-attr] # one of the two is there
    before, after = old.theirs if old else "", new.theirs if new else ""
    return ClauseChange(
        title=text.title.to(tongue()),
        is_new=old is None,
        is_gone=new is None,
        pieces=changes(before, after) if before != after else (),
        before=stance_of(old.level if old else None),
        after=stance_of(new.level if new else None),
        figure_before=old.figure if old else None,
        figure_after=new.figure if new else None,
        is_other_text=old is not None and new is not None and old.clause_id != new.clause_id,
    )


def beside_changed(before: Beside, now: Beside, currency: str) -> Iterator[BesideChange]:
    """A line each of what is said otherwise than it was beside the clauses."""
    for apart in Apart:
        was, now_is = (dict(lines_of(apart, one, currency)) for one in (before, now))
        for title in dict.fromkeys((*was, *now_is)):
            if was.get(title) != now_is.get(title):
                yield BesideChange(apart, title, was.get(title, ""), now_is.get(title, ""))


def stance_of(level: int | None) -> Stance | None:
    return None if level is None else tuple(Stance)[level]


def tongue() -> str:
    return get_language() or "zh"
