"""Recomputes the journal's chain and names the first row that does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

# In the order in which rows were written, so that the first one reported is the first one touched.
BROKEN = """
    SELECT id, stream, number, due_number,
           hash = journal_hash(previous_hash, stream, number, at, by_id, act, object_type, object_id, facts) AS intact
      FROM (SELECT entry.*,
                   row_number() OVER follows AS due_number,
                   coalesce(lag(hash) OVER follows, '') AS due_previous_hash
              FROM stakeholders_journalentry entry
            WINDOW follows AS (PARTITION BY stream ORDER BY number)) rows
     WHERE number <> due_number OR previous_hash <> due_previous_hash
        OR hash <> journal_hash(previous_hash, stream, number, at, by_id, act, object_type, object_id, facts)
     ORDER BY id LIMIT 1
"""
# The end of every stream in one hash: kept outside the database, it also tells of rows cut off an end.
SEAL = """
    SELECT (SELECT count(*) FROM stakeholders_journalentry), count(*),
           encode(sha256(convert_to(coalesce(string_agg(stream || number || hash, '' ORDER BY stream), ''),
                                    'UTF8')), 'hex')
      FROM (SELECT DISTINCT ON (stream) stream, number, hash FROM stakeholders_journalentry
             ORDER BY stream, number DESC) ends
"""


class Command(BaseCommand):
    help = "Recomputes the hash chain of the journal. Fails with the first row that was changed, moved or removed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--seal", default="", help="the seal of an earlier run, to see whether anything was added")

    def handle(self, *args: Any, seal: str, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BROKEN)
            broken = cursor.fetchone()
            cursor.execute(SEAL)
            rows, streams, now = cursor.fetchone()
        if broken:
            raise CommandError(said(*broken))
        self.stdout.write(f"{rows} rows in {streams} streams fit together. Seal: {now}")
        if seal and seal != now:
            self.stdout.write("The seal is another one than yours: rows were added since, or cut off an end.")


def said(pk: int, stream: str, number: int, due: int, intact: bool) -> str:
    row = f"Row {pk}, number {number} of {stream},"
    if not intact:
        return f"{row} was changed: its hash does not match what it says."
    if number != due:
        return f"{row} should be number {due}: a row before it is missing."
    return f"{row} does not follow the row before it."
