"""Where the journal ends, kept outside: with it every tampering is found, and an older backup too."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from stakeholders.actions.journal import record
from stakeholders.models import Customer, Deal, JournalEntry, User
from tests.dealdesk.management.tampering import attack
from tests.dealdesk.postbox import postbox
from tests.factories.stakeholders import NOW
from tests.triggers import resting

ATTACKS = 45


@pytest.fixture
def journal(deal: Deal, customer: Customer, ada: User, bo: User) -> None:
    """Three streams of one to five rows."""
    for number in range(5):
        record("look", on=deal, by=(ada, bo)[number % 2], at=NOW, deal=deal, number=number)
    for number in range(3):
        record("look", on=customer, by=ada, at=NOW, customer=customer, number=number)
    record("log_in", on=ada, by=ada, at=NOW)


@pytest.fixture
def anchor(journal: None, tmp_path: Path) -> Path:
    call_command("anchor_journal", folder=tmp_path)
    (file,) = tmp_path.iterdir()
    return file


def test_a_journal_that_went_on_holds_what_its_anchor_says(
    anchor: Path, deal: Deal, ada: User, capsys: pytest.CaptureFixture[str]
) -> None:
    record("look", on=deal, by=ada, at=NOW, deal=deal)
    call_command("verify_journal", anchor=anchor)
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("10 rows in 3 streams fit together. Seal: ")
    assert said[1] == "All 9 rows of the anchor are there; 1 came since."


def test_an_end_that_was_cut_off_is_told_with_its_numbers(anchor: Path, deal: Deal) -> None:
    with resting():
        JournalEntry.objects.filter(deal=deal, number__gt=3).delete()
        JournalEntry.objects.filter(stream="desk").delete()
    with pytest.raises(CommandError) as refused:
        call_command("verify_journal", anchor=anchor)
    first, second = str(refused.value).splitlines()
    assert first.startswith(f"deal:{deal.pk} ends at number 3, and at 20")
    assert first.endswith(" at 5: its end is cut off.")
    assert second.startswith("desk is gone: it had 1 rows at ")


def test_any_tampering_is_found(anchor: Path) -> None:
    for seed in range(ATTACKS):
        with resting(), transaction.atomic():
            told = attack(Random(seed))
            with pytest.raises(CommandError) as refused:
                call_command("verify_journal", anchor=anchor)
            assert told.rpartition(" ")[2] in str(refused.value), told
            transaction.set_rollback(True)


def test_an_anchor_that_was_changed_is_no_anchor(anchor: Path, settings: Any) -> None:
    text = anchor.read_text()
    anchor.write_text(text.replace("desk 1 ", "desk 2 "))
    with pytest.raises(CommandError, match="The anchor was changed since it was written"):
        call_command("verify_journal", anchor=anchor)
    anchor.write_text("报价")
    with pytest.raises(CommandError, match="This is no anchor of the journal"):
        call_command("verify_journal", anchor=anchor)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_journal", anchor=anchor.with_name("nowhere"))
    anchor.write_text(text)
    settings.SECRET_KEY = "another"
    with pytest.raises(CommandError, match="under another DEALDESK_SECRET_KEY"):
        call_command("verify_journal", anchor=anchor)


def test_a_mailed_anchor_is_as_good(journal: None, tmp_path: Path, settings: Any) -> None:
    from dealdesk.settings import mailer

    with postbox() as box:
        settings.MAIL_FROM, settings.MAILERS = "desk@example.com", {"default": mailer(box.url)}
        call_command("anchor_journal", mail="auditor@example.com")
    (letter,) = box.letters
    file = tmp_path / "anchor.txt"
    file.write_text(f"{letter.get_content()}\n--\nScanned for viruses.\n")
    call_command("verify_journal", anchor=file)
    with resting():
        JournalEntry.objects.filter(stream="desk").delete()
    with pytest.raises(CommandError, match="desk is gone"):
        call_command("verify_journal", anchor=file)


LEAST_RIGHTS = "REVOKE UPDATE, DELETE, TRUNCATE ON stakeholders_journalentry FROM CURRENT_USER"
FORBIDDEN = (
    "UPDATE stakeholders_journalentry SET act = 'x'",
    "DELETE FROM stakeholders_journalentry",
    "TRUNCATE stakeholders_journalentry CASCADE",
)


def test_an_account_with_the_least_rights_may_add_to_the_journal_and_no_more(
    journal: None, deal: Deal, ada: User, capsys: pytest.CaptureFixture[str]
) -> None:
    """What dealdesk/deploying.md takes away, taken from the account of the tests; triggers at rest, what holds is the
    privilege."""
    call_command("verify_journal")
    assert "This account may change the journal's rows" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute(LEAST_RIGHTS)
        with resting():
            for statement in FORBIDDEN:
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    cursor.execute(statement)
    record("look", on=deal, by=ada, at=NOW, deal=deal)
    call_command("verify_journal")
    assert "This account" not in capsys.readouterr().out
