"""Customers and their contacts."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from dealdesk.sheets import MOST
from dealdesk.web.files import WORKBOOK, download
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, text_of, word_of
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.customers import add_contact, change_contact, change_customer, create_customer
from stakeholders.actions.journal import export_list
from stakeholders.documents.customers import customers_workbook as workbook_of
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.journal import Listing
from stakeholders.forms.customers import ContactForm, CustomerForm
from stakeholders.models import Contact, Customer
from stakeholders.permissions import Act, contact_for, customer_for
from stakeholders.queries.customers import customer_list, customer_screen
from stakeholders.queries.savedviews import columns_in, list_views


@guard(Act.SEE_CUSTOMER)
def customers(request: UserRequest) -> HttpResponse:
    after, chosen = request.GET.get("after", ""), _chosen(request)
    context = {
        **chosen,
        "views": list_views(request.user, Listing.CUSTOMERS, request.GET),
        "page": customer_list(request.user, **chosen, after=after),
        "industries": tuple(Industry),
        "sizes": tuple(Size),
        "may_create": Act.EDIT_CUSTOMER.permits(request.user),
    }
    return render_screen(request, "stakeholders/customers.html", context, part="rows" if after else None)


@guard(Act.SEE_CUSTOMER)
def customers_workbook(request: UserRequest) -> HttpResponse:
    """What the list shows under the same address, from its first row on."""
    now = timezone.now()
    chosen = _chosen(request)
    found = customer_list(request.user, **chosen, rows=MOST)
    content = workbook_of(found, columns_in(Listing.CUSTOMERS, request.GET), at=now)
    export_list(listing=Listing.CUSTOMERS, wanted=chosen, rows=len(found.rows), by=request.user, at=now)
    return download(content, f"{_('Customers')}-{timezone.localdate(now):%Y%m%d}.xlsx", WORKBOOK)


def _chosen(request: UserRequest) -> dict[str, Any]:
    """What the address bar asks the list for."""
    return {
        "text": text_of(request, "q"),
        "industry": word_of(request, "industry", Industry),
        "size": word_of(request, "size", Size),
        "mine": "mine" in request.GET,
        "sort": request.GET.get("sort", ""),
    }


@guard(Act.EDIT_CUSTOMER, methods="GET POST")
def customer_new(request: UserRequest) -> HttpResponse:
    form = CustomerForm(posted(request), today=timezone.localdate())
    made = accepted(form, lambda: create_customer(**form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        return go(request, "stakeholders:customer", made.pk)
    return render_screen(request, "stakeholders/customer_edit.html", {"form": form}, status=status_of(form))


@guard(Act.SEE_CUSTOMER, customer_for)
def customer(request: UserRequest, customer: Customer) -> HttpResponse:
    context = {
        "screen": customer_screen(request.user, customer),
        "customer": customer,
        "fiscal_month": MONTHS[customer.fiscal_year_end_month],
        "may_edit": Act.EDIT_CUSTOMER.permits(request.user),
        "may_create_deal": Act.CREATE_DEAL.permits(request.user),
        "may_export": Act.EXPORT_CONTACT.permits(request.user),
        "may_see_health": Act.SEE_HEALTH.permits(request.user),
    }
    return render_screen(request, "stakeholders/customer.html", context)


@guard(Act.EDIT_CUSTOMER, customer_for, methods="GET POST")
def customer_edit(request: UserRequest, customer: Customer) -> HttpResponse:
    form = CustomerForm(posted(request), instance=customer, today=timezone.localdate())
    if accepted(form, lambda: change_customer(customer, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:customer", customer.pk)
    if form.came_second:
        form.put_beside(customer_for(request.user, customer.pk))
    context = {"form": form, "customer": customer}
    return render_screen(request, "stakeholders/customer_edit.html", context, status=status_of(form))


@guard(Act.EDIT_CUSTOMER, customer_for, methods="GET POST")
def contact_new(request: UserRequest, customer: Customer) -> HttpResponse:
    form = ContactForm(posted(request))
    if accepted(form, lambda: add_contact(customer, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:customer", customer.pk)
    context = {"form": form, "customer": customer}
    return render_screen(request, "stakeholders/contact_edit.html", context, status=status_of(form))


@guard(Act.EDIT_CUSTOMER, contact_for, methods="GET POST")
def contact_edit(request: UserRequest, contact: Contact) -> HttpResponse:
    form = ContactForm(posted(request), instance=contact)
    if accepted(form, lambda: change_contact(contact, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:customer", contact.customer_id)
    if form.came_second:
        form.put_beside(contact_for(request.user, contact.pk))
    may_erase = Act.ERASE_CONTACT.permits(request.user)
    context = {"form": form, "customer": contact.customer, "contact": contact, "may_erase": may_erase}
    return render_screen(request, "stakeholders/contact_edit.html", context, status=status_of(form))
