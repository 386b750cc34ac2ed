"""Opens the first administrator's account, by which every other one is opened in the browser."""

import getpass
import sys
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dealdesk.db import normal
from stakeholders.actions.journal import record
from stakeholders.domain.people import Role
from stakeholders.models import User


class Command(BaseCommand):
    help = "Opens an administrator's account on a desk that has no accounts; the password is asked for, or piped in."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are accounts already: an administrator opens the others in the browser.")
        try:
            person = open_first_account(email=email, name=name, password=asked(), at=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{person.email} can log in.")


def asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("The two are not the same.")
    return password


@transaction.atomic
def open_first_account(*, email: str, name: str, password: str, at: datetime) -> User:
    person = User(email=normal(email), name=name, role=Role.ADMIN, created_at=at)
    person.set_password(password)
    person.full_clean()
    validate_password(password, person)
    person.save()
    record("open_account", on=person, by=person, at=at, name=name, role=Role.ADMIN)
    return person
