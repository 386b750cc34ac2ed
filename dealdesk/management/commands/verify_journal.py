"""Recomputes the journal's chain and names the first row that does not fit."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dealdesk.management.journal import Anchor, NoAnchor, anchor, anchored, first_broken, may_rewrite, missed


class Command(BaseCommand):
    help = "Recomputes the hash chain of the journal. Fails with the first row that was changed, moved or removed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--anchor", type=Path, help="a file of anchor_journal: also tells of ends cut off and of rewritten rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _read(options["anchor"]) if options["anchor"] else None
        if broken := first_broken():
            raise CommandError(broken)
        if kept and (gone := list(missed(kept))):
            raise CommandError("\n".join(gone))
        now = anchor(timezone.now())
        self.stdout.write(f"{now.rows} rows in {len(now.ends)} streams fit together. Seal: {now.seal}")
        if kept:
            self.stdout.write(f"All {kept.rows} rows of the anchor are there; {now.rows - kept.rows} came since.")
        if may_rewrite():
            self.stdout.write("This account may change the journal's rows: see “least rights” in deploying.md.")


def _read(file: Path) -> Anchor:
    try:
        return anchored(file.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    except NoAnchor as error:
        raise CommandError(f"{file}: {error}") from error
