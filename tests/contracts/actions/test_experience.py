"""Promises of experience, noted and struck out."""

import pytest

from contracts.actions import experience as actions
from contracts.actions.experience import strike_promise
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import experience
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


def test_a_promise_is_kept_as_it_is_read_and_struck_out_once(deal: Deal, ada: User) -> None:
    kept = experience.promised(deal, ada)
    assert kept.promise() == experience.WHOLE
    strike_promise(promise=kept, by=ada, at=NOW)
    assert not deal.experience.standing().exists()
    with pytest.raises(StaleRefusal):
        strike_promise(promise=kept, by=ada, at=NOW)
    assert set(JournalEntry.objects.filter(act__endswith="promise").values_list("act", flat=True)) == {
        "add_promise", "strike_promise",
    }  # fmt: skip


def test_more_promises_than_anybody_reads_are_refused(deal: Deal, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    experience.promised(deal, ada)
    with pytest.raises(Refusal, match="strike one out"):
        experience.promised(deal, ada)
