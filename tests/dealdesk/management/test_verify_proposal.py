"""A PDF held against every file and copy of the house, from the command line."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quotes.actions.proposals import hand_out
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories import paper
from tests.factories.haggling import approved


def test_it_knows_its_own_and_fails_for_what_was_altered(
    version: QuoteVersion,
    ada: User,
    now: datetime,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    approved(version, by=ada)
    copy = hand_out(export=paper.made(QuoteVersion.objects.get(), ada, now), by=ada, at=now)
    file, number = tmp_path / "offer.pdf", version.quote.number
    file.write_bytes(copy.content)
    call_command("verify_proposal", file)
    assert f"{number} V1" in (said := capsys.readouterr().out)
    assert copy.sha256 in said
    file.write_bytes(copy.content + f"{number}, V1, 0a1b2c3d".encode())
    with pytest.raises(CommandError, match=f"calls itself {number} V1"):
        call_command("verify_proposal", file)


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_proposal", tmp_path / "none.pdf")
