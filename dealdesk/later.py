"""The one door to work for later: asked for by name in the transaction of the change, done by a worker afterwards."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.db import connection, transaction
from procrastinate import RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Between the attempts of a task that fails: 3, 9, 27, 81 seconds.
BACK_OFF = 3
ATTEMPTS = 5


def later(name: str, /, *, lock: str | None = None, queueing_lock: str | None = None, **arguments: Any) -> bool:
    """Ask for a task, to be begun once this transaction commits and never if it does not.

    Two with the same `lock` never run at the same time. Of two with the same `queueing_lock`, the one that still waits
    stands for both: the answer is then False.
    """
    if name not in app.tasks:
        raise LookupError(f"no task is called {name!r}")
    if not connection.in_atomic_block:
        raise RuntimeError(f"{name} was asked for outside the transaction of the change that needs it")
    # In a worker the app speaks through connections of its own; the change speaks through Django's.
    manager = JobManager(DjangoConnector())
    job = configure_task(name=name, job_manager=manager, lock=lock, queueing_lock=queueing_lock)
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def task[**P, R](
    name: str, /, *, attempts: int = ATTEMPTS, back_off: int = BACK_OFF
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Give a function the name by which it is asked for; it may run again after a failure or a crash."""
    retry = RetryStrategy(max_attempts=attempts - 1, exponential_wait=back_off) if attempts > 1 else False

    def register(function: Callable[P, R]) -> Callable[P, R]:
        app.task(name=name, retry=retry)(function)
        return function

    return register


def every(cron: str, name: str, /) -> Callable[[Callable[[int], Any]], Callable[[int], Any]]:
    """Run a function by the clock, once a tick however many workers there are; it is told the tick's Unix time.

    A sixth field of the schedule counts seconds.
    """

    def register(function: Callable[[int], Any]) -> Callable[[int], Any]:
        app.periodic(cron=cron, periodic_id=name)(app.task(name=name, queueing_lock=name)(function))
        return function

    return register


async def rescue() -> None:
    """Give back what workers held that have not been heard of for a while: killed, unplugged, out of memory."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=settings.DEALDESK_WORKER_SILENCE):
        await give_back(job)


async def give_back(job: Job) -> None:
    """Once more from the start; but a job that kills its workers must not go round forever."""
    if job.attempts >= ATTEMPTS:
        await end(job, Status.FAILED, delete=False)
        return
    try:
        await app.job_manager.retry_job(job)
    except exceptions.UniqueViolation:  # an equal one waits already, by its queueing_lock
        await end(job, Status.ABORTED, delete=True)


async def end(job: Job, status: Status, *, delete: bool) -> None:
    await app.job_manager.finish_job_by_id_async(cast(int, job.id), status, delete_job=delete)


def work() -> None:
    """Be a worker until told to stop; the job in hand is finished first, within reason."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker()
