"""Which teams have a robot; what lets it speak is not read."""

from dataclasses import dataclass
from datetime import datetime

from stakeholders.models import Robot


@dataclass(frozen=True, kw_only=True)
class Speaker:
    pk: int
    team: str
    vendor: str
    added_at: datetime
    added_by: str


def robots_screen() -> tuple[Speaker, ...]:
    rows = Robot.objects.standing().defer("token", "secret").select_related("team", "added_by").order_by("team__name")
    return tuple(
        Speaker(
            pk=row.pk,
            team=row.team.name,
            vendor=row.get_vendor_display(),
            added_at=row.added_at,
            added_by=row.added_by.name,
        )
        for row in rows
    )
