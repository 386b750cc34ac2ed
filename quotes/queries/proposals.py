"""The exports of a quote, version by version."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext

from quotes.domain.lifecycle import EXPORTABLE, VersionState, stands
from quotes.domain.proposals import UNDER_WAY, ExportState
from quotes.domain.readiness import Known
from quotes.domain.standing import Standing
from quotes.models import ProposalExport, Quote, QuoteVersion
from quotes.models.readiness import known_of
from quotes.queries.approvals.standings import Said, said, standing_of, with_asked
from quotes.queries.readiness import not_ready


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """`why` a finished file is not handed out any more; empty where it is."""

    export: ProposalExport
    running: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """`marked` says why a file of it would stay in the house, though it is approved; empty where it would not."""

    version: QuoteVersion
    exports: tuple[ExportRow, ...]
    exportable: bool
    stands: Said
    marked: str


def proposals_screen(quote: Quote, today: date) -> tuple[VersionRow, ...]:
    """Every version with its exports, the newest of both first; two statements whatever their number, and one more
    where something waits to be sent."""
    exports = ProposalExport.objects.select_related("requested_by").order_by("-id")
    versions = list(with_asked(quote.versions.order_by("-number")).prefetch_related(Prefetch("exports", exports)))
    known = known_of(quote.deal) if any(_waits(version) for version in versions) else None
    return tuple(_row(version, today, known if _waits(version) else None) for version in versions)


def export_row(export: ProposalExport, today: date) -> ExportRow:
    """One statement where its version waits to be sent."""
    version = export.version
    return _export(export, today, known_of(version.quote.deal) if _waits(version) else None)


def _waits(version: QuoteVersion) -> bool:
    return version.state == VersionState.SUBMITTED


def _row(version: QuoteVersion, today: date, known: Known | None) -> VersionRow:
    stand = standing_of(version, today)
    agreed = stand in {Standing.WITHIN, Standing.APPROVED}
    return VersionRow(
        version=version,
        exports=tuple(_export(export, today, known) for export in version.exports.all()),
        exportable=VersionState(version.state) in EXPORTABLE,
        stands=said(stand),
        marked=not_ready(known.gate(version.pk)) if known and agreed else "",
    )


def _export(export: ProposalExport, today: date, known: Known | None) -> ExportRow:
    return ExportRow(export=export, running=ExportState(export.state) in UNDER_WAY, why=_why(export, today, known))


def _why(export: ProposalExport, today: date, known: Known | None) -> str:
    """A clean file is for an offer that stands and may go out; one with a mark says itself that it does not."""
    version = export.version
    if export.is_draft:
        return ""
    if known and (gaps := not_ready(known.gate(version.pk))):
        return gaps
    if export.is_expired or stands(VersionState(version.state), version.valid_until, today):
        return ""
    if version.state == VersionState.VOID:
        return gettext("Void: not offered again.")
    return gettext("Expired: renew it, or order a stamped copy.")
