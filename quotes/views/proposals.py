"""Ordering the PDF of a version, watching it being made, and taking it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dealdesk.web.dealheader import deal_header
from dealdesk.web.files import PAPER, download
from dealdesk.web.forms import posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions import proposals as actions
from quotes.domain.proposals import Kind, Language, Stamp
from quotes.forms.proposals import CheckForm, ExportForm
from quotes.models import ProposalExport, Quote, QuoteVersion
from quotes.permissions import Act, dead_export_for, export_for, quote_for, version_for
from quotes.queries import proposals as queries
from quotes.queries.english import missing_in
from quotes.queries.texts import gone_from, words_of
from quotes.queries.value import without_value

# What a marked copy is called by, beside its version.
MARKED = {
    Stamp.DRAFT: gettext_noop("Draft"),
    Stamp.EXPIRED: gettext_noop("Expired"),
    Stamp.VOID: gettext_noop("Void"),
}


@guard(Act.EXPORT_PROPOSAL, quote_for)
def proposals(request: UserRequest, quote: Quote) -> HttpResponse:
    return _screen(request, quote, ExportForm(auto_id=False))


@guard(Act.EXPORT_PROPOSAL, version_for, methods="POST")
def proposal_new(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    form = ExportForm(request.POST, auto_id=False)
    if not form.is_valid():
        return _screen(request, version.quote, form, status=422)
    told = form.cleaned_data
    ordered = {name: told[name] for name in ("kind", "language")}
    ordered["composition"] = queries.composition_like(version, told["like"])
    export = actions.request_export(version=version, by=request.user, at=timezone.now(), **ordered)
    return go(request, "quotes:proposal", export=export.pk)


def _screen(request: UserRequest, quote: Quote, form: ExportForm, status: int = 200) -> HttpResponse:
    context = {
        "quote": quote,
        "deal": quote.deal,
        "form": form,
        "rows": queries.proposals_screen(quote, timezone.localdate()),
        "header": deal_header(request.user, quote.deal, timezone.now(), current="proposals"),
    }
    return render_screen(request, "quotes/proposals.html", context, status=status)


@guard(Act.EXPORT_PROPOSAL, export_for)
def proposal(request: UserRequest, export: ProposalExport) -> HttpResponse:
    """One file and how far it is; while it is being made the page asks for its part again, as a card or as a row."""
    row = queries.export_row(export, timezone.localdate())
    if request.GET.get("as") == "row" and wants_part(request):
        return render_screen(request, "quotes/proposals.html#export", {"row": row})
    gone = gone_from(export) if row.wants_others else ()
    card = {"row": row, "fingerprint": queries.printed_fingerprint(export), "gone": gone}
    if wants_part(request):
        return render_screen(request, "quotes/proposal.html#progress", card)
    quote = export.version.quote
    context = {
        **card,
        "given": export.links.exists(),
        "words": words_of(export),
        "no_value": without_value(export, timezone.localdate()),
        "no_english": missing_in(export, timezone.localdate()),
        "deal": quote.deal,
        "quote": quote,
        "header": deal_header(request.user, quote.deal, timezone.now(), current="proposals"),
    }
    return render_screen(request, "quotes/proposal.html", context)


@guard(Act.EXPORT_PROPOSAL, export_for, methods="POST")
def proposal_cancel(request: UserRequest, export: ProposalExport) -> HttpResponse:
    actions.cancel_export(export=export, by=request.user, at=timezone.now())
    return go(request, "quotes:proposal", export=export.pk)


@guard(Act.RETRY_EXPORT)
def proposals_failed(request: UserRequest) -> HttpResponse:
    """What the machine gave up, for whoever looks after it."""
    after = request.GET.get("after", "")
    context = {"screen": queries.failed_exports(after=after)}
    return render_screen(request, "quotes/proposals_failed.html", context, part="rows" if after else None)


@guard(Act.RETRY_EXPORT, dead_export_for, methods="POST")
def proposal_again(request: UserRequest, failed: ProposalExport) -> HttpResponse:
    actions.retry_export(export=failed, by=request.user, at=timezone.now())
    messages.success(request, _("The file is being made again."))
    return go(request, "quotes:proposals_failed")


@guard(Act.VERIFY_PAPER, methods="GET POST")
def proposal_check(request: UserRequest) -> HttpResponse:
    """Whether a PDF is ours and as it left, and what it is worth today."""
    form = CheckForm(posted(request), request.FILES or None)
    found = None
    if form.is_bound and form.is_valid():
        found = queries.checked(request.user, form.cleaned_data["file"], timezone.localdate())
    context = {"form": form, "found": found}
    return render_screen(request, "quotes/proposal_check.html", context, status=status_of(form))


@guard(Act.EXPORT_PROPOSAL, export_for)
def proposal_download(request: UserRequest, export: ProposalExport) -> HttpResponse:
    copy = actions.hand_out(export=export, by=request.user, at=timezone.now())
    return download(copy.content, file_name(export, copy.stamp), PAPER)


def file_name(export: ProposalExport, stamp: Stamp) -> str:
    """Which offer of whom it is, with whatever is not as usual about it."""
    quote = export.version.quote
    mark = "" if stamp is Stamp.CLEAN else f"-{_(MARKED[stamp])}"
    mark += "" if export.language == Language.CHINESE else f"-{export.language}"
    mark += "" if export.kind == Kind.PROPOSAL else f"-{export.get_kind_display()}"
    return f"{quote.number}-V{export.version.mark}-{quote.deal.customer}{mark}.pdf"
