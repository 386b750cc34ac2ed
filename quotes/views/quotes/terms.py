"""The terms of a draft, and the switch between items and one price."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import StaleRefusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.quotes import save_terms
from quotes.forms.quotes import FormForm, TermsForm
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.views.quotes.lines import edition_of
from quotes.views.quotes.screen import version_page


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def version_terms(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    now = timezone.now()
    form = TermsForm(posted(request), instance=version, today=timezone.localdate(now))
    overtaken = False

    def save() -> QuoteVersion:
        nonlocal overtaken
        try:
            return _save(request, version, form.cleaned_data)
        except StaleRefusal:
            overtaken = True
            raise

    if accepted(form, save):
        return go(request, "quotes:version", version=version.pk)
    stored = version_for(request.user, version=version.pk)
    if overtaken:
        _put_beside(form, stored)
    context = {
        "form": form,
        "version": stored.pk,
        "number": stored.mark,
        "edition": stored.edition,
        "is_draft": stored.is_draft,
        "deal": stored.quote.deal,
        "header": deal_header(request.user, stored.quote.deal, now, current="quotes"),
    }
    return render_screen(request, "quotes/version_terms.html", context, status=status_of(form))


def _save(request: UserRequest, version: QuoteVersion, terms: dict[str, Any]) -> QuoteVersion:
    edition = edition_of(request)
    return save_terms(version=version, edition=edition, by=request.user, at=timezone.now(), **terms)


def _put_beside(form: TermsForm, stored: QuoteVersion) -> None:
    """Beside every field that differs, what is stored by now."""
    fresh = TermsForm(instance=stored)
    for name in form.fields:
        now = getattr(stored, name)
        if name in form.cleaned_data and form.cleaned_data[name] != now:
            form.add_error(name, _("Stored by now: %(value)s") % {"value": fresh[name].value()})


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def version_form(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    form, had_discount = FormForm(request.POST, currency=version.currency), version.header() is not None
    if accepted(form, lambda: _save(request, version, form.cleaned_data)):
        if had_discount and version.header() is None:
            messages.info(request, _("The discount on the whole is gone: a bundle has one price. Undo brings it back."))
        return go(request, "quotes:version", version=version.pk)
    stored = version_for(request.user, version=version.pk)
    return version_page(request, stored, form=form, status=422)
