"""How a version ends or goes on: void, renewed, accepted, or one of several alternatives."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.quotes import accept_version, branch_version, choose_branch, renew_version, void_version
from quotes.forms.quotes import RenewForm, VoidForm
from quotes.models import QuoteVersion
from quotes.permissions import Act, version_for
from quotes.queries.quotes import offer

# What is offered when an offer is renewed; any later day may be typed.
AGAIN = timedelta(days=30)


@guard(Act.VOID_VERSION, version_for, methods="GET POST")
def version_void(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    form = VoidForm(posted(request))
    done = accepted(
        form, lambda: void_version(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
    )
    if done:
        messages.success(request, _("V%(number)s is void.") % {"number": version.mark})
        return go(request, "quotes:version", version=version.pk)
    return _page(request, version, "quotes/version_void.html", form)


@guard(Act.SUBMIT_VERSION, version_for, methods="GET POST")
def version_renew(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    today = timezone.localdate()
    later = max(today, version.valid_until) + AGAIN
    form = RenewForm(posted(request), today=today, initial={"valid_until": later})
    renewed = accepted(
        form, lambda: renew_version(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
    )
    if renewed:
        messages.success(
            request, _("Renewed as V%(number)s until %(day)s.") % {"number": renewed.mark, "day": renewed.valid_until}
        )
        return go(request, "quotes:version", version=renewed.pk)
    return _page(request, version, "quotes/version_renew.html", form)


def _page(request: UserRequest, version: QuoteVersion, template: str, form: VoidForm | RenewForm) -> HttpResponse:
    now, deal = timezone.now(), version.quote.deal
    context = {
        "form": form,
        "offer": offer(request.user, version, now),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="quotes"),
    }
    return render_screen(request, template, context, status=status_of(form))


@guard(Act.ACCEPT_VERSION, version_for, methods="POST")
def version_accept(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    accept_version(version=version, by=request.user, at=timezone.now())
    messages.success(request, _("V%(number)s is marked as accepted by the customer.") % {"number": version.mark})
    return go(request, "quotes:version", version=version.pk)


@guard(Act.EDIT_QUOTE, version_for, methods="POST")
def version_branch(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    drafts = branch_version(version=version, by=request.user, at=timezone.now())
    names = "、".join(str(draft) for draft in drafts)
    messages.success(request, _("Alternatives begun: %(names)s.") % {"names": names})
    return go(request, "quotes:version", version=drafts[0].pk)


@guard(Act.VOID_VERSION, version_for, methods="POST")
def version_choose(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    reason = _("Chose alternative %(branch)s") % {"branch": version.branch}
    chosen = choose_branch(version=version, reason=reason, by=request.user, at=timezone.now())
    words = _("Alternative %(branch)s goes on; the others are void.") % {"branch": chosen.branch}
    messages.success(request, words)
    return go(request, "quotes:version", version=chosen.pk)
