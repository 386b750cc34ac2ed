"""Says whether a PDF is one of ours and as it left, which file it is, and what it is worth today."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from quotes.models import ApprovalSheet
from quotes.queries.proposals import Checked, ExportRow, checked_among
from stakeholders.models import Deal


class Command(BaseCommand):
    help = "Tells whether a PDF is ours and unaltered. Fails where it was altered, or is none of ours."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        sheet = ApprovalSheet.objects.filter(sha256=sha256(content).hexdigest()).first()
        found = checked_among(Deal.objects.all(), content, timezone.localdate(), sheet)
        if sheet:
            self.stdout.write(f"{gettext('Internal approval sheet')}: {found.sha256}")
            return
        if found.row is None:
            named = f"; it calls itself {found.claims}" if found.claims else ""
            raise CommandError(f"{gettext(found.verdict.label)}: {found.sha256}{named}")
        self.stdout.write("\n".join(_told(found, found.row)))


def _told(found: Checked, row: ExportRow) -> list[str]:
    export, copy = row.export, found.copy
    left = f"{copy.get_stamp_display()}, {timezone.localtime(copy.handed_at):%Y-%m-%d %H:%M}" if copy else "-"
    return [
        f"{gettext(found.verdict.label)}: {found.sha256}",
        f"{export.version.quote.number} V{export.version.mark} {export.get_kind_display()}",
        f"{gettext('Left us as')}: {left}",
        f"{gettext('Today')}: {row.refused or row.why or gettext('It still stands.')}",
    ]
