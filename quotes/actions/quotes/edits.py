"""Saving a draft so that a change can be taken back, by whoever made it, while it is still as they left it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from django.db import models, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.quotes.stored import (
    STALE,
    Terms,
    arranged,
    editable,
    not_past,
    put_totals,
    save_draft,
    set_terms,
)
from quotes.domain.order import moved, put_back
from quotes.models import DraftEdit, QuoteLine, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import User

type Columns = Mapping[str, Any]
# Each line's columns as they were stored, by id.
type Stored = Mapping[int, Columns]

# They follow from the others, and are computed anew whichever way a change goes.
DERIVED = frozenset({"net_total", "tax_total", "gross_total"})
CHARGED = frozenset({"list_price"})
PLACE = {"position"}
# So many different pushes are written by themselves; more are cheaper in one statement.
FEW = 3
BEFORE, AFTER = 0, 1


def stored(lines: Sequence[QuoteLine]) -> Stored:
    return {line.pk: line.stored() for line in lines}


def save_lines(
    version: QuoteVersion,
    lines: Sequence[QuoteLine],
    before: Stored,
    *,
    act: str,
    by: User,
    at: datetime,
    old_terms: Columns | None = None,
    keep: bool = True,
    **facts: Any,
) -> QuoteVersion:
    """Writes a draft's lines, terms and totals, and the journal row; a line that is in `before` alone is removed.

    What differs from `before` and `old_terms` is kept as one edit, for its author to undo.
    """
    ordered = arranged(lines)
    put_totals(version, ordered)
    save_draft(version, at)
    structural = write_lines(version, ordered, before)
    if keep:
        _remember(version, ordered, before, old_terms or {}, act=act, by=by, at=at)
    record(
        act,
        on=version,
        by=by,
        at=at,
        deal=version.quote.deal,
        number=version.quote.number,
        version=version.mark,
        lines=len(ordered),
        total=str(version.gross_total),
        currency=version.currency,
        **facts,
    )
    if structural:
        version.refresh_from_db(fields=["lines"])
    return version


def write_lines(version: QuoteVersion, lines: Sequence[QuoteLine], before: Stored) -> bool:
    """Deletes, updates and inserts what differs from `before`; says whether a line came, went or moved."""
    there = {line.pk for line in lines}
    new = [line for line in lines if line.pk not in before]
    gone = [pk for pk in before if pk not in there]
    if gone:
        QuoteLine.objects.filter(version=version, pk__in=gone).delete()
    changed = {line: _differing(before[line.pk], line.stored()) for line in lines if line.pk in before}
    pushed = {line: line.position - before[line.pk]["position"] for line, names in changed.items() if names == PLACE}
    if len(set(pushed.values())) <= FEW:
        _push(pushed)
        changed = {line: names for line, names in changed.items() if line not in pushed}
    fields = sorted({name for names in changed.values() for name in names})
    if fields:
        QuoteLine.objects.bulk_update([line for line, names in changed.items() if names], fields)
    QuoteLine.objects.bulk_create(new)
    return bool(new or gone or pushed or "position" in fields)


def _push(pushed: Mapping[QuoteLine, int]) -> None:
    """Lines that others only pushed along go by so many places at once; positions are checked when all is written."""
    for by in sorted(set(pushed.values())):
        along = [line.pk for line, places in pushed.items() if places == by]
        QuoteLine.objects.filter(pk__in=along).update(position=models.F("position") + by)


@transaction.atomic
def undo(*, version: QuoteVersion, edition: int, by: User, at: datetime) -> QuoteVersion:
    """Takes back this person's latest change to the draft; refuses where somebody has been at the same cells since."""
    lines = editable(version, edition)
    edit = version.edits.in_hand(by)[0]
    if edit is None:
        raise Refusal("There is nothing of yours to undo in this draft.")
    _turn(version, lines, edit, AFTER, BEFORE, act="undo_edit", by=by, at=at)
    edit.undone_at, edit.undone_by, edit.turned = at, by, version.edition
    edit.save(update_fields=["undone_at", "undone_by", "turned"])
    return version


@transaction.atomic
def redo(*, version: QuoteVersion, edition: int, by: User, at: datetime) -> QuoteVersion:
    """Makes what this person undid last again, under the same condition."""
    lines = editable(version, edition)
    edit = version.edits.in_hand(by)[1]
    if edit is None:
        raise Refusal("There is nothing of yours to redo in this draft.")
    _turn(version, lines, edit, BEFORE, AFTER, act="redo_edit", by=by, at=at)
    edit.undone_at, edit.undone_by, edit.turned = None, None, version.edition
    edit.save(update_fields=["undone_at", "undone_by", "turned"])
    return version


