"""Ordering several files from the list of quotes, and taking them away as one."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client

from quotes.actions.quotes import void_version
from quotes.models import BatchItem, ProposalBatch, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import batches, paper
from tests.factories import quotes as offered
from tests.factories.haggling import approved

ClientOf = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def test_the_offers_of_the_list_are_ticked_watched_and_taken_as_one_package(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    other = offered.draft(deal=version.quote.deal, price_book=version.price_book, by=ada)
    client = client_of(ada)
    assert "/proposals/batches/new/" in client.get("/quotes/").text
    assert f'value="{other.pk}"' in client.get("/proposals/batches/new/").text
    answer = client.post("/proposals/batches/new/", {"versions": [version.pk, other.pk]})
    batch = ProposalBatch.objects.get()
    address = f"/proposals/batches/{batch.pk}/"
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert "hx-trigger" in client.get(address, headers=HTMX).text
    first, second = (item.export for item in batch.items.order_by("version"))
    paper.finished(first, now)
    paper.failed(second, now)
    assert f"{address}files/" in client.get(address).text
    with ZipFile(BytesIO(client.get(f"{address}files/").content)) as package:
        names = package.namelist()
        missing = package.read("未导出.txt").decode("utf-8-sig")
    assert names == [f"{version.quote.number}-V1-{version.quote.deal.customer}-草稿.pdf", "未导出.txt"]
    assert (other.quote.number in missing, "排版" in missing) == (True, True)


def test_each_file_says_what_it_would_leave_as(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    other = offered.draft(deal=version.quote.deal, price_book=version.price_book, by=ada)
    approved(version, by=ada)
    order = batches.batch(paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now), by=ada)
    export = paper.made(other, ada, now)
    BatchItem.objects.create(batch=order, version=other, export=export)
    page = client_of(ada).get(f"/proposals/batches/{order.pk}/")
    rows = {one.item.version: one.row and one.row.stamp for one in page.context["screen"].items}
    assert rows == {version: "clean", other: "draft"}
    assert ("1 份正式，1 份带标记" in page.text, "草稿" in page.text) == (True, True)


def test_of_a_deal_that_was_handed_on_nothing_is_told_to_who_ordered(
    client_of: ClientOf, version: QuoteVersion, ada: User, dee: User, now: datetime
) -> None:
    """Neither what its file would leave as, nor why, nor that somebody withdrew the offer since."""
    approved(version, by=ada)
    order = batches.batch(paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now), by=ada)
    address = f"/proposals/batches/{order.pk}/"
    page = client_of(ada).get(address)
    assert ("正式" in page.text, f"{address}files/" in page.text) == (True, True)
    Deal.objects.filter(pk=version.quote.deal_id).update(owner=dee)
    for ends in (lambda: None, lambda: void(version, dee, now)):
        ends()
        page = client_of(ada).get(address)
        screen = page.context["screen"]
        assert (screen.ready, screen.size, [one.row for one in screen.items]) == (0, 0, [None])
        assert "你已无权查看该商机" in page.text
        assert not [
            word
            for word in ("正式", "不再报出", f"{address}files/", f"/proposals/{order.items.get().export_id}/")
            if word in page.text
        ]
    # Whoever has it now reads it on the file's own page.
    assert client_of(dee).get(f"/proposals/{order.items.get().export_id}/").status_code == 200


def void(version: QuoteVersion, by: User, at: datetime) -> None:
    void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=by, at=at)


def test_the_page_is_told_by_a_cookie_of_its_own_word_that_the_package_comes(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    batch = batches.batch(paper.made(version, ada, now), by=ada)
    address = f"/proposals/batches/{batch.pk}/"
    told = client_of(ada).get(f"{address}files/?word=ab12").cookies["packed"]
    assert (told.value, told["path"], told["max-age"], told["samesite"]) == ("ab12", address, 60, "Strict")
    for word in ("", "A b", "x" * 33, "a;b"):
        assert "packed" not in client_of(ada).get(f"{address}files/", {"word": word}).cookies


def test_what_was_ordered_is_found_again_and_all_offers_are_ticked_at_once(
    client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, now: datetime
) -> None:
    batch = batches.batch(paper.made(version, ada, now), by=ada)
    theirs = batches.batch(paper.made(version, pre, now), by=pre)
    page = client_of(ada).get("/proposals/batches/new/")
    assert (f"/proposals/batches/{batch.pk}/" in page.text, f"/proposals/batches/{theirs.pk}/" in page.text) == (
        True,
        False,
    )
    assert [(one.files, one.ready) for one in page.context["lately"]] == [(1, 1)]
    assert [client_of(ada).get(f"/proposals/batches/new/{how}").text.count(" checked") for how in ("", "?all=1")] == [
        0,
        1,
    ]


def test_it_is_called_off(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    client = client_of(ada)
    client.post("/proposals/batches/new/", {"versions": [version.pk]})
    address = f"/proposals/batches/{ProposalBatch.objects.get().pk}/"
    assert client.post(f"{address}cancel/").status_code == 303
    page = client.get(address)
    assert (page.context["screen"].running, page.context["screen"].ready) == (False, 0)


def test_somebody_elses_order_and_another_teams_offer_do_not_exist(
    client_of: ClientOf, version: QuoteVersion, ada: User, dee: User, fay: User, now: datetime
) -> None:
    batch = batches.batch(paper.made(version, ada, now), by=ada)
    address = f"/proposals/batches/{batch.pk}/"
    assert [client_of(who).get(address).status_code for who in (ada, dee)] == [200, 404]
    assert client_of(dee).post("/proposals/batches/new/", {"versions": [version.pk]}).status_code == 422
    assert client_of(fay).get("/proposals/batches/new/").status_code == 403
    assert "/proposals/batches/new/" not in client_of(fay).get("/quotes/").text
