"""What we owe the people we judge: the policy and who looked, and taking out or erasing what is held about one."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.files import WORKBOOK, download
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.privacy import enter_privacy_policy, erase_contact, export_contact
from stakeholders.documents.privacy import contact_workbook
from stakeholders.forms.privacy import ErasureForm, PrivacyPolicyForm
from stakeholders.models import Contact
from stakeholders.permissions import Act, contact_for
from stakeholders.queries.privacy import dossier, privacy_screen


@guard(Act.SEE_PRIVACY)
def privacy(request: UserRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    context = {
        "screen": privacy_screen(request.user, today=timezone.localdate(), after=after),
        "may_set": Act.SET_PRIVACY.permits(request.user),
    }
    return render_screen(request, "stakeholders/privacy.html", context, part="openings" if after else None)


@guard(Act.SET_PRIVACY, methods="GET POST")
def privacy_new(request: UserRequest) -> HttpResponse:
    form = PrivacyPolicyForm(posted(request), today=timezone.localdate())
    if accepted(form, lambda: enter_privacy_policy(**form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:privacy")
    return render_screen(request, "stakeholders/privacy_new.html", {"form": form}, status=status_of(form))


@guard(Act.EXPORT_CONTACT, contact_for)
def contact_export(request: UserRequest, contact: Contact) -> HttpResponse:
    """Everything, in the words of the screens, for the person who asked; who took it out stands in the journal."""
    now = timezone.now()
    content = contact_workbook(dossier(contact), at=now)
    export_contact(contact, by=request.user, at=now)
    return download(
        content, f"{_('Held about one person')}-{contact.pk}-{timezone.localdate(now):%Y%m%d}.xlsx", WORKBOOK
    )


@guard(Act.ERASE_CONTACT, contact_for, methods="GET POST")
def contact_erase(request: UserRequest, contact: Contact) -> HttpResponse:
    form = ErasureForm(posted(request))
    customer = contact.customer
    if accepted(
        form, lambda: erase_contact(contact, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    ):
        return go(request, "stakeholders:customer", customer.pk)
    context = {"form": form, "contact": contact, "customer": customer}
    return render_screen(request, "stakeholders/contact_erase.html", context, status=status_of(form))
