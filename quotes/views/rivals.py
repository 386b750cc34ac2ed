"""Competitors' offers of a deal: the list, one beside ours, what is told of it, and a buyer's scores of all."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import attachments as files
from quotes.actions import rivals as actions
from quotes.forms.attachments import EraseFileForm, FilesForm
from quotes.forms.rivals import RivalForm, ScoreForm
from quotes.models import Attachment, RivalOffer
from quotes.permissions import Act, document_for, rival_for
from quotes.queries import rivals as queries
from quotes.views.attachments import sent
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.SEE_RIVALS, deal_for)
def rivals(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": queries.rivals_screen(request.user, deal, timezone.localdate(now)),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="rivals"),
    }
    return render_screen(request, "quotes/rivals.html", context)


@guard(Act.SEE_RIVALS, rival_for)
def rival(request: UserRequest, rival: RivalOffer) -> HttpResponse:
    return _one(request, rival)


@guard(Act.EDIT_RIVALS, rival_for, methods="POST")
def rival_document_new(request: UserRequest, rival: RivalOffer) -> HttpResponse:
    form = FilesForm(request.POST, request.FILES)
    by, at = request.user, timezone.now()
    accepted(form, lambda: files.attach_documents(offer=rival, files=form.cleaned_data["attached"], by=by, at=at))
    return _one(request, rival, form) if form.errors else go(request, "quotes:rival", rival.pk)


@guard(Act.SEE_RIVALS, document_for)
def rival_document(request: UserRequest, document: Attachment) -> HttpResponse:
    """Never shown in a page of ours, as no file is."""
    return sent(document, files.record_document_download(document=document, by=request.user, at=timezone.now()))


@guard(Act.ERASE_ATTACHMENT, document_for, methods="POST")
def rival_document_erase(request: UserRequest, document: Attachment) -> HttpResponse:
    form = EraseFileForm(request.POST)
    by, at = request.user, timezone.now()
    accepted(form, lambda: files.erase_document(document=document, by=by, at=at, **form.cleaned_data))
    offer = rival_for(request.user, document.rival_id or 0)
    if form.errors:
        return _one(request, offer, erasing=form)
    messages.success(request, _("The file is erased."))
    return go(request, "quotes:rival", offer.pk)


@guard(Act.EDIT_RIVALS, deal_for, methods="GET POST")
def rival_new(request: UserRequest, deal: Deal) -> HttpResponse:
    form = _form(request, deal)
    made = accepted(form, lambda: actions.note_rival(deal=deal, by=request.user, at=timezone.now(), **form.told()))
    return go(request, "quotes:rival", made.pk) if made else _edit(request, deal, form)


@guard(Act.EDIT_RIVALS, rival_for, methods="GET POST")
def rival_edit(request: UserRequest, rival: RivalOffer) -> HttpResponse:
    form = _form(request, rival.deal, rival)
    changed = accepted(
        form,
        lambda: actions.change_rival(
            offer=rival, edition=form.cleaned_data["edition"], by=request.user, at=timezone.now(), **form.told()
        ),
    )
    if changed:
        return go(request, "quotes:rival", rival.pk)
    if form.came_second:
        form.put_beside(rival_for(request.user, rival.pk))
    return _edit(request, rival.deal, form)


@guard(Act.EDIT_RIVALS, rival_for, methods="POST")
def rival_drop(request: UserRequest, rival: RivalOffer) -> HttpResponse:
    actions.drop_rival(offer=rival, by=request.user, at=timezone.now())
    messages.success(request, _("The offer of %(rival)s is off the list.") % {"rival": rival.rival})
    return go(request, "quotes:rivals", rival.deal_id)


@guard(Act.SEE_RIVALS, deal_for)
def rival_scores(request: UserRequest, deal: Deal) -> HttpResponse:
    """The address bar is the question; nothing of it is kept."""
    now = timezone.now()
    entrants = queries.entrants_of(deal, queries.ground_of(deal, timezone.localdate(now)))
    form = ScoreForm(request.GET or None, entrants=entrants, currency=deal.currency)
    asked = len(entrants) > 1 and form.is_valid() and form.scoring is not None
    context = {
        "form": form,
        "screen": queries.score_screen(form.bidders, form.scoring, form.criteria) if asked and form.scoring else None,
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="rivals"),
    }
    return render_screen(request, "quotes/rivals_scores.html", context, status=status_of(form))


def _one(
    request: UserRequest, rival: RivalOffer, form: FilesForm | None = None, erasing: EraseFileForm | None = None
) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": queries.rival_screen(request.user, rival, timezone.localdate(now)),
        "deal": rival.deal,
        "form": form or FilesForm(),
        "erasing": erasing or EraseFileForm(),
        "header": deal_header(request.user, rival.deal, now, current="rivals"),
    }
    return render_screen(request, "quotes/rivals_one.html", context, status=422 if form or erasing else 200)


def _form(request: UserRequest, deal: Deal, rival: RivalOffer | None = None) -> RivalForm:
    today = timezone.localdate()
    ground = queries.ground_of(deal, today)
    begun = {"heard_on": today, "currency": deal.currency, "heard_version": ground.version if ground else None}
    return RivalForm(
        posted(request),
        instance=rival,
        today=today,
        initial=None if rival else begun,
        items=queries.items_of(ground),
        contacts=queries.people_of(deal),
        versions=queries.offers_heard(deal),
        currency=deal.currency,
    )


def _edit(request: UserRequest, deal: Deal, form: RivalForm) -> HttpResponse:
    context = {
        "form": form,
        "deal": deal,
        "rival": form.instance if form.instance.pk else None,
        "header": deal_header(request.user, deal, timezone.now(), current="rivals"),
    }
    return render_screen(request, "quotes/rivals_edit.html", context, status=status_of(form))
