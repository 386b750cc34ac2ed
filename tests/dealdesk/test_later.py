"""What work for later promises, asked of real workers on the real database."""

import signal
import time

import pytest
from django.db import connection, transaction

from dealdesk.later import later
from tests.dealdesk.worker_tasks import notes
from tests.dealdesk.workers import Start, eventually


def jobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        return [
            (name, status) for name, status in cursor.fetchall() if name.startswith("tests.") and name != "tests.tick"
        ]


@transaction.atomic
def change_my_mind() -> None:
    later("tests.note", text="taken back")
    raise ValueError("changed my mind")


def test_what_is_asked_for_is_done_after_the_commit_and_nothing_of_a_rolled_back_change(worker: Start) -> None:
    with transaction.atomic():
        later("tests.note", text="kept")
    with pytest.raises(ValueError, match="changed my mind"):
        change_my_mind()
    with transaction.atomic():
        later("tests.ask_and_fail")
    assert jobs() == [("tests.note", "todo"), ("tests.ask_and_fail", "todo")]

    worker()
    eventually(lambda: ("tests.ask_and_fail", "failed") in jobs())

    assert [len(notes(text)) for text in ("kept", "taken back", "asked", "of a failure")] == [1, 0, 1, 0]
    assert jobs() == [("tests.ask_and_fail", "failed")]


def test_an_idle_worker_begins_within_a_second(worker: Start) -> None:
    """On a machine that is busy with something else not each time, but it does: the best of five."""
    worker()
    eventually(lambda: len(ticks()) > 0)
    waits = []
    for text in ("one", "two", "three", "four", "five"):
        asked = time.time()
        with transaction.atomic():
            later("tests.note", text=text)
        eventually(lambda text=text: len(notes(text)) == 1)
        waits.append(notes(text)[0] - asked)
        if waits[-1] < 1:
            break
    assert min(waits) < 1


def test_a_failing_task_is_tried_again_with_growing_pauses(worker: Start) -> None:
    with transaction.atomic():
        later("tests.fail_twice")
    worker()
    eventually(lambda: len(notes("try")) == 3)
    first, second, third = notes("try")
    assert second - first >= 2
    assert third - second >= 4
    eventually(lambda: jobs() == [])


def test_what_a_killed_worker_held_is_done_by_another(worker: Start) -> None:
    with transaction.atomic():
        later("tests.hang_once")
    killed = worker()
    eventually(lambda: len(notes("hang")) == 1)
    killed.send_signal(signal.SIGKILL)
    worker()
    eventually(lambda: len(notes("hang")) == 2 and jobs() == [])


def test_a_job_that_keeps_killing_its_workers_is_given_up(worker: Start) -> None:
    with transaction.atomic():
        later("tests.note", text="deadly")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5")
    worker()
    eventually(lambda: jobs() == [("tests.note", "failed")])
    assert notes("deadly") == []


def test_every_tick_happens_once_however_many_workers_there_are(worker: Start) -> None:
    for _ in range(2):
        worker()
    eventually(lambda: len(ticks()) >= 4)
    seen = ticks()
    assert seen == sorted(set(seen))


def ticks() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM notes WHERE text LIKE 'tick%%' ORDER BY text")
        return [row[0] for row in cursor.fetchall()]


def test_two_with_the_same_lock_never_run_together(worker: Start) -> None:
    with transaction.atomic():
        for _ in range(2):
            later("tests.take_a_second", lock="one at a time")
    worker()
    eventually(lambda: len(notes("out")) == 2)
    assert notes("in")[1] >= notes("out")[0]


def test_a_waiting_equal_stands_for_both_and_the_transaction_goes_on(queue: None) -> None:
    with transaction.atomic():
        assert later("tests.note", queueing_lock="this one", text="first")
        assert not later("tests.note", queueing_lock="this one", text="second")
        assert later("tests.note", queueing_lock="that one", text="third")
    assert jobs() == [("tests.note", "todo")] * 2


def test_a_misspelt_task_is_noticed_by_the_one_who_asks(db: None) -> None:
    with pytest.raises(LookupError, match=r"no task is called 'tests\.nothing'"):
        later("tests.nothing")


def test_work_is_only_asked_for_in_a_transaction(queue: None) -> None:
    with pytest.raises(RuntimeError, match="outside the transaction"):
        later("tests.note", text="loose")
    assert jobs() == []
