"""Ordering, watching and taking away the PDF of a version, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote as percent_encoded

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dealdesk.kernel.refusals import Finding, Refusal
from quotes.actions.claims import retire_claim
from quotes.actions.proposals import (
    cancel_export,
    claim_export,
    fail_export,
    finish_export,
    note_progress,
    request_export,
)
from quotes.actions.quotes import void_version
from quotes.documents.proposal import collect, snapshot
from quotes.documents.proposal.page import html
from quotes.domain.papers import Block, Composition, Passage
from quotes.models import ProposalExport, QuoteVersion
from stakeholders.models import Deal, JournalEntry, User
from tests.factories.haggling import approved, asked
from tests.factories.paper import failed, finished, pdf
from tests.factories.value import claim

ClientOf = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def ordered(version: QuoteVersion, pre: User, now: datetime) -> ProposalExport:
    return request_export(version=version, by=pre, at=now)


def url(export: ProposalExport, part: str = "") -> str:
    return f"/proposals/{export.pk}/{part}"


def order(version: QuoteVersion) -> str:
    return f"/versions/{version.pk}/proposals/new/"


class TestOrdering:
    def test_a_click_orders_a_draft_before_approval_and_a_second_one_finds_it(
        self, client_of: ClientOf, version: QuoteVersion, pre: User
    ) -> None:
        client = client_of(pre)
        answers = [client.post(order(version)) for _ in range(2)]
        export = ProposalExport.objects.get()
        assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, url(export))] * 2
        assert (export.version, export.requested_by) == (version, pre)

    def test_each_language_is_a_file_of_its_own_and_chinese_goes_without_saying(
        self, client_of: ClientOf, version: QuoteVersion, pre: User, now: datetime
    ) -> None:
        client = client_of(pre)
        for sent in ({}, {"language": "zh-hans"}, {"language": "en"}, {"language": "en"}):
            client.post(order(version), sent)
        chinese, english = ProposalExport.objects.order_by("id")
        assert (chinese.language, english.language) == ("zh-hans", "en")
        finished(english, now)
        assert "-en.pdf" in client.get(url(english, "download/")).headers["Content-Disposition"]
        assert ["English</span>" in client.get(url(export)).text for export in (chinese, english)] == [False, True]

    def test_each_document_is_a_file_of_its_own_and_says_in_its_name_which_it_is(
        self, client_of: ClientOf, version: QuoteVersion, pre: User, now: datetime
    ) -> None:
        client = client_of(pre)
        for sent in ({}, {"kind": "quotation"}, {"kind": "quotation"}):
            client.post(order(version), sent)
        proposal, quotation = ProposalExport.objects.order_by("id")
        assert (proposal.kind, quotation.kind) == ("proposal", "quotation")
        finished(quotation, now)
        name = client.get(url(quotation, "download/")).headers["Content-Disposition"]
        assert f"{percent_encoded('-报价单.pdf')}" in name
        assert "报价单 · 草稿" in client.get(f"/quotes/{version.quote_id}/proposals/").text

    def test_another_document_is_refused_with_a_sentence(
        self, client_of: ClientOf, version: QuoteVersion, pre: User
    ) -> None:
        answer = client_of(pre).post(order(version), {"kind": "invoice"})
        assert (answer.status_code, "没有这种文件，请从列表中选一种。" in answer.text) == (422, True)

    def test_another_language_is_refused_with_a_sentence(
        self, client_of: ClientOf, version: QuoteVersion, pre: User
    ) -> None:
        answer = client_of(pre).post(order(version), {"language": "fr"})
        assert (answer.status_code, "PDF 可选中文或英文，请选一种。" in answer.text) == (422, True)
        assert not ProposalExport.objects.exists()

    def test_a_copy_is_marked_until_the_version_is_approved_and_the_page_says_why(
        self, client_of: ClientOf, version: QuoteVersion, ordered: ProposalExport, ada: User, now: datetime
    ) -> None:
        finished(ordered, now)
        client, seen = client_of(ada), []
        for act in (lambda: None, lambda: approved(version, by=ada)):
            act()
            row = client.get(url(ordered)).context["row"]
            (listed,) = client.get(f"/quotes/{version.quote_id}/proposals/").context["rows"][0].exports
            assert (listed.stamp, listed.why) == (row.stamp, row.why)
            name = client.get(url(ordered, "download/")).headers["Content-Disposition"]
            seen.append((str(row.stamp), row.why, percent_encoded("草稿") in name))
        assert seen == [("draft", "尚未审批；审批通过后下载不再带标记。", True), ("clean", "", False)]

    def test_what_was_taken_back_is_refused_with_a_sentence_and_no_button(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        void_version(version=asked(version, by=ada).version, reason="客户改了需求", by=ada, at=now)
        client = client_of(ada)
        assert (client.post(order(version)).status_code, ProposalExport.objects.count()) == (409, 0)
        assert order(version) not in client.get(f"/quotes/{version.quote_id}/proposals/").text


class TestWatching:
    def test_while_it_is_made_the_part_asks_again_every_second_and_then_no_more(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, now: datetime
    ) -> None:
        client = client_of(pre)
        claimed = claim_export(export=ordered.pk)
        assert claimed is not None
        note_progress(export=claimed, percent=40)
        parts = [client.get(url(ordered, query), headers=HTMX).text for query in ("", "?as=row")]
        assert [("every 1s" in part, 'value="40"' in part, "<html" in part) for part in parts] == [
            (True, True, False)
        ] * 2
        finished(ordered, now)
        parts = [client.get(url(ordered, query), headers=HTMX).text for query in ("", "?as=row")]
        assert [("every 1s" in part, url(ordered, "download/") in part) for part in parts] == [(False, True)] * 2

    def test_what_is_printed_in_its_foot_stands_beside_the_hash_of_the_file(
        self, client_of: ClientOf, version: QuoteVersion, ordered: ProposalExport, pre: User, now: datetime
    ) -> None:
        said = collect(version, at=now)
        export = finished(ordered, now, **snapshot(said))
        assert f"内容指纹 {said.fingerprint}" in html(said)
        for headers in ({}, HTMX):
            page = client_of(pre).get(url(export), headers=headers).text
            assert page.index("<dt>SHA-256</dt>") < page.index(export.sha256) < page.index("<dt>内容指纹</dt>")
            assert said.fingerprint in page

    def test_without_script_it_is_a_page(self, client_of: ClientOf, ordered: ProposalExport, pre: User) -> None:
        page = client_of(pre).get(url(ordered)).text
        assert ("<html" in page, "<noscript>" in page) == (True, True)

    def test_a_failure_is_told_and_can_be_ordered_again(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, now: datetime
    ) -> None:
        claimed = claim_export(export=ordered.pk)
        assert claimed is not None
        fail_export(
            export=claimed,
            failure=Refusal(
                "The document's fonts cannot draw %(characters)s: write them in another way.", characters="<𪚥>"
            ),
            at=now,
        )
        client = client_of(pre)
        page = client.get(url(ordered)).text
        assert ("文档字体里没有这些字符：&lt;𪚥&gt;" in page, order(ordered.version) in page) == (True, True)
        client.cookies["django_language"] = "en"
        assert "fonts cannot draw &lt;𪚥&gt;" in client.get(url(ordered)).text


class TestDownloading:
    def test_the_file_comes_with_its_chinese_name_and_is_written_down(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, deal: Deal, now: datetime
    ) -> None:
        finished(ordered, now)
        answer = client_of(pre).get(url(ordered, "download/"))
        name = f"{ordered.version.quote.number}-V1-{deal.customer}-草稿.pdf"
        assert (answer.status_code, answer.content[:5], answer.headers["Content-Type"]) == (
            200,
            b"%PDF-",
            "application/pdf",
        )
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{percent_encoded(name)}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        entry = JournalEntry.objects.get(act="download_proposal")
        assert (entry.by, entry.deal, entry.facts["sha256"]) == (pre, deal, sha256(answer.content).hexdigest())

    def test_before_it_is_ready_there_is_a_sentence(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User
    ) -> None:
        assert client_of(pre).get(url(ordered, "download/")).status_code == 409
        assert not JournalEntry.objects.filter(act="download_proposal").exists()

    def test_what_would_be_refused_is_not_offered_and_says_why(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        edition = claim(by=ada)
        approved(version, by=ada)
        told = claim_export(export=request_export(version=version, by=ada, at=now).pk)
        assert told is not None
        finish_export(export=told, key="k", pdf=pdf(), snapshot={"claims": [edition.pk]}, at=now)
        client, addresses = client_of(ada), (url(told), f"/quotes/{version.quote_id}/proposals/")
        assert [url(told, "download/") in client.get(address).text for address in addresses] == [True, True]
        retire_claim(claim=edition.claim, reason="测错了", by=ada, at=now)
        pages = [client.get(address).text for address in addresses]
        assert [url(told, "download/") in page for page in pages] == [False, False]
        assert [edition.metric_zh in page for page in pages] == [True, True]
        assert client.get(url(told, "download/")).status_code == 409


class TestChecking:
    """A PDF that somebody holds: ours or not, as it left or not, and what it is worth today."""

    def asked(self, client: Client, content: bytes) -> Any:
        answer = client.post("/proposals/check/", {"file": SimpleUploadedFile("x.pdf", content)})
        return answer.context["found"]

    def test_what_left_us_is_recognised_with_its_mark_and_what_it_is_worth_now(
        self, client_of: ClientOf, ordered: ProposalExport, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        finished(ordered, now)
        client = client_of(ada)
        draft = client.get(url(ordered, "download/")).content
        approved(version, by=ada)
        clean = client.get(url(ordered, "download/")).content
        found = [self.asked(client, content) for content in (draft, clean)]
        assert [(one.verdict, one.copy.stamp, one.row.export, one.row.stamp) for one in found] == [
            ("ours", "draft", ordered, "clean"),
            ("ours", "clean", ordered, "clean"),
        ]

    def test_one_byte_more_is_another_file_and_what_calls_itself_ours_is_said_to_be_altered(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, now: datetime
    ) -> None:
        finished(ordered, now)
        client = client_of(pre)
        content = client.get(url(ordered, "download/")).content
        number = ordered.version.quote.number
        altered = content + f"{number}, V1, 0a1b2c3d".encode()
        found = [self.asked(client, one) for one in (content + b"\n", altered)]
        assert [(one.verdict, one.claims) for one in found] == [("unknown", ""), ("altered", f"{number} V1")]

    def test_of_a_deal_one_may_not_open_nothing_is_known(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, dee: User, now: datetime
    ) -> None:
        finished(ordered, now)
        content = client_of(pre).get(url(ordered, "download/")).content
        named = content + f"{ordered.version.quote.number}, V1, 0a1b2c3d".encode()
        assert [self.asked(client_of(dee), one).verdict for one in (content, named)] == ["unknown", "unknown"]

    def test_what_is_no_pdf_is_refused_with_a_sentence(self, client_of: ClientOf, pre: User) -> None:
        answer = client_of(pre).post("/proposals/check/", {"file": SimpleUploadedFile("x.pdf", b"MZ")})
        assert (answer.status_code, "这不是 PDF 文件。" in answer.text) == (422, True)


class TestWhatTheMachineGaveUp:
    def test_an_administrator_sees_it_without_a_word_of_the_deal_and_tries_it_again(
        self, client_of: ClientOf, ordered: ProposalExport, deal: Deal, adm: User, now: datetime
    ) -> None:
        failed(ordered, now)
        client = client_of(adm)
        page = client.get("/proposals/failed/")
        (row,) = page.context["screen"].rows
        assert (row.number, row.failure, deal.customer.name in page.text, deal.name in page.text) == (
            f"{ordered.version.quote.number} · V1",
            Finding(message="Laying the document out took too long: shorten it, or split the quote in two."),
            False,
            False,
        )
        assert client.post(url(ordered, "again/")).status_code == 303
        assert ProposalExport.objects.get().state == "queued"
        assert client.post(url(ordered, "again/")).status_code == 404

    def test_whoever_ordered_calls_it_off(self, client_of: ClientOf, ordered: ProposalExport, pre: User) -> None:
        client = client_of(pre)
        assert url(ordered, "cancel/") in client.get(url(ordered)).text
        assert client.post(url(ordered, "cancel/")).status_code == 303
        page = client.get(url(ordered)).text
        assert (ProposalExport.objects.get().state, "生成完成前已取消。" in page) == ("cancelled", True)

    def test_ordered_again_it_is_put_together_as_it_was(
        self, client_of: ClientOf, version: QuoteVersion, pre: User, now: datetime
    ) -> None:
        client, composed = client_of(pre), Composition(texts=(Passage(Block.PRICES, "含实施"),))
        first = request_export(version=version, composition=composed, by=pre, at=now)
        cancel_export(export=first, by=pre, at=now)
        assert f'name="like" value="{first.pk}"' in client.get(url(first)).text
        again = {"kind": "proposal", "language": "zh-hans", "like": first.pk}
        assert client.post(order(version), again).status_code == 303
        made = ProposalExport.objects.latest("pk")
        assert (made.pk != first.pk, made.composed) == (True, composed.key)

    def test_of_a_void_version_it_is_not_ordered_again(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        client, dead = client_of(ada), failed(request_export(version=version, by=ada, at=now), now)
        assert "重新生成" in client.get(url(dead)).text
        approved(version, by=ada)
        void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=ada, at=now)
        assert 'name="like"' not in client.get(url(dead)).text


class TestWhoMay:
    def test_another_team_finds_nothing(
        self, client_of: ClientOf, ordered: ProposalExport, pre: User, dee: User, now: datetime
    ) -> None:
        finished(ordered, now)
        version = ordered.version
        for address in (url(ordered), url(ordered, "download/"), f"/quotes/{version.quote_id}/proposals/"):
            assert [client_of(person).get(address).status_code for person in (dee, pre)] == [404, 200]
        assert [client_of(person).post(order(version)).status_code for person in (dee, pre)] == [404, 303]

    def test_finance_that_signs_the_deal_reads_it_but_takes_no_files(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, fay: User, pre: User, now: datetime
    ) -> None:
        asked(version, points="30", by=ada)
        export = finished(request_export(version=version, by=pre, at=now), now)
        for address in (url(export), url(export, "download/"), f"/quotes/{version.quote_id}/proposals/"):
            assert [client_of(person).get(address).status_code for person in (fay, pre)] == [403, 200]


@pytest.mark.parametrize("exports", [1, 3])
def test_the_list_takes_as_many_statements_for_three_files_as_for_one(
    client_of: ClientOf,
    version: QuoteVersion,
    pre: User,
    now: datetime,
    exports: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(exports):
        finished(request_export(version=version, by=pre, at=now), now)
    client = client_of(pre)
    with django_assert_num_queries(7):
        rows = client.get(f"/quotes/{version.quote_id}/proposals/").context["rows"]
    assert [len(row.exports) for row in rows] == [exports]


def test_what_the_short_way_of_ordering_leaves_out_is_said_with_its_reason(
    client_of: ClientOf, version: QuoteVersion, ada: User, now: datetime
) -> None:
    client = client_of(ada)

    def page(kind: str, **says: Any) -> str:
        client.post(f"/versions/{version.pk}/proposals/new/", {"kind": kind, "language": "zh-hans"})
        export = finished(ProposalExport.objects.latest("pk"), now, **says)
        text: str = client.get(f"/proposals/{export.pk}/").content.decode()
        return text

    why = "本商机今天没有可对外说的主张"
    assert (why in page("proposal"), why in page("quotation")) == (True, False)
    assert why not in page("proposal", worth={"headline": "1"})
