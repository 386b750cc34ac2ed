"""The journal's chain recomputed, and its ends as a small file that is kept where the database is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

HEADING = "Deal Desk: where the journal ends"
SIGNED = "signature: "

# In the order in which rows were written, so that the first one reported is the first one touched. A row's place in a
# timeline is no part of its hash; it follows from the stream, which is.
BROKEN = """
    SELECT id, stream, number, due_number, is_placed,
           hash = journal_hash(previous_hash, stream, number, at, by_id, act, object_type, object_id, facts) AS intact
      FROM (SELECT entry.*,
                   row_number() OVER follows AS due_number,
                   coalesce(lag(hash) OVER follows, '') AS due_previous_hash,
                   entry.stream = coalesce('deal:' || entry.deal_id, 'customer:' || entry.customer_id, 'desk')
                   AND (entry.deal_id IS NULL OR entry.customer_id = deal.customer_id) AS is_placed
              FROM stakeholders_journalentry entry LEFT JOIN stakeholders_deal deal ON deal.id = entry.deal_id
            WINDOW follows AS (PARTITION BY entry.stream ORDER BY entry.number)) rows
     WHERE number <> due_number OR previous_hash <> due_previous_hash OR is_placed IS NOT TRUE
        OR hash <> journal_hash(previous_hash, stream, number, at, by_id, act, object_type, object_id, facts)
     ORDER BY id LIMIT 1
"""
ENDS = """
    SELECT DISTINCT ON (stream) stream, number, hash FROM stakeholders_journalentry ORDER BY stream, number DESC
"""
THERE = "SELECT hash FROM stakeholders_journalentry WHERE stream = %s AND number = %s"
# What the account that asks could do to rows, were there no trigger.
CHANGES = "UPDATE, DELETE, TRUNCATE"


class NoAnchor(Exception):
    """The file is no anchor, or not as it was written."""


@dataclass(frozen=True, kw_only=True)
class End:
    """The last row of a stream; numbers run from 1 without a gap, so that it also says how many rows there are."""

    stream: str
    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """Where every stream ended at a moment."""

    at: datetime
    ends: tuple[End, ...]

    @property
    def rows(self) -> int:
        return sum(end.number for end in self.ends)

    @property
    def seal(self) -> str:
        """One hash of all ends: two equal ones are the same journal."""
        return sha256("".join(f"{end.stream}{end.number}{end.hash}" for end in self.ends).encode()).hexdigest()

    def text(self) -> str:
        lines = [HEADING, f"at: {self.at.isoformat()}", f"rows: {self.rows}", f"streams: {len(self.ends)}"]
        body = "\n".join([*lines, *(f"{end.stream} {end.number} {end.hash}" for end in self.ends)]) + "\n"
        return f"{body}{SIGNED}{_signature(body)}\n"


def anchored(text: str) -> Anchor:
    """Reads what `Anchor.text` wrote, under the same secret key."""
    body, marked, signature = text.replace("\r\n", "\n").rpartition(SIGNED)
    if not body.startswith(f"{HEADING}\n") or not marked:
        raise NoAnchor("This is no anchor of the journal.")
    if not constant_time_compare(signature.split("\n")[0].strip(), _signature(body)):
        raise NoAnchor("The anchor was changed since it was written, or written under another DEALDESK_SECRET_KEY.")
    _, at, _, _, *lines = body.splitlines()
    told = [line.rsplit(" ", 2) for line in lines]
    return Anchor(
        at=datetime.fromisoformat(at.removeprefix("at: ")),
        ends=tuple(End(stream=stream, number=int(number), hash=hash_) for stream, number, hash_ in told),
    )


def _signature(body: str) -> str:
    return salted_hmac("dealdesk.journal.anchor", body, algorithm="sha256").hexdigest()


def anchor(at: datetime) -> Anchor:
    found = _asked(ENDS)
    return Anchor(at=at, ends=tuple(End(stream=stream, number=number, hash=hash_) for stream, number, hash_ in found))


def first_broken() -> str:
    """What is wrong with the first row that does not fit; nothing where all do."""
    broken = _asked(BROKEN)
    return _said(*broken[0]) if broken else ""


def missed(by: Anchor) -> Iterator[str]:
    """Streams that do not hold what they held when the anchor was written."""
    now = {end.stream: end for end in anchor(by.at).ends}
    day = by.at.isoformat(timespec="minutes")
    for end in by.ends:
        last = now.get(end.stream)
        if last is None:
            yield f"{end.stream} is gone: it had {end.number} rows at {day}."
        elif last.number < end.number:
            yield f"{end.stream} ends at number {last.number}, and at {day} at {end.number}: its end is cut off."
        elif (end.hash,) not in _asked(THERE, end.stream, end.number):
            yield f"Number {end.number} of {end.stream} is not what it was at {day}: it, or one before, was rewritten."


def may_rewrite() -> bool:
    """Whether the account that asks holds a privilege with which rows are changed or removed."""
    ((may,),) = _asked("SELECT has_table_privilege('stakeholders_journalentry', %s)", CHANGES)
    return bool(may)


def _asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _said(pk: int, stream: str, number: int, due: int, placed: bool, intact: bool) -> str:
    row = f"Row {pk}, number {number} of {stream},"
    if not intact:
        return f"{row} was changed: its hash does not match what it says."
    if number != due:
        return f"{row} should be number {due}: a row before it is missing."
    if not placed:
        return f"{row} was moved to another deal or customer."
    return f"{row} does not follow the row before it."
