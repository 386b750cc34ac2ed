"""How somebody gets into a desk that has no accounts yet."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Any:
    def opens(email: str = "Me@Yunqu.example", name: str = "秦朗", password: str = "a long password") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        said = io.StringIO()
        call_command("open_first_account", email, name, stdout=said)
        return said.getvalue()

    return opens


def test_the_first_account_is_an_administrators_and_stands_in_the_journal(opens: Any) -> None:
    assert opens() == "me@yunqu.example can log in.\n"
    person = User.objects.get()
    assert (person.email, person.name, person.role) == ("me@yunqu.example", "秦朗", Role.ADMIN)
    assert person.check_password("a long password")
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.by, entry.facts) == ("open_account", person, {"name": "秦朗", "role": "admin"})


def test_there_is_only_one_first_account(opens: Any) -> None:
    opens()
    with pytest.raises(CommandError, match="There are accounts already"):
        opens(email="another@yunqu.example")
    assert User.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"email": "nobody"}, {"name": ""}], ids=str)
def test_what_the_browser_would_refuse_is_refused_here(opens: Any, wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        opens(**wrong)
    assert (User.objects.count(), JournalEntry.objects.count()) == (0, 0)
