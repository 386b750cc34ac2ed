"""The files of a round: looked at, added, taken away, erased."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import attachments as actions
from quotes.domain.attachments import SENT_AS, FileKind
from quotes.forms.attachments import EraseFileForm, FilesForm
from quotes.models import Attachment, Round
from quotes.permissions import Act, attachment_for, round_for
from quotes.queries.attachments import files_of


@guard(Act.SEE_ROUNDS, round_for)
def attachments(request: UserRequest, round_: Round) -> HttpResponse:
    return _screen(request, round_, FilesForm())


@guard(Act.LOG_ROUND, round_for, methods="POST")
def attachment_new(request: UserRequest, round_: Round) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    by, at = request.user, timezone.now()
    accepted(form, lambda: actions.attach_files(round=round_, files=form.cleaned_data["attached"], by=by, at=at))
    return _screen(request, round_, form, 422) if form.errors else go(request, "quotes:attachments", round=round_.pk)


@guard(Act.SEE_ROUNDS, attachment_for)
def attachment(request: UserRequest, file: Attachment) -> HttpResponse:
    """Never shown in a page of ours: it is saved, and a browser does not guess at what it is."""
    return sent(file, actions.record_attachment_download(attachment=file, by=request.user, at=timezone.now()))


def sent(file: Attachment, content: bytes) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    return HttpResponse(
        content, content_type=SENT_AS[FileKind(file.kind)], headers={"Content-Disposition": disposition or ""}
    )


@guard(Act.ERASE_ATTACHMENT, attachment_for, methods="POST")
def attachment_erase(request: UserRequest, file: Attachment) -> HttpResponse:
    form = EraseFileForm(request.POST)
    by, at = request.user, timezone.now()
    accepted(form, lambda: actions.erase_attachment(attachment=file, by=by, at=at, **form.cleaned_data))
    if form.errors:
        return _screen(request, cast(Round, file.round), FilesForm(), 422, erasing=form)
    messages.success(request, _("The file is erased."))
    return go(request, "quotes:attachments", round=file.round_id)


def _screen(
    request: UserRequest, round_: Round, form: FilesForm, status: int = 200, erasing: EraseFileForm | None = None
) -> HttpResponse:
    deal = round_.quote.deal
    context = {
        "round": round_,
        "deal": deal,
        "files": files_of(round_),
        "form": form,
        "erasing": erasing or EraseFileForm(),
        "may_attach": Act.LOG_ROUND.permits(request.user) and deal.is_open,
        "may_erase": Act.ERASE_ATTACHMENT.permits(request.user),
        "header": deal_header(request.user, deal, timezone.now(), current="negotiation"),
    }
    return render_screen(request, "quotes/attachments.html", context, status=status)
