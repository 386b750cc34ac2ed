"""The exports of a quote, version by version."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext

from quotes.domain.lifecycle import EXPORTABLE, VersionState, stands
from quotes.domain.proposals import UNDER_WAY, ExportState
from quotes.models import ProposalExport, Quote, QuoteVersion
from quotes.queries.approvals.standings import Said, said, standing_of, with_asked


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """`why` a finished file is not handed out any more; empty where it is."""

    export: ProposalExport
    running: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    version: QuoteVersion
    exports: tuple[ExportRow, ...]
    exportable: bool
    stands: Said


def proposals_screen(quote: Quote, today: date) -> tuple[VersionRow, ...]:
    """Every version with its exports, the newest of both first; two statements whatever their number."""
    exports = ProposalExport.objects.select_related("requested_by").order_by("-id")
    versions = with_asked(quote.versions.order_by("-number")).prefetch_related(Prefetch("exports", exports))
    return tuple(
        VersionRow(
            version=version,
            exports=tuple(export_row(export, today) for export in version.exports.all()),
            exportable=VersionState(version.state) in EXPORTABLE,
            stands=said(standing_of(version, today)),
        )
        for version in versions
    )


def export_row(export: ProposalExport, today: date) -> ExportRow:
    return ExportRow(export=export, running=ExportState(export.state) in UNDER_WAY, why=_why(export, today))


def _why(export: ProposalExport, today: date) -> str:
    """A clean file is for an offer that stands; one with a mark says itself that it does not."""
    version = export.version
    if export.is_draft or export.is_expired or stands(VersionState(version.state), version.valid_until, today):
        return ""
    if version.state == VersionState.VOID:
        return gettext("Void: not offered again.")
    return gettext("Expired: renew it, or order a stamped copy.")
