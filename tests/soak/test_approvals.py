"""Two thousand races of an edit against an approval, and approvals driven at random for long."""

import os
from datetime import datetime

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from quotes.models import Decision, QuoteVersion
from stakeholders.models import User
from tests.quotes.actions.machine import Approvals
from tests.quotes.actions.races import edited_while_approved

RACES = int(os.environ.get("SOAK_RACES", "2000"))
RUNS, STEPS = int(os.environ.get("SOAK_RUNS", "500")), 50


@pytest.mark.django_db(transaction=True)
def test_an_edit_never_slips_under_an_approval(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    draft = version
    for number in range(RACES):
        draft = edited_while_approved(draft, number, by=ada, approver=bo, at=now)
    assert Decision.objects.count() == RACES


def test_nothing_is_approved_that_nobody_saw_however_long_it_goes_on(
    version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, lin: User
) -> None:
    people = {"ada": ada, "bo": bo, "cy": cy, "fay": fay, "lin": lin}
    machine = type("Machine", (Approvals,), {"version": version, "people": people})
    run_state_machine_as_test(machine, settings=settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None))
