"""The bare Django view to measure against: raw SQL, a small template, keyset pages, no log-in, no rules, no journal.

It reads and writes the same tables as the desk, with the same indexes, under the same server.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

PAGES = {
    "list.html": """<!doctype html><title>报价</title><table>
        {% for row in rows %}<tr><td><a href="/open/{{ row.0 }}/">{{ row.1 }}</a><td>{{ row.2 }}<td>{{ row.3 }}
        <td>{{ row.4 }}<td>{{ row.5 }}<td>{{ row.6 }}%<td>{{ row.8 }}<td>{{ row.7|date:"Y-m-d H:i" }}{% endfor %}
        </table>{% if next %}<a href="?{{ next }}">下一页</a>{% endif %}""",
    "open.html": """<!doctype html><title>{{ offer.1 }}</title><h1>{{ offer.1 }} {{ offer.2 }} {{ offer.3 }}</h1><table>
        {% for line in lines %}<tr><td>{{ line.1 }}<td>{{ line.2 }}<td>{{ line.3 }}<td>{{ line.4 }}<td>{{ line.5 }}
        <td>{{ line.6 }}%<td>{{ line.7 }}<td>{{ line.8 }}{% endfor %}</table>
        <p>{{ offer.4 }} {{ offer.5 }} {{ offer.6 }}""",
}
CENT = Decimal("0.01")

LIST = """
    SELECT q.id, q.number, c.name, q.title, q.latest_state, q.latest_total, q.latest_discount, q.updated_at, u.name
      FROM quotes_quote q JOIN stakeholders_customer c ON c.id = q.customer_id
      JOIN stakeholders_deal d ON d.id = q.deal_id JOIN stakeholders_user u ON u.id = d.owner_id
     WHERE {where} ORDER BY q.updated_at DESC, q.id DESC LIMIT 51"""
AFTER = "(q.updated_at, q.id) < (%s, %s)"
CONTAINS = """q.customer_id IN (SELECT id FROM stakeholders_customer
     WHERE search_text_bigrams @> zh_bigrams(%s) AND search_text LIKE %s)"""
OFFER = """
    SELECT v.id, q.number, c.name, q.title, v.net_total, v.tax_total, v.gross_total
      FROM quotes_quoteversion v JOIN quotes_quote q ON q.id = v.quote_id
      JOIN stakeholders_customer c ON c.id = q.customer_id WHERE v.id = %s"""
LINES = """
    SELECT id, position, product_code, description, quantity, list_price, discount, net_total, gross_total, vat_rate
      FROM quotes_quoteline WHERE version_id = %s ORDER BY position"""
NEW_QUOTE = """
    INSERT INTO quotes_quote (deal_id, customer_id, title, latest_number, latest_branch, latest_state, latest_total,
                              latest_discount, created_at, created_by_id, updated_at)
    SELECT d.id, d.customer_id, %s, 1, '', 'draft', %s, 0, %s, d.owner_id, %s FROM stakeholders_deal d WHERE d.id = %s
    RETURNING id"""
NEW_VERSION = """
    INSERT INTO quotes_quoteversion (quote_id, number, branch, price_book_id, state, form, currency, tax_included,
        rounding_scope, rounding_mode, payment_plan, prepay_percent, credit_days, term_months, free_months,
        support_hours, valid_until, note, list_total, itemised_total, net_total, tax_total, gross_total, discount,
        edition, content_hash, void_reason, rounding_places, stacking, header_steps, columns, recommended, furthest_in,
        fx_from, fx_source, created_at, created_by_id, updated_at)
    VALUES (%s, 1, '', 1, 'draft', 'itemised', 'CNY', true, 'line', 'half_up', 'quarterly_prepaid', 0, 0, 12, 0, '', %s,
        '', %s, %s, %s, %s, %s, 0, 1, '', '', 2, 'multiplicative', '[]', '[]', '', '', '', '', %s, 1, %s)
    RETURNING id"""
NEW_LINES = """
    INSERT INTO quotes_quoteline (version_id, position, "group", product_id, product_code, description, unit, quantity,
        list_price, discount, vat_rate, floor_price, discounts, other_taxes, role, columns, net_total, tax_total,
        gross_total)
    SELECT %s, n.position, p.family, p.id, p.code, p.name, p.unit, n.quantity, i.list_price, 0, i.vat_rate,
        i.floor_price, '[]', '[]', 'included', '[]', n.net, n.gross - n.net, n.gross
      FROM unnest(%s::int[], %s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[])
           AS n (position, product_id, quantity, net, gross)
      JOIN quotes_product p ON p.id = n.product_id
      JOIN quotes_priceitem i ON i.product_id = p.id AND i.version_id = 1"""


def listed(request: HttpRequest) -> HttpResponse:
    where, values = "true", []
    if text := request.GET.get("q"):
        where, values = CONTAINS, [text, f"%{text}%"]
    if at := request.GET.get("at"):
        where, values = f"{where} AND {AFTER}", [*values, at, request.GET["id"]]
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(where=where), values)
        rows = cursor.fetchall()
    last = f"at={rows[49][7].isoformat()}&id={rows[49][0]}" if len(rows) > 50 else ""
    return render(request, "list.html", {"rows": rows[:50], "next": last})


def opened(request: HttpRequest, version: int) -> HttpResponse:
    with connection.cursor() as cursor:
        offer, lines = read(cursor, version)
    return render(request, "open.html", {"offer": offer, "lines": lines})


def read(cursor: Any, version: int) -> tuple[Any, list[Any]]:
    cursor.execute(OFFER, [version])
    offer = cursor.fetchone()
    cursor.execute(LINES, [version])
    return offer, cursor.fetchall()


def split(gross: Decimal, vat: Decimal) -> tuple[Decimal, Decimal]:
    return (gross * 100 / (100 + vat)).quantize(CENT, ROUND_HALF_UP), gross


@transaction.atomic
def discount(request: HttpRequest, version: int) -> HttpResponse:
    """One line's discount, the totals that follow, and the page after it."""
    chosen, wanted = int(request.POST["line"]), Decimal(request.POST["discount"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM quotes_quoteversion WHERE id = %s FOR UPDATE", [version])
        cursor.execute(LINES, [version])
        lines = cursor.fetchall()
        for line in lines:
            if line[0] == chosen:
                net, gross = split((line[4] * line[5] * (100 - wanted) / 100).quantize(CENT, ROUND_HALF_UP), line[9])
                cursor.execute(
                    "UPDATE quotes_quoteline SET discount = %s, net_total = %s, tax_total = %s, gross_total = %s "
                    "WHERE id = %s",
                    [wanted, net, gross - net, gross, chosen],
                )
        cursor.execute(
            "UPDATE quotes_quoteversion v SET net_total = s.net, tax_total = s.gross - s.net, gross_total = s.gross, "
            "itemised_total = s.gross, edition = edition + 1, updated_at = %s FROM (SELECT sum(net_total) AS net, "
            "sum(gross_total) AS gross FROM quotes_quoteline WHERE version_id = %s) s WHERE v.id = %s",
            [timezone.now(), version, version],
        )
        offer, lines = read(cursor, version)
    return render(request, "open.html", {"offer": offer, "lines": lines})


@transaction.atomic
def created(request: HttpRequest, deal: int) -> HttpResponse:
    products = [int(value) for value in request.POST.getlist("product")]
    quantities = [Decimal(value) for value in request.POST.getlist("quantity")]
    at = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT product_id, list_price, vat_rate FROM quotes_priceitem "
            "WHERE version_id = 1 AND product_id = ANY(%s)",
            [products],
        )
        prices = {product: (price, vat) for product, price, vat in cursor.fetchall()}
        sums = [
            split((quantity * prices[product][0]).quantize(CENT, ROUND_HALF_UP), prices[product][1])
            for product, quantity in zip(products, quantities, strict=True)
        ]
        net, gross = sum(one for one, _ in sums), sum(one for _, one in sums)
        cursor.execute(NEW_QUOTE, ["压测", gross, at, at, deal])
        quote = cursor.fetchone()[0]
        until = at.date() + timedelta(days=30)
        cursor.execute(NEW_VERSION, [quote, until, gross, gross, net, gross - net, gross, at, at])
        version = cursor.fetchone()[0]
        positions = list(range(1, len(products) + 1))
        nets, grosses = [one for one, _ in sums], [one for _, one in sums]
        cursor.execute(NEW_LINES, [version, positions, products, quantities, nets, grosses])
    return HttpResponseRedirect(f"/open/{version}/", status=303)


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Says in a header how many statements the answer took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        statements = 0

        def count(execute: Callable[..., Any], *args: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*args)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Statements"] = str(statements)
        return response

    return middleware


urlpatterns = [
    path("list/", listed),
    path("open/<int:version>/", opened),
    path("discount/<int:version>/", discount),
    path("create/<int:deal>/", created),
]


def configure() -> None:
    from dealdesk.settings import database

    settings.configure(
        SECRET_KEY="for measuring only",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
        MIDDLEWARE=[f"{__name__}.counted"],
        DATABASES={"default": database(os.environ["DATABASE_URL"])},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", PAGES)])
                    ]
                },
            }
        ],
    )


if not settings.configured:
    configure()
    application = get_wsgi_application()
