"""The library of claims: colleagues read it, pre-sales and managers keep it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import attachments as files
from quotes.actions.claims import add_claim, change_claim, retire_claim
from quotes.forms.attachments import FilesForm
from quotes.forms.claims import ClaimForm, LibraryForm, RetireForm, written
from quotes.models import Attachment, ValueClaim
from quotes.permissions import Act, claim_for, proof_for
from quotes.queries.claims import claim_screen, claims_screen, keepers, newest_of
from quotes.views.attachments import sent


@guard(Act.SEE_CLAIMS)
def claims(request: UserRequest) -> HttpResponse:
    form = LibraryForm(request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    screen = claims_screen(request.user, asked, timezone.localdate())
    context = {
        "screen": screen,
        "asked": asked,
        "states": form.fields["state"].choices,  # type: ignore[attr-defined]
        "sources": form.fields["source"].choices,  # type: ignore[attr-defined]
    }
    return render_screen(request, "quotes/claims.html", context)


@guard(Act.SEE_CLAIMS, claim_for)
def claim(request: UserRequest, claim: ValueClaim) -> HttpResponse:
    return _one(request, claim)


@guard(Act.EDIT_CLAIMS, methods="GET POST")
def claim_new(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = _form(request, is_new=True, initial={"measured_on": today, "owner": request.user})
    made = accepted(form, lambda: add_claim(**form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("The claim is in the library. Attach what proves it."))
        return go(request, "quotes:claim", made.pk)
    return render_screen(request, "quotes/claims_edit.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_CLAIMS, claim_for, methods="GET POST")
def claim_edit(request: UserRequest, claim: ValueClaim) -> HttpResponse:
    """The next edition, written from the newest; who comes second keeps what they typed and is told."""
    last = newest_of(claim)
    form = _form(request, is_new=False, initial=written(last))
    by, at = request.user, timezone.now()
    made = accepted(form, lambda: change_claim(claim=claim, **form.cleaned_data, by=by, at=at))
    if made:
        messages.success(request, _("Edition %(number)s is entered.") % {"number": made.number})
        return go(request, "quotes:claim", claim.pk)
    if form.has_error("after"):
        form.begin_from(last.number)
    context = {"form": form, "claim": claim, "last": last}
    return render_screen(request, "quotes/claims_edit.html", context, status=status_of(form))


@guard(Act.EDIT_CLAIMS, claim_for, methods="POST")
def claim_retire(request: UserRequest, claim: ValueClaim) -> HttpResponse:
    form = RetireForm(request.POST)
    by, at = request.user, timezone.now()
    if accepted(form, lambda: retire_claim(claim=claim, by=by, at=at, **form.cleaned_data)):
        messages.success(request, _("The claim is retired: no document tells it any more."))
        return go(request, "quotes:claim", claim.pk)
    return _one(request, claim, retiring=form)


@guard(Act.EDIT_CLAIMS, claim_for, methods="POST")
def claim_proof_new(request: UserRequest, claim: ValueClaim) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    by, at = request.user, timezone.now()
    edition = newest_of(claim)
    accepted(form, lambda: files.attach_evidence(edition=edition, files=form.cleaned_data["attached"], by=by, at=at))
    return _one(request, claim, attaching=form) if form.errors else go(request, "quotes:claim", claim.pk)


@guard(Act.SEE_CLAIMS, proof_for)
def claim_proof(request: UserRequest, proof: Attachment) -> HttpResponse:
    """Never shown in a page of ours, as no file is."""
    return sent(proof, files.record_evidence_download(evidence=proof, by=request.user, at=timezone.now()))


def _form(request: UserRequest, *, is_new: bool, initial: dict[str, Any]) -> ClaimForm:
    today = timezone.localdate()
    return ClaimForm(posted(request), today=today, owners=keepers(), is_new=is_new, initial=initial)


def _one(
    request: UserRequest, claim: ValueClaim, attaching: FilesForm | None = None, retiring: RetireForm | None = None
) -> HttpResponse:
    context = {
        "screen": claim_screen(request.user, claim, timezone.localdate()),
        "form": attaching or FilesForm(),
        "retiring": retiring or RetireForm(),
    }
    return render_screen(request, "quotes/claims_one.html", context, status=422 if attaching or retiring else 200)
