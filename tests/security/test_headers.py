"""Every answer forbids what a page of ours never does, and asking changes nothing."""

from copy import copy

import pytest
from django.db import connection

from tests.security.visitors import ANONYMOUS, HTMX, Route, Visitors, routes

pytestmark = pytest.mark.django_db

ROUTES = routes()
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOBODY_ELSE = {"'self'", "'none'"}
# A download leaves its row in the journal: who took the file is worth a write; and so is who looked at a map.
TELLS = {
    "stakeholders:contact_export",
    "stakeholders:engagements",
    "stakeholders:seats",
    "stakeholders:seat_edit",
    "quotes:proposal_download",
    "quotes:price_book_export",
    "quotes:quotes_workbook",
    "quotes:deals_workbook",
    "stakeholders:customers_workbook",
}
TOLD_IN = {"stakeholders_journalentry", "stakeholders_deal", "stakeholders_mapopening"}
# Written by looking at all: the session's own clock, and the count of failed log-ins.
ASIDE = {"django_session", "dealdesk_cache"}


def policy(header: str) -> dict[str, set[str]]:
    """'img-src 'self'; …' → what each kind of thing may come from."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {part[0]: set(part[1:]) for part in parts}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("who", [ANONYMOUS, "manager"])
def test_the_answer_forbids_what_it_does_not_need(visitors: Visitors, route: Route, who: str) -> None:
    for headers in ({}, HTMX):
        answer = visitors.ask(who, "GET", visitors.url(route), headers=headers)
        allowed = policy(answer["Content-Security-Policy"])
        nonces = {source for sources in allowed.values() for source in sources if source.startswith("'nonce-")}
        assert set.union(*allowed.values()) - nonces <= NOBODY_ELSE
        assert allowed["default-src"] == allowed["object-src"] == allowed["base-uri"] == {"'none'"}
        assert allowed["frame-ancestors"] == {"'none'"}
        assert allowed["style-src"] == {"'self'"}
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "no-store" in answer["Cache-Control"]
        assert {"Cookie", "HX-Request"} <= {part.strip() for part in answer["Vary"].split(",")}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_asking_changes_nothing(visitors: Visitors, route: Route) -> None:
    """GET and HEAD leave every row of every table as it was, whoever asks."""
    before = contents()
    url = visitors.url(route)
    for client in visitors.clients.values():
        for method in ("get", "head"):
            with_cookies = copy(client.cookies)
            answer = getattr(client, method)(url)
            _ = answer.getvalue() if answer.streaming else answer.content
            client.cookies = with_cookies
    changed = {table for table, now in contents().items() if now != before[table]}
    assert changed <= (TOLD_IN if route.name in TELLS else set())


def contents() -> dict[str, str]:
    """Each table → a figure that any inserted, changed or deleted row would alter."""
    tables = [table for table in connection.introspection.table_names() if table not in ASIDE]
    each = [f"SELECT '{table}', coalesce(sum(hashtext(row::text)), 0)::text FROM \"{table}\" row" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return dict(cursor.fetchall())
