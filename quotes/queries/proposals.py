"""The exports of a quote, version by version."""

from dataclasses import dataclass

from quotes.domain.lifecycle import EXPORTABLE, VersionState
from quotes.domain.proposals import UNDER_WAY, ExportState
from quotes.models import ProposalExport, Quote, QuoteVersion


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    version: QuoteVersion
    exports: tuple[ProposalExport, ...]
    exportable: bool


def proposals_screen(quote: Quote) -> tuple[VersionRow, ...]:
    """Every version, newest first, with its exports; three statements whatever their number."""
    versions = quote.versions.order_by("-number").prefetch_related("exports__requested_by")
    return tuple(
        VersionRow(
            version=version,
            exports=tuple(sorted(version.exports.all(), key=lambda export: export.pk, reverse=True)),
            exportable=VersionState(version.state) in EXPORTABLE,
        )
        for version in versions
    )


def is_under_way(export: ProposalExport) -> bool:
    return ExportState(export.state) in UNDER_WAY
