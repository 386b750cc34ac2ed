"""The shape of a draft: lines duplicated and moved."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.edits import save_lines, stored
from quotes.actions.quotes.stored import editable
from quotes.actions.quotes.versions import copied
from quotes.domain.order import put_at, stepped
from quotes.models import QuoteVersion
from stakeholders.models import User


@transaction.atomic
def duplicate_lines(
    *, version: QuoteVersion, edition: int, lines: Collection[int], by: User, at: datetime
) -> QuoteVersion:
    """Each of the lines once more, right below itself."""
    kept = editable(version, edition)
    before = stored(kept)
    found = [twin for line in kept for twin in ([line, copied(line, version)] if line.pk in lines else [line])]
    if len(found) == len(kept):
        raise Refusal("This line is not there any more.", field="lines")
    return save_lines(version, found, before, act="duplicate_lines", by=by, at=at)


@transaction.atomic
def move_line(
    *, version: QuoteVersion, edition: int, line: int, by: User, at: datetime, step: int = 0, place: int = 0
) -> QuoteVersion:
    """One `step` up (−1) or down (+1), or to a `place` counted from 1; a line that crosses into a group joins it."""
    kept = editable(version, edition)
    before = stored(kept)
    order = [(one.pk, one.group) for one in kept]
    wanted = stepped(order, line, step) if step else put_at(order, line, place)
    rows = {one.pk: one for one in kept}
    for pk, group in wanted:
        rows[pk].group = group
    return save_lines(version, [rows[pk] for pk, _ in wanted], before, act="move_line", by=by, at=at)
