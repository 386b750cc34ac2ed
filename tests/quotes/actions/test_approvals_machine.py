"""Submit, edit, decide, counter, hand on, delegate, revoke, recall and run out in any order; and many at one moment."""

from datetime import datetime

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from quotes.domain.policy import Again, Mode
from quotes.models import Decision, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked, decided
from tests.quotes.actions.machine import Approvals
from tests.quotes.actions.races import edited_while_approved
from tests.quotes.actions.test_approvals_steps import FINANCE, LEGAL, TEAM, UPPER, chained
from tests.threads import at_once

AT_THE_SAME_MOMENT = 50
RACES = 12


@pytest.mark.hypothesis
def test_nothing_is_approved_that_nobody_saw_whatever_is_done(
    version: QuoteVersion, ada: User, bo: User, cy: User, fay: User, lin: User
) -> None:
    people = {"ada": ada, "bo": bo, "cy": cy, "fay": fay, "lin": lin}
    machine = type("Machine", (Approvals,), {"version": version, "people": people})
    run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))


@pytest.mark.hypothesis
def test_nor_in_a_chain_of_steps(
    version: QuoteVersion, ada: User, bo: User, cy: User, adm: User, fay: User, lin: User, now: datetime
) -> None:
    chained((FINANCE, 1), (LEGAL, 1), (TEAM, 2), (UPPER, 3), modes=[Mode.ANY], again=Again.EACH, by=adm, at=now)
    people = {"ada": ada, "bo": bo, "cy": cy, "fay": fay, "lin": lin}
    machine = type("Machine", (Approvals,), {"version": version, "people": people})
    run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_of_fifty_decisions_at_the_same_moment_exactly_one_counts(
        self, version: QuoteVersion, ada: User, bo: User
    ) -> None:
        request = asked(version, by=ada)
        results = at_once(*[lambda: decided(request, by=bo)] * AT_THE_SAME_MOMENT)
        kinds = sorted(type(result).__name__ for result in results)
        assert kinds == ["Decision", *["StaleRefusal"] * (AT_THE_SAME_MOMENT - 1)]
        assert Decision.objects.count() == 1

    def test_edited_while_it_is_submitted_and_approved_it_is_what_was_approved(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        draft = version
        for number in range(RACES):
            draft = edited_while_approved(draft, number, by=ada, approver=bo, at=now)
        assert Decision.objects.count() == RACES
