"""Remembering what an approver has seen of a quote."""

from datetime import datetime

from quotes.models import Look, QuoteVersion
from stakeholders.models import User


def note_look(*, version: QuoteVersion, by: User, at: datetime) -> None:
    """The first look counts; two tabs at once are one look."""
    Look.objects.bulk_create([Look(version=version, looked_at=at, looked_by=by)], ignore_conflicts=True)
