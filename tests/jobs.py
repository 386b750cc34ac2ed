"""What waits for a worker, as the task engine keeps it."""

import json

from django.db import connection


def jobs() -> list[tuple[str, int]]:
    """(task, the one row that it is about), in the order in which they were asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(name, about) for name, args in cursor.fetchall() for about in [*json.loads(args).values()][:1]]


def gone() -> None:
    """Whoever held them is no more, and nobody remembers them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
