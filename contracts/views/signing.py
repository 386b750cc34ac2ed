"""What keeps a deal from being signed, and the signed copy: stored, taken by name, and erased with a reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from contracts.actions.signing import erase_signed_copy, keep_signed_copy, record_copy_download
from contracts.forms.signing import CopyForm
from contracts.models import SignedCopy
from contracts.permissions import Act, deal_for, signed_copy_for
from contracts.queries.signing import signing_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.domain.attachments import SENT_AS, FileKind
from quotes.forms.attachments import EraseFileForm
from stakeholders.models import Deal


@guard(Act.SEE_CHECKLIST, deal_for)
def signing(request: UserRequest, deal: Deal) -> HttpResponse:
    return _screen(request, deal, CopyForm(today=timezone.localdate()))


@guard(Act.KEEP_SIGNED_COPY, deal_for, methods="POST")
def signed_copy_new(request: UserRequest, deal: Deal) -> HttpResponse:
    form, by, at = CopyForm(request.POST, request.FILES, today=timezone.localdate()), request.user, timezone.now()
    if accepted(form, lambda: keep_signed_copy(deal=deal, **form.told(), by=by, at=at)):
        messages.success(request, _("The signed copy is stored."))
        return go(request, "contracts:signing", deal=deal.pk)
    return _screen(request, deal, form)


@guard(Act.ERASE_ATTACHMENT, signed_copy_for, methods="POST")
def signed_copy_erase(request: UserRequest, copy: SignedCopy) -> HttpResponse:
    form, by, at = EraseFileForm(request.POST), request.user, timezone.now()
    if accepted(form, lambda: erase_signed_copy(copy=copy, **form.cleaned_data, by=by, at=at)):
        messages.success(request, _("The file is erased; its hash and the reason stay."))
        return go(request, "contracts:signing", deal=copy.deal_id)
    return _screen(request, copy.deal, CopyForm(today=timezone.localdate()), erasing=form)


@guard(Act.SEE_CHECKLIST, signed_copy_for)
def signed_copy(request: UserRequest, copy: SignedCopy) -> HttpResponse:
    """Never shown in a page of ours: it is saved, and a browser does not guess at what it is."""
    content = record_copy_download(copy=copy, by=request.user, at=timezone.now())
    disposition = content_disposition_header(as_attachment=True, filename=copy.name) or ""
    return HttpResponse(content, content_type=SENT_AS[FileKind.PDF], headers={"Content-Disposition": disposition})


def _screen(request: UserRequest, deal: Deal, form: CopyForm, *, erasing: EraseFileForm | None = None) -> HttpResponse:
    context = {
        "deal": deal,
        "form": form,
        "erasing": erasing or EraseFileForm(),
        "may_erase": Act.ERASE_ATTACHMENT.permits(request.user),
        "screen": signing_screen(deal, timezone.localdate()),
        "header": deal_header(request.user, deal, timezone.now(), current="contract"),
        "may_keep": Act.KEEP_SIGNED_COPY.permits(request.user),
        "may_close": Act.EDIT_DEAL.permits(request.user),
    }
    return render_screen(request, "contracts/signing.html", context, status=status_of(erasing or form))
