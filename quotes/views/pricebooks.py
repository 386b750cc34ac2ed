"""Price books: everybody reads them, finance and administrators write and publish them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from quotes.actions import pricebooks as actions
from quotes.forms.dated import PublishForm
from quotes.forms.pricebooks import BookForm, BundleForm, CloneForm, DraftForm, PriceTable, ProductForm
from quotes.models import Bundle, PriceBookVersion
from quotes.permissions import Act, price_book_version_for
from quotes.queries import pricebooks as queries


@guard(Act.SEE_PRICE_BOOK)
def price_books(request: UserRequest) -> HttpResponse:
    context = {
        "books": queries.price_book_list(request.user, timezone.localdate()),
        "may_edit": Act.EDIT_PRICE_BOOK.permits(request.user),
    }
    return render_screen(request, "quotes/pricebooks.html", context)


@guard(Act.EDIT_PRICE_BOOK, methods="GET POST")
def price_book_new(request: UserRequest) -> HttpResponse:
    form = BookForm(posted(request))
    made = accepted(form, lambda: actions.create_price_book(**form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        return go(request, "quotes:price_book", price_book=made.pk)
    return render_screen(request, "quotes/pricebook_new.html", {"form": form}, status=status_of(form))


@guard(Act.SEE_PRICE_BOOK, price_book_version_for)
def price_book(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    return _screen(request, version)


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="POST")
def price_book_draft(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """The next version of the book, from this one."""
    form = DraftForm(request.POST)
    made = accepted(
        form,
        lambda: actions.draft_price_book(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    return go(request, "quotes:price_book", price_book=made.pk) if made else _screen(request, version, draft=form)


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="POST")
def price_book_discard(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    actions.discard_price_book(version=version, by=request.user, at=timezone.now())
    messages.success(request, _("The draft V%(number)s is gone.") % {"number": version.number})
    return go(request, "quotes:price_books")


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="POST")
def price_book_prices(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    table = PriceTable(queries.items_of(version), request.POST, currency=version.book.currency)
    if not table.is_valid():
        return _screen(request, version, table=table)
    changes = table.changes()
    if changes:
        actions.save_prices(version=version, prices=changes, by=request.user, at=timezone.now())
        messages.success(request, _("%(count)s prices saved.") % {"count": len(changes)})
    return go(request, "quotes:price_book", price_book=version.pk)


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="GET POST")
def price_book_product(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    products = queries.products_to_add(version)
    form = ProductForm(posted(request), products=products, currency=version.book.currency)
    made = accepted(
        form, lambda: actions.add_product(version=version, by=request.user, at=timezone.now(), **form.told())
    )
    if made:
        return go(request, "quotes:price_book", price_book=version.pk)
    return _aside(request, version, "quotes/pricebook_product.html", {"form": form}, status_of(form))


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="GET POST")
def price_book_bundle(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """A new bundle, or with ?bundle= one that is there."""
    bundle = _bundle(request, version)
    form = BundleForm(
        posted(request),
        items=queries.items_of(version),
        currency=version.book.currency,
        quantities=queries.quantities_of(bundle),
        initial={"name": bundle.name, "price": bundle.price, "note": bundle.note} if bundle else None,
    )
    at = timezone.now()
    if bundle and request.method == "POST" and "remove" in request.POST:
        actions.remove_bundle(bundle=bundle, by=request.user, at=at)
        return go(request, "quotes:price_book", price_book=version.pk)
    made = accepted(
        form, lambda: actions.save_bundle(version=version, bundle=bundle, by=request.user, at=at, **form.told())
    )
    if made:
        return go(request, "quotes:price_book", price_book=version.pk)
    return _aside(request, version, "quotes/pricebook_bundle.html", {"form": form, "bundle": bundle}, status_of(form))


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="POST")
def price_book_publish(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    form = PublishForm(request.POST, today=timezone.localdate())
    made = accepted(
        form,
        lambda: actions.publish_price_book(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if made:
        messages.success(request, _("Published: nothing in it changes from now on."))
        return go(request, "quotes:price_book", price_book=version.pk)
    return _screen(request, version, publish=form)


@guard(Act.EDIT_PRICE_BOOK, price_book_version_for, methods="GET POST")
def price_book_clone(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """These prices in another book, there already or new, at a stated rate."""
    form = CloneForm(posted(request), books=queries.books_to_clone_into(version), currency=version.book.currency)
    made = accepted(
        form,
        lambda: actions.clone_price_book(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if made:
        return go(request, "quotes:price_book", price_book=made.pk)
    context = {"form": form, "currency": version.book.currency}
    return _aside(request, version, "quotes/pricebook_clone.html", context, status_of(form))


@guard(Act.SEE_PRICE_BOOK, price_book_version_for)
def price_book_compare(request: UserRequest, version: PriceBookVersion) -> HttpResponse:
    """This version against ?against=, an older one."""
    asked = id_of(request, "against")
    against = price_book_version_for(request.user, asked) if asked else None
    if against and against.book.currency != version.book.currency:
        raise Http404
    context = {"screen": queries.price_book_comparison(request.user, version, against)}
    return render_screen(request, "quotes/pricebook_compare.html", context)


def _bundle(request: HttpRequest, version: PriceBookVersion) -> Bundle | None:
    wanted = request.GET.get("bundle", "")
    return (
        get_object_or_404(version.bundles, pk=wanted if wanted.isdecimal() and len(wanted) < 19 else 0)
        if wanted
        else None
    )


def _screen(
    request: UserRequest,
    version: PriceBookVersion,
    *,
    table: PriceTable | None = None,
    draft: DraftForm | None = None,
    publish: PublishForm | None = None,
) -> HttpResponse:
    """The version; after a refusal with what was typed, and 422."""
    screen = queries.price_book_screen(request.user, version, timezone.localdate())
    if screen.may_edit and table is None:
        table = PriceTable(queries.items_of(version), currency=screen.currency)
    context: dict[str, Any] = {
        "screen": screen,
        "rows": _rows(screen, table),
        "draft": draft or DraftForm(),
        "publish": publish or PublishForm(today=timezone.localdate()),
        "may_draft": Act.EDIT_PRICE_BOOK.permits(request.user) and not version.is_draft,
    }
    wrong = draft or publish or (table and request.method == "POST")
    return render_screen(request, "quotes/pricebook.html", context, status=422 if wrong else 200)


def _rows(screen: queries.BookScreen, table: PriceTable | None) -> list[dict[str, Any]]:
    """Each family with its rows, and the form of each row where it may be typed into."""
    return [
        {
            "name": family.name,
            "rows": [{"row": row, "form": table.forms.get(row.product) if table else None} for row in family.rows],
        }
        for family in screen.families
    ]


def _aside(
    request: UserRequest, version: PriceBookVersion, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    facts = {"version": version.pk, "number": version.number, "book": version.book.name, "is_draft": version.is_draft}
    return render_screen(request, template, context | facts, status=status)
