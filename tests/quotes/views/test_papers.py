"""Putting a document together beside its preview, asked over HTTP."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from dealdesk.kernel.words import Told
from quotes.actions.quotes import void_version
from quotes.actions.texts import change_text
from quotes.domain.papers import Block, Composition, Passage, Section, composition_from
from quotes.domain.rivals.words import Evidence
from quotes.models import ProposalExport, QuoteLine, QuoteVersion
from stakeholders.models import User
from tests.factories import paper, texts
from tests.factories.haggling import asked
from tests.factories.rivals import rival

ClientOf = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
TOLD = {"kind": "champion", "language": "zh-hans", "in_comparison": "on", "at_comparison": "3", "in_service": "on"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def url(version: QuoteVersion, part: str = "") -> str:
    return f"/versions/{version.pk}/papers/{part}"


def test_sections_texts_and_what_is_assumed_are_kept_with_the_export(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    told = TOLD | {
        "at_service": "2",
        "text_request": "去年开学季两次限流。",
        "starts_on": "2027-01-01",
        "renewal": "3",
    }
    answer = client_of(pre).post(url(version), told)
    export = ProposalExport.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/proposals/{export.pk}/")
    assert composition_from(export.composition) == Composition(
        starts_on=date(2027, 1, 1),
        renewal=Decimal(3),
        sections=(Section.REQUEST, Section.SERVICE, Section.COMPARISON, Section.PRICES),
        texts=(Passage(Block.REQUEST, "去年开学季两次限流。"),),
    )


def test_the_usual_order_goes_without_saying_and_two_orders_are_two_files(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    client = client_of(pre)
    form = client.get(url(version)).context["form"]
    usual = {name: field.initial for name, field in form.fields.items() if field.initial not in (None, False)}
    client.post(url(version), usual)
    client.post(url(version), usual | {"text_terms": "另附重保方案。"})
    assert [composition_from(one.composition).sections for one in ProposalExport.objects.order_by("id")] == [(), ()]


def test_the_preview_says_what_the_paper_will_in_a_frame_that_nothing_gets_out_of(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    client = client_of(pre)
    told = TOLD | {"text_comparison": "<script>alert(1)</script>"}
    frame = client.post(url(version, "preview/"), told, headers=HTMX)
    assert (frame.status_code, "sandbox" in frame.text, "同口径比价" in frame.text) == (200, True, True)
    assert ("<h1" in frame.text, "&lt;h1" in frame.text, "&amp;lt;script" in frame.text) == (False, True, True)
    page = client.post(url(version, "preview/"), told).text
    assert ("&lt;script&gt;alert(1)" in page, "<script" in page, "documents/screen" in page) == (True, False, True)
    assert not ProposalExport.objects.exists()


def test_a_preview_is_marked_all_over_on_a_screen_and_on_a_printer(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    for language, said in (("zh-hans", "预览 · 非正式报价"), ("en", "Preview · not an offer")):
        page = client_of(pre).post(url(version, "preview/"), TOLD | {"language": language}).text
        assert (page.count(said), page.index(said) < page.index("<section")) == (3, True)
    sheet = Path("static/documents/screen.css").read_text()
    assert (".across { position: fixed" in sheet, "@media print { .across { display: flex" in sheet) == (True, True)


def test_what_could_not_be_ordered_is_not_shown_either(
    client_of: ClientOf, version: QuoteVersion, pre: User, ada: User, now: datetime
) -> None:
    void_version(version=asked(version, by=ada).version, reason="客户改了需求", by=ada, at=now)
    void = client_of(pre).post(url(version, "preview/"), TOLD)
    assert (void.status_code, version.quote.title in void.text) == (409, False)


def test_five_thousand_rows_cost_the_desk_a_moment_and_no_worker_hears_of_them(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    (line, *_) = version.lines.all()
    again = {field.attname: getattr(line, field.attname) for field in QuoteLine._meta.fields if field.name != "id"}
    QuoteLine.objects.bulk_create(QuoteLine(**again | {"position": number}) for number in range(1_000, 6_000))
    client = client_of(pre)
    client.post(url(version), {})
    began = time.process_time()
    answers = [client.post(url(version, part), TOLD) for part in ("preview/", "")]
    assert time.process_time() - began < 1
    assert [(one.status_code, said in one.text) for one, said in zip(answers, ("300", "拆成几份"), strict=True)] == [
        (409, True),
        (409, True),
    ]
    assert not ProposalExport.objects.exists()


def test_what_cannot_be_is_told_beside_its_field(client_of: ClientOf, version: QuoteVersion, pre: User) -> None:
    for part, status in (("", 422), ("preview/", 200)):
        answer = client_of(pre).post(url(version, part), TOLD | {"renewal": "1000"}, headers=HTMX)
        assert (answer.status_code, "100" in answer.text, "<iframe" in answer.text) == (status, True, False)
    assert not ProposalExport.objects.exists()


def test_only_offers_in_writing_can_be_chosen(client_of: ClientOf, version: QuoteVersion, pre: User, ada: User) -> None:
    deal = version.quote.deal
    written = {"evidence": Evidence.DOCUMENT, "claimed_percent": None, "heard_version": None}
    shown = rival(deal=deal, by=ada, amount=Decimal(500_000), **written)
    rumour = rival(deal=deal, by=ada, amount=Decimal(450_000), rival="传闻")
    client = client_of(pre)
    assert client.post(url(version), TOLD | {"rivals": [rumour.pk]}).status_code == 422
    assert client.post(url(version), TOLD | {"rivals": [shown.pk]}).status_code == 303
    assert ProposalExport.objects.get().composition["rivals"] == [shown.pk]


def test_what_the_seats_ask_and_the_deal_does_not_hold_is_named_with_where_it_is_entered(
    client_of: ClientOf, version: QuoteVersion, ada: User, pre: User
) -> None:
    deal = version.quote.deal
    type(deal).objects.filter(pk=deal.pk).update(needs="卡顿\n扩容慢", solution="接入 | 智能调度 | 卡顿")
    said = client_of(ada).get(url(version), {"kind": "champion"}).content.decode()
    assert "“扩容慢”没有对应的方案" in said
    assert f"/deals/{deal.pk}/edit/" in said
    assert f"/deals/{deal.pk}/invoicing/" in said
    # Who may not change the deal is told all the same, without the way there.
    theirs = client_of(pre).get(url(version), {"kind": "champion"}).context["unanswered"]
    assert [(bool(one.words), bool(one.url)) for one in theirs] == [(True, False), (True, True)]


def test_what_the_solution_names_and_the_offer_does_not_hold_is_said(
    client_of: ClientOf, version: QuoteVersion, pre: User
) -> None:
    deal = version.quote.deal
    type(deal).objects.filter(pk=deal.pk).update(solution="服务 | 紧急问题 1 分钟内响应")
    said = "这份报价的文件不写“服务”：其中的“紧急问题 1 分钟”不在报价范围内"
    assert said in client_of(pre).get(url(version)).content.decode()
    type(deal).objects.filter(pk=deal.pk).update(solution="服务 | 驻场")
    assert "不在报价范围内" not in client_of(pre).get(url(version)).content.decode()


def test_another_team_finds_nothing_and_finance_may_not(
    client_of: ClientOf, version: QuoteVersion, pre: User, dee: User
) -> None:
    assert [client_of(person).get(url(version)).status_code for person in (dee, pre)] == [404, 200]
    told = [client_of(person).post(url(version, "preview/"), TOLD).status_code for person in (dee, pre)]
    assert told == [404, 200]


def test_a_file_is_put_together_after_another_with_the_newest_texts(
    client_of: ClientOf, version: QuoteVersion, pre: User, now: datetime
) -> None:
    """What was chosen comes back; an edition that leaves no more is followed by the next, and its reason is told."""
    edition = texts.text(by=pre, block=Block.NEEDS)
    client = client_of(pre)
    told = {"kind": "proposal", "language": "en", "in_needs": "on", "at_needs": "2", "house_needs": edition.pk}
    client.post(url(version), told | {"text_terms": "另附重保方案。", "in_terms": "on", "at_terms": "3"})
    export = paper.finished(ProposalExport.objects.get(), now)
    page = f"/proposals/{export.pk}/"
    assert "like=" not in client.get(page).text
    said = {"after": 1, "name": edition.name, "said": Told("新的说明。", "New."), "why": "更准", "by": pre, "at": now}
    newest = change_text(text=edition.text, stops_because="旧版漏写口径", **said)
    shown = client.get(page).text
    assert ("旧版漏写口径" in shown, f'href="{url(version)}?like={export.pk}"' in shown) == (True, True)
    form = client.get(url(version), {"like": export.pk}).context["form"]
    found = {name: form[name].value() for name in ("language", "house_needs", "text_terms", "in_value", "in_terms")}
    assert found == {
        "language": "en",
        "house_needs": newest.pk,
        "text_terms": "另附重保方案。",
        "in_value": False,
        "in_terms": True,
    }
    assert [row.section for row in form.sections if row.is_written] == [Section.NEEDS, Section.TERMS]
    for wrong in ("0", "x", "9" * 30):
        assert client.get(url(version), {"like": wrong}).context["form"]["language"].value() == "zh-hans"
