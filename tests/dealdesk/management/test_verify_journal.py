import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.stakeholders import NOW
from tests.triggers import resting

GUARDS = ("stakeholders.JournalEntry:append_only",)


@pytest.fixture
def entries(deal: Deal, ada: User) -> list[JournalEntry]:
    """Three moves of one deal."""
    for stage in (Stage.CONTRACT, Stage.NEGOTIATION, Stage.QUOTE):
        move_deal(deal, to=stage, by=ada, at=NOW)
    return list(JournalEntry.objects.filter(deal=deal).order_by("number"))


def test_an_untouched_journal_fits_together(entries: list[JournalEntry], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_journal")
    assert capsys.readouterr().out.startswith("3 rows in 1 streams fit together. Seal: ")


def test_a_changed_row_is_named(entries: list[JournalEntry]) -> None:
    with resting(*GUARDS):
        JournalEntry.objects.filter(pk=entries[1].pk).update(facts={"before": "lost", "after": "signed"})
    with pytest.raises(CommandError) as refused:
        call_command("verify_journal")
    assert str(refused.value) == (
        f"Row {entries[1].pk}, number 2 of deal:{entries[1].deal_id}, was changed:"
        " its hash does not match what it says."
    )


def test_a_removed_row_is_missed(entries: list[JournalEntry]) -> None:
    with resting(*GUARDS):
        entries[1].delete()
    with pytest.raises(CommandError) as refused:
        call_command("verify_journal")
    assert str(refused.value) == (
        f"Row {entries[2].pk}, number 3 of deal:{entries[2].deal_id}, should be number 2: a row before it is missing."
    )


def test_a_row_that_was_rehashed_breaks_the_one_after_it(entries: list[JournalEntry]) -> None:
    """Someone who also recomputes the hash of the row they changed is found one row later."""
    with resting(*GUARDS), connection.cursor() as cursor:
        cursor.execute(
            """UPDATE stakeholders_journalentry SET act = 'sign_deal',
               hash = journal_hash(previous_hash, stream, number, at, by_id, 'sign_deal', object_type, object_id, facts)
               WHERE id = %s""",
            [entries[1].pk],
        )
    with pytest.raises(CommandError) as refused:
        call_command("verify_journal")
    assert str(refused.value) == (
        f"Row {entries[2].pk}, number 3 of deal:{entries[2].deal_id}, does not follow the row before it."
    )
