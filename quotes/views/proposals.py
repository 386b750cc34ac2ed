"""Ordering the PDF of a version, watching it being made, and taking it away."""

from urllib.parse import quote as percent_encoded

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import proposals as actions
from quotes.models import ProposalExport, Quote, QuoteVersion
from quotes.permissions import Act, export_for, quote_for, version_for
from quotes.queries import proposals as queries


@guard(Act.EXPORT_PROPOSAL, quote_for)
def proposals(request: UserRequest, quote: Quote) -> HttpResponse:
    context = {
        "quote": quote,
        "deal": quote.deal,
        "rows": queries.proposals_screen(quote),
        "header": deal_header(request.user, quote.deal, timezone.now(), current="proposals"),
    }
    return render_screen(request, "quotes/proposals.html", context)


@guard(Act.EXPORT_PROPOSAL, version_for, methods="POST")
def proposal_new(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    export = actions.request_export(version=version, by=request.user, at=timezone.now())
    return go(request, "quotes:proposal", export=export.pk)


@guard(Act.EXPORT_PROPOSAL, export_for)
def proposal(request: UserRequest, export: ProposalExport) -> HttpResponse:
    deal = export.version.quote.deal
    context = {
        "export": export,
        "running": queries.is_under_way(export),
        "deal": deal,
        "quote": export.version.quote,
        "header": deal_header(request.user, deal, timezone.now(), current="proposals"),
    }
    return render_screen(request, "quotes/proposal.html", context, part="progress")


@guard(Act.EXPORT_PROPOSAL, export_for)
def proposal_download(request: UserRequest, export: ProposalExport) -> HttpResponse:
    pdf = actions.record_download(export=export, by=request.user, at=timezone.now())
    version = export.version
    mark = "-草稿" if export.is_draft else ""
    name = f"{version.quote.number}-V{version.number}-{version.quote.deal.customer}{mark}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    plain = f"{version.quote.number}-V{version.number}.pdf"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{percent_encoded(name, safe='')}"
    )
    return response
