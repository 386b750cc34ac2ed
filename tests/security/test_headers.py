"""Every answer forbids what a page of ours never does, and asking changes nothing."""

import pytest
from django.db import transaction

from stakeholders.models import Team
from tests.security.answers import written
from tests.security.visitors import Route, Visitors, routes

pytestmark = pytest.mark.django_db

ROUTES = routes()
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What a link is opened by is told to nobody at all, ourselves included.
UNTOLD = {"Referrer-Policy": "no-referrer"}
NOBODY_ELSE = {"'self'", "'none'"}
# A download leaves its row in the journal: who took the file is worth a write; and so is who read of people.
TELLS = {
    "stakeholders:contact_export",
    "stakeholders:engagements",
    "stakeholders:engagement_edit",
    "stakeholders:seats",
    "stakeholders:seat_edit",
    "quotes:readiness",
    "quotes:value",
    "quotes:driver",
    "quotes:attachment",
    "quotes:rival_document",
    "contracts:declaration",
    "contracts:checklist_paper_download",
    "contracts:signed_copy",
    "quotes:claim_proof",
    "quotes:proposal_download",
    "quotes:batch_files",
    "quotes:sheet_download",
    "quotes:price_book_export",
    "quotes:quotes_workbook",
    "quotes:deals_workbook",
    "stakeholders:customers_workbook",
}
TOLD_IN = {
    "stakeholders_journalentry",
    "stakeholders_deal",
    "stakeholders_mapopening",
    "quotes_proposalcopy",
}
# A reader's look is what a link is for; the first of them is told to ours.
READ = {"readers:reader", "readers:reader_picture", "readers:reader_file"}
READ_IN = TOLD_IN | {"quotes_linkview", "stakeholders_notice"}
# Written by looking at all: the session's own clock, and the counts of failed log-ins.
ASIDE = {"django_session", "dealdesk_cache"}


def policy(header: str) -> dict[str, set[str]]:
    """'img-src 'self'; …' → what each kind of thing may come from."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {part[0]: set(part[1:]) for part in parts}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_answer_forbids_what_it_does_not_need(visitors: Visitors, route: Route) -> None:
    """Whoever asks, for a page or for a part of one."""
    given = visitors.answers(route)
    for answer in (*given.pages.values(), *given.parts.values()):
        allowed = policy(answer.headers["Content-Security-Policy"])
        nonces = {source for sources in allowed.values() for source in sources if source.startswith("'nonce-")}
        assert set.union(*allowed.values()) - nonces <= NOBODY_ELSE
        assert allowed["default-src"] == allowed["object-src"] == allowed["base-uri"] == {"'none'"}
        assert allowed["frame-ancestors"] == {"'none'"}
        assert allowed["style-src"] == {"'self'"}
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS | (UNTOLD if route.name in READ else {})
        assert "no-store" in answer.headers["Cache-Control"]
        assert {"Cookie", "HX-Request"} <= {part.strip() for part in answer.headers["Vary"].split(",")}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_asking_changes_nothing(visitors: Visitors, route: Route) -> None:
    """GET and HEAD write no row of any table, whoever asks."""
    wrote = visitors.answers(route).wrote - ASIDE
    assert wrote <= (READ_IN if route.name in READ else TOLD_IN if route.name in TELLS else set())


def test_a_row_that_is_written_is_noticed_even_where_it_is_taken_back(visitors: Visitors) -> None:
    before = written()
    with transaction.atomic():
        Team.objects.create(name="Nowhere")
        transaction.set_rollback(True)
    assert {table for table, rows in written().items() if rows != before[table]} == {Team._meta.db_table}
