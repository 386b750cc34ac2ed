"""The exports of a quote, version by version."""

from dataclasses import dataclass

from django.db.models import Prefetch

from quotes.domain.lifecycle import EXPORTABLE, VersionState
from quotes.domain.proposals import UNDER_WAY, ExportState
from quotes.models import ProposalExport, Quote, QuoteVersion


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    export: ProposalExport
    running: bool


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    version: QuoteVersion
    exports: tuple[ExportRow, ...]
    exportable: bool


def proposals_screen(quote: Quote) -> tuple[VersionRow, ...]:
    """Every version with its exports, the newest of both first; two statements whatever their number."""
    exports = ProposalExport.objects.select_related("requested_by").order_by("-id")
    versions = quote.versions.order_by("-number").prefetch_related(Prefetch("exports", exports))
    return tuple(
        VersionRow(
            version=version,
            exports=tuple(export_row(export) for export in version.exports.all()),
            exportable=VersionState(version.state) in EXPORTABLE,
        )
        for version in versions
    )


def export_row(export: ProposalExport) -> ExportRow:
    return ExportRow(export=export, running=ExportState(export.state) in UNDER_WAY)