def _remember(
    version: QuoteVersion,
    lines: Sequence[QuoteLine],
    before: Stored,
    old_terms: Columns,
    *,
    act: str,
    by: User,
    at: datetime,
) -> None:
    changed = _changes(lines, before)
    terms = {name: [old, new] for name, old in old_terms.items() if (new := getattr(version, name)) != old}
    if not changed and not terms:
        return
    DraftEdit.objects.create(
        version=version,
        edition=version.edition,
        act=act,
        lines=changed,
        terms=terms,
        made_at=at,
        made_by=by,
    )


def _changes(lines: Sequence[QuoteLine], before: Stored) -> dict[int, list[Columns | None]]:
    """By line, its columns before and after; a place in the order only of lines that were moved past others."""
    places = [pk for pk, _ in sorted(before.items(), key=lambda one: one[1]["position"])]
    shifted = {"position"} | DERIVED
    walked = moved(places, [line.pk for line in lines])
    found: dict[int, list[Columns | None]] = {}
    for line in lines:
        now, was = line.stored(), before.get(line.pk)
        if was is None:
            found[line.pk] = [None, _without(now, DERIVED)]
        elif names := _differing(was, now) - _derived(was, now) - (DERIVED if line.pk in walked else shifted):
            found[line.pk] = [{name: was[name] for name in names}, {name: now[name] for name in names}]
    there = {line.pk for line in lines}
    return found | {pk: [_without(was, DERIVED), None] for pk, was in before.items() if pk not in there}


def _turn(
    version: QuoteVersion,
    lines: Sequence[QuoteLine],
    edit: DraftEdit,
    now: int,
    then: int,
    *,
    act: str,
    by: User,
    at: datetime,
) -> None:
    """From one side of an edit to the other; both people's work stays where the two touched different cells."""
    was = stored(lines)
    by_key = {str(line.pk): line for line in lines}
    try:
        _check_untouched(version, by_key, edit, now, then)
    except Refusal:
        # The lines and the edit were read one after the other: somebody may have saved in between.
        if not QuoteVersion.objects.filter(pk=version.pk, edition=version.edition).exists():
            raise StaleRefusal(STALE, field="edition") from None
        raise
    old_terms = {name: getattr(version, name) for name in edit.terms}
    left = _lines_after(version, by_key, edit.lines, then)
    set_terms(version, _terms(edit, then))
    not_past(version, at)
    save_lines(version, left, was, act=act, by=by, at=at, old_terms=old_terms, keep=False, of=edit.act)


def _check_untouched(
    version: QuoteVersion, lines: Mapping[str, QuoteLine], edit: DraftEdit, now: int, then: int
) -> None:
    for key, sides in edit.lines.items():
        _check_line(lines.get(key), sides[now], sides[then])
    for name, values in edit.terms.items():
        if getattr(version, name) != _value(QuoteVersion, name, values[now]):
            raise Refusal("The terms have been changed since: change them by hand.")


def _check_line(line: QuoteLine | None, now: Columns | None, then: Columns | None) -> None:
    if line is None and now is None:
        return
    if line is None or now is None:
        what = line.description if line else (then or now or {}).get("description", "")
        raise Refusal("“%(what)s” has been added or removed since: it cannot be taken back.", what=what)
    # A line that came along stands wherever others have pushed it; only a line that was moved must still be there.
    names = set(now) - ({"position"} if then is None else set()) - (CHARGED if line.charge is not None else set())
    if any(getattr(line, name) != _value(QuoteLine, name, now[name]) for name in names):
        raise Refusal("“%(what)s” has been changed since: change it by hand.", what=line.description)


def _lines_after(
    version: QuoteVersion, lines: Mapping[str, QuoteLine], changes: Mapping[str, Sequence[Columns | None]], then: int
) -> list[QuoteLine]:
    left, places = dict(lines), dict[int, QuoteLine]()
    for key, sides in changes.items():
        wanted = sides[then]
        line = left.pop(key, None)
        if wanted is None:
            continue
        values = {name: _value(QuoteLine, name, value) for name, value in wanted.items()}
        if line is None:
            line = QuoteLine(version=version)
        for name, value in values.items():
            setattr(line, name, value)
        if "position" in values:
            places[line.position] = line
        else:
            left[key] = line
    return put_back(sorted(left.values(), key=lambda line: line.position), places)


def _terms(edit: DraftEdit, side: int) -> Terms:
    return cast("Terms", {name: _value(QuoteVersion, name, values[side]) for name, values in edit.terms.items()})


def _derived(was: Columns, now: Columns) -> frozenset[str]:
    """Under a price model the list price follows from the quantities too, those of other lines included."""
    return DERIVED | CHARGED if was["charge"] is not None and now["charge"] is not None else DERIVED


def _differing(was: Columns, now: Columns) -> set[str]:
    return {name for name, value in now.items() if was[name] != value}


def _without(columns: Columns, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if name not in names}


def _value(model: type[models.Model], column: str, written: Any) -> Any:
    """A column's value as it was before it was written down as JSON."""
    return None if written is None else _fields(model)[column].to_python(written)


@cache
def _fields(model: type[models.Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}
