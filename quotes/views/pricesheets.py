"""Price books as Excel: taken out by everybody as far as they may see, brought in by those who write them."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import pricesheets as actions
from quotes.documents import pricesheets as documents
from quotes.forms.pricesheets import Desk, UploadForm
from quotes.models import PriceBookVersion, PriceImport
from quotes.permissions import Act, price_book_version_for, price_import_for
from quotes.queries import pricesheets as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guard(Act.SEE_PRICE_BOOK, price_book_version_for)
def price_book_export(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    at = timezone.now()
    told = documents.collect(request.user, version)
    actions.record_export(version=version, floors=told.floors, by=request.user, at=at)
    disposition = content_disposition_header(as_attachment=True, filename=documents.file_name(told))
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(documents.render(told, at), content_type=XLSX, headers=headers)


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="GET POST")
def price_book_import(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """Reads a workbook: what it would change is the next screen, what is wrong with it is this one."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, desk=_desk(request, version), is_draft=version.is_draft)
    made = accepted(
        form,
        lambda: actions.offer_import(version=version, **form.values(), by=request.user, at=timezone.now()),
    )
    if made:
        if form.unread:
            messages.warning(request, _("Not read: %(names)s") % {"names": "；".join(form.unread)})
        return go(request, "quotes:price_import", price_import=made.pk)
    context = {"form": form, "version": version.pk, "number": version.number, "book": version.book.name}
    return render_screen(
        request, "quotes/pricesheets.html", context | {"is_draft": version.is_draft}, status=status_of(form)
    )


@guard(Act.EDIT_PRICE_BOOK, price_import_for)
def price_import(request: UserRequest, made: PriceImport) -> HttpResponse:
    context = {"screen": queries.import_screen(request.user, made)}
    return render_screen(request, "quotes/pricesheets_preview.html", context)


@guard(Act.EDIT_PRICE_BOOK, price_import_for, methods="POST")
def price_import_apply(request: UserRequest, made: PriceImport) -> HttpResponse:
    edition = request.POST.get("edition", "")
    draft = actions.apply_import(price_import=made, edition=edition, by=request.user, at=timezone.now())
    messages.success(request, _("V%(number)s says what the file says.") % {"number": draft.number})
    return go(request, "quotes:price_book", price_book=draft.pk)


def _desk(request: UserRequest, version: PriceBookVersion) -> Desk:
    return Desk(
        currency=version.book.currency,
        tax_included=version.tax_included,
        products=queries.products_by_code() if request.method == "POST" else {},
        present=queries.codes_in(version),
        sees_floor=Act.SEE_LIST_FLOOR.permits(request.user),
    )
