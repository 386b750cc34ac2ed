"""Tasks that leave notes in a table, so that a test can read what workers did, when and how often."""

import time

from django.db import connection, transaction

from dealdesk.later import every, later, task

TABLE = "CREATE TABLE notes (text text, at float8 DEFAULT extract(epoch FROM clock_timestamp()))"


def note(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes (text) VALUES (%s)", [text])


def notes(text: str) -> list[float]:
    """The moments at which this was noted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM notes WHERE text = %s ORDER BY at", [text])
        return [row[0] for row in cursor.fetchall()]


@task("tests.note")
def write_note(text: str) -> None:
    note(text)


@task("tests.fail_twice", attempts=3, back_off=2)
def fail_twice() -> None:
    note("try")
    if len(notes("try")) < 3:
        raise ValueError("not yet")


@task("tests.hang_once")
def hang_once() -> None:
    note("hang")
    if len(notes("hang")) == 1:
        time.sleep(600)


@task("tests.take_a_second")
def take_a_second() -> None:
    note("in")
    time.sleep(1)
    note("out")


@task("tests.ask_and_fail", attempts=1)
def ask_and_fail() -> None:
    note("asked")
    with transaction.atomic():
        later("tests.note", text="of a failure")
        raise ValueError("the change did not happen")


@every("* * * * * *", "tests.tick")
def tick(timestamp: int) -> None:
    note(f"tick {timestamp}")
