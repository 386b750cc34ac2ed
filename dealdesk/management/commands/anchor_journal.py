"""Writes down where the journal ends, to be kept where whoever holds the database cannot reach it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dealdesk import mail
from dealdesk.management.journal import anchor


class Command(BaseCommand):
    help = "Prints where the journal ends, signed, or puts it into a folder, or mails it: for verify_journal --anchor."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--folder", type=Path, help="a file for each anchor is written there")
        parser.add_argument("--mail", default="", help="the address it is mailed to")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        made = anchor(at)
        stamp = f"{at:%Y%m%dT%H%M%SZ}"
        if options["folder"]:
            options["folder"].joinpath(f"journal-{stamp}.txt").write_text(made.text())
        if options["mail"]:
            subject = f"Journal anchor {stamp}: {made.rows} rows"
            mail.send(mail.Letter(to=options["mail"], subject=subject, text=made.text(), number=f"anchor-{stamp}"))
        if not options["folder"] and not options["mail"]:
            self.stdout.write(made.text(), ending="")
