"""Attacks on the journal by somebody who may do anything to the database: each changes what the journal says."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection

from stakeholders.models import JournalEntry

CONTENT = ("at", "by_id", "act", "object_type", "object_id", "facts")


def attack(chance: Random) -> str:
    """One of them, anywhere; what it did and to which stream."""
    what: Callable[[Random, list[JournalEntry]], None] = chance.choice(ATTACKS)
    stream = chance.choice(sorted(set(JournalEntry.objects.values_list("stream", flat=True))))
    rows = list(JournalEntry.objects.filter(stream=stream).order_by("number"))
    what(chance, rows)
    return f"{what.__name__} in {stream}"


def edit(chance: Random, rows: list[JournalEntry]) -> None:
    change(chance, chance.choice(rows))


def edit_and_rehash(chance: Random, rows: list[JournalEntry]) -> None:
    change(chance, chance.choice(rows))
    rehash(rows[0].stream)


def move_to_another_timeline(chance: Random, rows: list[JournalEntry]) -> None:
    row = chance.choice(rows)
    if row.deal_id is not None:
        put(row, deal=None)
    elif row.customer_id is not None:
        put(row, customer=None)
    else:
        put(row, customer_id=JournalEntry.objects.exclude(customer=None).values_list("customer", flat=True)[0])


def remove(chance: Random, rows: list[JournalEntry]) -> None:
    chance.choice(rows).delete()


def cut_off_the_end(chance: Random, rows: list[JournalEntry]) -> None:
    for row in rows[chance.randrange(len(rows)) :]:
        row.delete()


def remove_and_close_the_gap(chance: Random, rows: list[JournalEntry]) -> None:
    rows.pop(chance.randrange(len(rows))).delete()
    renumber(rows)


def swap_two(chance: Random, rows: list[JournalEntry]) -> None:
    if len(rows) == 1:
        return edit(chance, rows)
    one, other = chance.sample(rows, 2)
    mine, theirs = ({name: getattr(row, name) for name in (*CONTENT, "previous_hash", "hash")} for row in (one, other))
    put(one, **theirs)
    return put(other, **mine)


def change_the_order(chance: Random, rows: list[JournalEntry]) -> None:
    if len(rows) == 1:
        return edit(chance, rows)
    place = chance.randrange(len(rows) - 1)
    rows[place : place + 2] = reversed(rows[place : place + 2])
    return renumber(rows)


def slip_one_in(chance: Random, rows: list[JournalEntry]) -> None:
    place = chance.randrange(len(rows))
    forged = JournalEntry.objects.get(pk=rows[place].pk)
    forged.pk, forged.number, forged.act = None, 10_000, "sign_deal"
    forged.save()
    rows.insert(place, forged)
    renumber(rows)


ATTACKS = (
    edit, edit_and_rehash, move_to_another_timeline, remove, cut_off_the_end, remove_and_close_the_gap, swap_two,
    change_the_order, slip_one_in,
)  # fmt: skip


def change(chance: Random, row: JournalEntry) -> None:
    """One column of what a row says, to something else."""
    others: dict[str, Any] = {
        "at": row.at - timedelta(microseconds=chance.randrange(1, 10**9)),
        "by_id": None,
        "act": f"{row.act}_",
        "object_type": f"{row.object_type}s",
        "object_id": row.object_id + chance.randrange(1, 99),
        "facts": {**row.facts, "before": "lost"},
    }
    name = chance.choice(CONTENT)
    put(row, **{name: others[name]})


def renumber(rows: list[JournalEntry]) -> None:
    for shift in (20_000, 1):
        for number, row in enumerate(rows):
            put(row, number=number + shift)
    if rows:
        rehash(rows[0].stream)


def rehash(stream: str) -> None:
    """The whole chain anew, as whoever knows how it is made would."""
    previous = ""
    for row in JournalEntry.objects.filter(stream=stream).order_by("number"):
        put(row, previous_hash=previous)
        with connection.cursor() as cursor:
            cursor.execute(
                """UPDATE stakeholders_journalentry SET hash = journal_hash(
                   previous_hash, stream, number, at, by_id, act, object_type, object_id, facts)
                   WHERE id = %s RETURNING hash""",
                [row.pk],
            )
            (previous,) = cursor.fetchone()


def put(row: JournalEntry, **columns: Any) -> None:
    JournalEntry.objects.filter(pk=row.pk).update(**columns)
