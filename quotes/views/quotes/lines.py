"""A draft's grid: cells saved as they are left, a block put down, and lines moved, copied, removed, brought back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.guards import guard
from dealdesk.web.refusals import sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, wants_part
from quotes.actions.quotes import STALE, change_lines, duplicate_lines, move_line, paste_lines, redo, undo
from quotes.domain.order import Standing, shift
from quotes.forms.quotes import BlockForm, Grid
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.queries.quotes import gone_since, happened_since, items_of, lines_of
from quotes.views.quotes.screen import Trouble, version_page

type Told = dict[str, Any]


called = attrgetter(
    "pk", "group", "description", "unit", "role", "columns", "charge", "discounts", "markup", "other_taxes"
)


@dataclass(frozen=True)
class Looks:
    """What the grid shows besides figures: its columns, how each line is called, and the order they stand in."""

    columns: tuple[object, ...]
    lines: Mapping[int, object]
    order: Sequence[Standing]

    def is_of(self, other: "Looks") -> bool:
        """The same but for the order."""
        return (self.columns, self.lines) == (other.columns, other.lines)


@dataclass(frozen=True)
class Asked:
    """What a button asks for, the line that is chosen, and a place by number; 0 where none is given."""

    deed: str
    line: int
    place: int


# What the buttons above the grid do to the chosen line, or to one's own last change.
DEEDS: Mapping[str, Callable[[Asked, Told], QuoteVersion]] = {
    "up": lambda asked, told: move_line(line=asked.line, step=-1, **told),
    "down": lambda asked, told: move_line(line=asked.line, step=1, **told),
    "place": lambda asked, told: move_line(line=asked.line, place=asked.place, **told),
    "copy": lambda asked, told: duplicate_lines(lines=[asked.line], **told),
    "remove": lambda asked, told: change_lines(changes={}, gone=[asked.line], **told),
    "undo": lambda _, told: undo(**told),
    "redo": lambda _, told: redo(**told),
}
INSERT = "insert"
TURNS = frozenset({"undo", "redo"})
MOVES = frozenset({"up", "down", "place"})
OF_A_LINE = DEEDS.keys() - TURNS | {INSERT}


def edition_of(request: UserRequest) -> int:
    """The edition the reader saw; what is no number is no edition there ever was."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def lines(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """Saves the cells that were sent, all of them or one row's, and then does what the button says.

    Where others saved meanwhile, and were at no cell that was typed into, both people's work stays.
    """
    grid = _grid(request, version)
    before, looked = outcome(version), looks(version)
    changes = grid.changes()
    if grid.errors:
        return again(request, version)
    asked = _asked(request)
    beside_others = grid.apart and not asked.deed and 0 < edition_of(request) < version.edition
    try:
        if grid.homeless():
            raise StaleRefusal(STALE, field="edition")
        _save(request, version, changes, asked, version.edition if beside_others else edition_of(request))
    except Refusal as refusal:
        return again(request, version, refusal)
    if asked.deed == INSERT:
        return go(request, f"{reverse('quotes:line_add', args=[version.pk])}?after={asked.line}")
    if not wants_part(request):
        return go(request, "quotes:version", version=version.pk)
    if beside_others:
        return _whole_grid(version_page(request, version, line=_one(grid), part="reshaped"))
    if asked.deed in TURNS | MOVES and (answer := _in_place(request, version, asked, before, looked)):
        return answer
    if asked.deed or any("group" in values for values in changes.values()):
        return version_page(request, version, line=asked.line, part="reshaped")
    touched = changed_since(version, before) | grid.mentioned()
    return version_page(
        request, version, grid=grid.saved(lines_of(version)), touched=touched, line=_one(grid), part="changed"
    )


def _in_place(
    request: UserRequest, version: QuoteVersion, asked: Asked, before: Mapping[int, tuple[Decimal, ...]], looked: Looks
) -> HttpResponse | None:
    """Where figures alone changed, the rows that did are the answer; where one stretch of lines stands in another
    order and comes to the same, its order and its numbers. None where the grid looks otherwise too."""
    now = looks(version)
    if not now.is_of(looked):
        return None
    touched, stretch = changed_since(version, before), shift(looked.order, now.order)
    if now == looked:
        answer = version_page(request, version, touched=touched, line=asked.line, part="changed")
    elif stretch and not touched:
        answer = version_page(
            request, version, touched=renumbered(looked, now), line=asked.line, stretch=stretch, part="moved"
        )
    else:
        return None
    answer["HX-Reswap"] = "none"
    return answer


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def lines_block(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """A block of cells put down at one cell: all of it, or a list of what is wrong with it."""
    rows = lines_of(version)
    items = items_of(version.price_book)
    form = BlockForm(request.POST, lines=rows, items=items, terms=version.terms(rows))
    if not form.is_valid():
        problem = " ".join(str(words) for errors in form.errors.values() for words in errors)
        trouble = Trouble(words=problem, wrong=form.wrong)
        answer = version_page(request, version, trouble=trouble, status=422, part="problems")
        answer["HX-Reswap"] = "none"
        return answer
    try:
        paste_lines(changes=form.changes, lines=form.lines, **_told(request, version))
    except Refusal as refusal:
        return again(request, version, refusal)
    if wants_part(request):
        return version_page(request, version, line=form.cleaned_data["line"], part="reshaped")
    return go(request, "quotes:version", version=version.pk)


def outcome(version: QuoteVersion) -> dict[int, tuple[Decimal, ...]]:
    """What each line comes to and is counted from: where it is the same as before, its row on the screen is too."""
    return {
        line.pk: (line.discount, line.quantity, line.list_price, line.vat_rate, line.net_total, line.gross_total)
        for line in lines_of(version)
    }


def changed_since(version: QuoteVersion, before: Mapping[int, tuple[Decimal, ...]]) -> set[int]:
    """Lines whose outcome is another than it was."""
    return {pk for pk, results in outcome(version).items() if results != before[pk]}


def looks(version: QuoteVersion) -> Looks:
    lines = {line.pk: called(line) for line in lines_of(version)}
    return Looks((version.form, version.header() is not None), lines, [(pk, line[1]) for pk, line in lines.items()])


def renumbered(before: Looks, after: Looks) -> set[int]:
    """Lines that have another number than they had."""
    return {one for (was, _), (one, _) in zip(before.order, after.order, strict=True) if was != one}


def again(request: UserRequest, version: QuoteVersion, refusal: Refusal | None = None) -> HttpResponse:
    """The page as it is stored now, with what was typed still in its cells and the reason beside them.

    After somebody else's save: with everything that happened meanwhile, and what was typed into lines that are gone.
    """
    stored = version_for(request.user, version=version.pk)
    grid = _grid(request, stored)
    grid.changes()
    stale = isinstance(refusal, StaleRefusal)
    problem = sentence(refusal) if stale and refusal else grid.refuse(refusal) if refusal else grid.unnamed()
    response = version_page(
        request,
        stored,
        grid=grid,
        beside=stale,
        touched=grid.mentioned(),
        trouble=Trouble(
            words=problem,
            happened=happened_since(request.user, stored, edition_of(request)) if stale else (),
            lost=_lost(stored, grid) if stale else (),
        ),
        status=422,
        part="reshaped" if stale else "wrong",
    )
    if not wants_part(request):
        return response
    if stale:
        return _whole_grid(response)
    # A button asks for the whole grid, and this brings words alone: what stands there stays.
    response["HX-Reswap"] = "none"
    return response


def _whole_grid(answer: HttpResponse) -> HttpResponse:
    """Others have been at it: one row is not enough."""
    answer["HX-Retarget"], answer["HX-Reswap"] = "#grid", "outerHTML"
    return answer


def _save(request: UserRequest, version: QuoteVersion, changes: Mapping[int, Any], asked: Asked, edition: int) -> None:
    """Cells first, in an edition of their own; the deed is done to what they left."""
    told = _told(request, version) | {"edition": edition}
    if changes:
        change_lines(changes=changes, **told)
        told["edition"] = version.edition
    if asked.deed in OF_A_LINE and not asked.line:
        raise Refusal("Choose a line first: by a cell in it, or by its number.")
    if asked.deed in DEEDS:
        DEEDS[asked.deed](asked, told)


def _told(request: UserRequest, version: QuoteVersion) -> Told:
    return {"version": version, "edition": edition_of(request), "by": request.user, "at": timezone.now()}


def _grid(request: UserRequest, version: QuoteVersion) -> Grid:
    rows = lines_of(version)
    return Grid(rows, request.POST, currency=version.currency, terms=lambda: version.terms(rows))


def _asked(request: UserRequest) -> Asked:
    """From the button; a line's own button names it beside what it does."""
    deed, _, line = request.POST.get("do", "").partition(":")
    return Asked(deed, _number(line or request.POST.get("at", "")), _number(request.POST.get("place", "")))


def _number(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) < 19 else 0


def _one(grid: Grid) -> int | None:
    """The line whose row was sent alone."""
    mentioned = grid.mentioned()
    return next(iter(mentioned)) if len(mentioned) == 1 else None


def _lost(stored: QuoteVersion, grid: Grid) -> tuple[tuple[str, str], ...]:
    """What was typed into lines that are not there any more, by what they were called."""
    typed = grid.homeless()
    names = gone_since(stored, typed)
    return tuple((names.get(key, "—"), " · ".join(values)) for key, values in typed.items())
