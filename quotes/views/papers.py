"""Putting a document together beside a preview of it, and ordering it."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dealdesk.kernel.formats import priced
from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions import proposals as actions
from quotes.documents import proposal as document
from quotes.domain.lifecycle import VersionState, refuse_void
from quotes.domain.papers import Section, composition_from
from quotes.domain.proposals import Kind
from quotes.forms.papers import PaperForm, filled
from quotes.models import ProposalExport, QuoteVersion
from quotes.models.holding import beyond_of
from quotes.permissions import Act, version_for
from quotes.queries.english import offer_words
from quotes.queries.papers import showable_to, stands_on_use, unanswered
from quotes.queries.texts import choices_of_texts, with_newest
from quotes.queries.value import left_out


@guard(Act.EXPORT_PROPOSAL, version_for, methods="GET POST")
def paper(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    form = _form(request, version)
    if request.method == "POST" and form.is_valid():
        ordered = {"kind": form.kind, "language": form.cleaned_data["language"], "composition": form.composition()}
        export = actions.request_export(version=version, by=request.user, at=timezone.now(), **ordered)
        return go(request, "quotes:proposal", export=export.pk)
    context = {
        "form": form,
        "no_value": left_out(version, timezone.localdate()) if Section.VALUE in form.available else "",
        "no_traffic": Section.TRAFFIC in form.available and not stands_on_use(version),
        "unanswered": unanswered(request.user, version) if Section.ANSWERS in form.available else (),
        "beyond": beyond_of(version),
        "no_english": offer_words(version, timezone.localdate()).missing,
        "kinds": tuple(Kind),
        "version": version,
        "quote": version.quote,
        "deal": version.quote.deal,
        "header": deal_header(request.user, version.quote.deal, timezone.now(), current="proposals"),
    }
    return render_screen(request, "quotes/papers.html", context, status=422 if form.errors else 200)


@guard(Act.EXPORT_PROPOSAL, version_for, methods="POST")
def paper_preview(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """The same words as on paper: a page of their own, or a frame beside the form that nothing in them gets out of.
    It is marked as what it is, and there is none of what could not be ordered."""
    refuse_void(VersionState(version.state), mark=version.mark)
    form = _form(request, version)
    if not form.is_valid():
        return render_screen(request, "quotes/papers.html#wrong", {"form": form})
    made = document.collect_seen(
        version,
        at=timezone.now(),
        kind=form.kind,
        language=form.cleaned_data["language"],
        composition=form.composition(),
    )
    page = document.preview(made)
    if not wants_part(request):
        return HttpResponse(page)
    return render_screen(request, "quotes/papers.html#frame", {"page": page})


def _form(request: UserRequest, version: QuoteVersion) -> PaperForm:
    rivals = [
        (row.pk, f"{row.rival} · {priced(row.amount or Decimal(0), row.currency)}")
        for row in showable_to(request.user, version.quote.deal, version.currency)
    ]
    told: Any = request.POST if request.method == "POST" else None
    like = None if told else _like(request, version)
    kind = Kind(like.kind) if like else _kind(request)
    initial = filled(kind, with_newest(composition_from(like.composition))) if like else {}
    if like:
        initial["language"] = like.language
    return PaperForm(told, initial=initial, kind=kind, rivals=rivals, house=choices_of_texts())


def _like(request: HttpRequest, version: QuoteVersion) -> ProposalExport | None:
    """The file of the same version that another is put together after."""
    said = request.GET.get("like", "")
    return version.exports.filter(pk=said).first() if said.isascii() and said.isdigit() and len(said) < 19 else None


def _kind(request: HttpRequest) -> Kind:
    """The proposal where nobody said which document, or one that there is not."""
    said = request.POST.get("kind") or request.GET.get("kind")
    return Kind(said) if said in set(Kind) else Kind.PROPOSAL
