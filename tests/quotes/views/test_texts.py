"""Texts of the house in the browser: who reads, who writes, what a document is put together from, and who approves."""

import re
from collections.abc import Callable

import time_machine
from django.test import Client
from django.urls import reverse

from dealdesk.kernel.formats import money
from dealdesk.kernel.words import Told
from quotes.actions.approvals import submit_version
from quotes.actions.english import write_english
from quotes.actions.proposals import request_export
from quotes.actions.quotes import next_version
from quotes.actions.texts import decide_words
from quotes.documents.proposal import collect, snapshot
from quotes.domain.papers import Block, Chosen, Passage, composition_from, in_english
from quotes.domain.proposals import Language
from quotes.models import ApprovalRequest, HouseText, OwnWords, ProposalExport, QuoteVersion
from quotes.permissions import waiting_count
from quotes.queries.texts.standard import standard_for
from stakeholders.actions.deals import change_deal
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, Team, User
from tests.factories import paper
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories import texts as told
from tests.factories.haggling import approved, asked, decided
from tests.factories.links import link
from tests.factories.stakeholders import NOW
from tests.factories.texts import NEEDS, UNLIMITED, composed, own
from tests.triggers import resting

type LogIn = Callable[[User], Client]

FORM = {"block": "needs", "name": "现状说明", "zh": NEEDS.zh, "en": NEEDS.en}


def test_whoever_answers_for_a_place_writes_it_and_everybody_reads_it(client_of: LogIn, pre: User, ada: User) -> None:
    client, url = client_of(pre), reverse("quotes:text_new")
    made = client.post(url, FORM)
    text = HouseText.objects.get()
    assert (made.status_code, made.headers["Location"]) == (303, reverse("quotes:text", args=[text.pk]))
    assert client.post(url, FORM | {"block": "liability"}).status_code == 422
    edit = client.post(reverse("quotes:text_edit", args=[text.pk]), FORM | {"after": 1, "zh": "短。", "why": "更短"})
    assert (edit.status_code, text.editions.count()) == (303, 2)
    assert "没有可发出的文件" in client.get(reverse("quotes:text_edit", args=[text.pk])).text
    late = client.post(reverse("quotes:text_edit", args=[text.pk]), FORM | {"after": 1, "zh": "长。", "why": "更长"})
    assert (late.status_code, 'name="after" value="2"' in late.text) == (422, True)
    page = client_of(ada).get(reverse("quotes:text", args=[text.pk]))
    assert (page.status_code, "<del>" in page.text, "/retire/" in page.text) == (200, True, False)
    assert client_of(ada).post(url, FORM).status_code == 403
    assert client.post(reverse("quotes:text_retire", args=[text.pk]), {"reason": "过时"}).status_code == 303
    library = client_of(ada).get(reverse("quotes:texts"), {"retired": "1"})
    assert ("过时" in library.text, "现状说明" in client_of(ada).get(reverse("quotes:texts")).text) == (True, False)


def test_a_document_takes_a_text_of_the_house_or_words_of_ones_own(
    client_of: LogIn, version: QuoteVersion, pre: User, lin: User
) -> None:
    edition = told.text(by=pre)
    client, url = client_of(pre), reverse("quotes:paper", args=[version.pk])
    chosen = {"kind": "proposal", "language": "en", "in_needs": "on", "house_needs": edition.pk}
    assert client.post(url, chosen | {"text_needs": "另写一段"}).status_code == 422
    preview = client.post(reverse("quotes:paper_preview", args=[version.pk]), chosen | {"in_promises": "on"})
    assert (NEEDS.en in preview.text, NEEDS.zh in preview.text) == (True, False)
    assert client.post(url, chosen).status_code == 303
    export = ProposalExport.objects.get()
    assert composition_from(export.composition).house == (Chosen(Block.NEEDS, edition.pk),)
    other = client.post(url, {"kind": "proposal", "language": "zh-hans", "text_liability": UNLIMITED.text})
    assert other.status_code == 303
    page = client.get(other.headers["Location"])
    assert (UNLIMITED.text in page.text, "待批准" in page.text) == (False, False)
    with_place = {"kind": "proposal", "language": "zh-hans", "in_promises": "on", "text_liability": UNLIMITED.text}
    page = client.get(client.post(url, with_place).headers["Location"])
    assert (UNLIMITED.text in page.text, "待批准" in page.text) == (True, True)


def test_legal_reads_words_on_liability_and_nobody_else_does(
    client_of: LogIn, deal: Deal, ada: User, lin: User, bo: User
) -> None:
    words = own(deal=deal, by=ada)
    url = reverse("quotes:words_one", args=[words.pk])
    assert [client_of(person).get(url).status_code for person in (ada, bo, lin)] == [404, 404, 200]
    assert UNLIMITED.text in client_of(lin).get(reverse("quotes:words")).text
    assert client_of(lin).post(url, {"is_approved": "no"}).status_code == 422
    assert client_of(lin).post(url, {"is_approved": "yes"}).status_code == 303
    assert OwnWords.objects.get().is_approved is True
    assert "待你审阅" in client_of(lin).get(reverse("quotes:texts")).text


def test_a_manager_reads_words_on_terms_in_deals_they_may_open(
    client_of: LogIn, deal: Deal, ada: User, bo: User, lin: User, south_1: Team
) -> None:
    elsewhere = whom.user(name="di", role=Role.MANAGER, team=south_1)
    url = reverse("quotes:words_one", args=[own(deal=deal, by=ada, passage=Passage(Block.TERMS, "另附值守。")).pk])
    assert [client_of(person).get(url).status_code for person in (bo, elsewhere, lin)] == [200, 404, 404]


def test_an_approver_reads_what_documents_say_with_what_changed_since(
    client_of: LogIn, deal: Deal, version: QuoteVersion, ada: User, bo: User
) -> None:
    Deal.objects.filter(pk=deal.pk).update(needs="卡顿 | 晚高峰", solution="接入：10,000 路")
    first = asked(version, by=ada)
    client, inbox = client_of(bo), reverse("quotes:approvals")
    page = client.get(reverse("quotes:approval", args=[first.pk]))
    assert ("卡顿 · 晚高峰" in page.text, "卡顿 |" in page.text) == (True, False)
    assert ("接入：10,000 路" in page.text, "<ins>" in page.text, "有新文字" in client.get(inbox).text) == (
        True,
        False,
        True,
    )
    assert ("商机与报价名称" in page.text, f"{deal.name} · {version.quote.title}" in page.text) == (True, True)
    decided(first, by=bo)
    again = asked(next_version(version=first.version, by=ada, at=NOW), by=ada, points="19")
    page = client.get(reverse("quotes:approval", args=[again.pk]))
    assert ("审批时相同" in page.text, "有新文字" in client.get(inbox).text) == (True, False)
    change_deal(deal, solution="接入：20,000 路", by=ada, at=NOW)
    assert "后来又改过" in client.get(reverse("quotes:approval", args=[again.pk])).text
    last = asked(next_version(version=again.version, by=ada, at=NOW), by=ada, points="20")
    page = client.get(reverse("quotes:approval", args=[last.pk]))
    assert ("<ins>20,000</ins>" in page.text, "有新文字" in client.get(inbox).text) == (True, True)


def test_an_approver_reads_what_documents_leave_out_because_the_offer_does_not_hold_it(
    client_of: LogIn, deal: Deal, version: QuoteVersion, ada: User, bo: User
) -> None:
    Deal.objects.filter(pk=deal.pk).update(solution="接入：10,000 路\n服务：紧急问题 1 分钟内响应")
    page = client_of(bo).get(reverse("quotes:approval", args=[asked(version, by=ada).pk]))
    assert "这份报价的文件不写“服务”：其中的“紧急问题 1 分钟”不在报价范围内" in page.text
    assert "不写“接入”" not in page.text


def test_what_was_asked_before_words_were_kept_says_so(
    client_of: LogIn, version: QuoteVersion, ada: User, bo: User
) -> None:
    request = asked(version, by=ada)
    with resting("quotes.ApprovalRequest:what_is_asked_never_changes"):
        ApprovalRequest.objects.update(words=None)
    assert "经理没有在这里看过" in client_of(bo).get(reverse("quotes:approval", args=[request.pk])).text


def test_who_decides_together_reads_what_is_new(client_of: LogIn, version: QuoteVersion, ada: User, bo: User) -> None:
    Deal.objects.update(solution="续约价十年不变")
    asked(version, by=ada)
    book = version.price_book
    asked(offered.draft(deal=version.quote.deal, price_book=book, by=ada), by=ada)
    assert "续约价十年不变" in client_of(bo).get(reverse("quotes:approvals_together")).text


def test_whoever_ordered_a_file_reads_what_was_said_of_the_words(
    client_of: LogIn, version: QuoteVersion, ada: User, bo: User
) -> None:
    Deal.objects.update(solution="续约价十年不变")
    held = approved(version, by=ada)
    export = request_export(version=held, by=ada, at=NOW)
    paper.finished(export, NOW, solution=[{"title": "续约价十年不变", "text": ""}])
    decide_words(words=OwnWords.objects.get(), is_approved=False, because="最多两年", by=bo, at=NOW)
    page = client_of(ada).get(reverse("quotes:proposal", args=[export.pk]))
    assert ("最多两年" in page.text, "请在原处改写" in page.text) == (True, True)


def test_a_new_edition_says_how_many_files_it_would_stop_and_their_readers_read_that_it_is_replaced(
    client_of: LogIn, client: Client, version: QuoteVersion, contact: Contact, ada: User, lin: User
) -> None:
    edition = told.text(by=lin, block=Block.LIABILITY)
    house = composed(house=(Chosen(Block.LIABILITY, edition.pk),))
    export = paper.finished(request_export(version=approved(version, by=ada), composition=house, by=ada, at=NOW), NOW)
    address = reverse("readers:reader", args=[link(export=export, recipient=contact, by=ada).token])
    url = reverse("quotes:text_edit", args=[edition.text_id])
    form = FORM | {"after": 1, "zh": "责任以年费为限。", "why": "上限改了", "stops": "on"}
    with time_machine.travel(NOW):
        page = client_of(lin).get(url).text
        assert ("1 份可发出的文件" in page, "1 个读者链接" in page) == (True, True)
        assert client_of(lin).post(url, form).status_code == 422
        assert client_of(lin).post(url, form | {"stops_because": "上限写错了"}).status_code == 303
        answer = client.get(address)
    assert (answer.status_code, "该文件正在更换" in answer.text) == (404, True)
    assert "上限写错了" in client_of(ada).get(reverse("quotes:text", args=[edition.text_id])).text
    page = client_of(ada).get(reverse("quotes:proposal", args=[export.pk])).text
    assert "已停止发出" in page


def test_whoever_approved_words_takes_it_back_and_nobody_else_may(
    client_of: LogIn, deal: Deal, ada: User, lin: User, bo: User
) -> None:
    words = own(deal=deal, by=ada)
    decide_words(words=words, is_approved=True, because="", by=lin, at=NOW)
    other = whom.user(name="lou", role=Role.LEGAL)
    page, url = (reverse(f"quotes:{name}", args=[words.pk]) for name in ("words_one", "words_take_back"))
    assert [url in client_of(person).get(page).text for person in (lin, other)] == [True, False]
    assert client_of(other).post(url, {"reason": "看漏了"}).status_code == 422
    assert client_of(lin).post(url, {"reason": " "}).status_code == 422
    assert client_of(lin).post(url, {"reason": "看漏了"}).status_code == 303
    assert "看漏了" in client_of(lin).get(page).text
    assert "批准已撤回" in client_of(lin).get(reverse("quotes:words")).text


def test_words_wait_among_the_approvals_and_on_the_desk_of_whom_they_ask_first(
    client_of: LogIn, deal: Deal, ada: User, bo: User, cy: User, lin: User
) -> None:
    """bo is the nearest manager, cy stands above and may read them too; legal sees the number of a deal alone."""
    approvals, desk = reverse("quotes:approvals"), reverse("home:desk")
    assert 'id="words"' not in client_of(bo).get(approvals).text
    terms = own(deal=deal, by=ada, passage=Passage(Block.TERMS, "另附承诺。"))
    liability = own(deal=deal, by=ada)
    one, other = (reverse("quotes:words_one", args=[words.pk]) for words in (terms, liability))
    for page in (approvals, desk):
        seen = {person: client_of(person).get(page).text for person in (bo, cy, lin, ada)}
        assert [(one in page, other in page) for page in seen.values()] == [
            (True, False),
            (False, False),
            (False, True),
            (False, False),
        ]
        assert (f">{deal.customer}</a>" in seen[bo], deal.name in seen[lin]) == (True, False)
    assert [waiting_count(person) for person in (bo, cy, lin, ada)] == [1, 0, 1, 0]
    assert one not in client_of(bo).get(approvals, {"tab": "all"}).text
    above = client_of(cy).get(reverse("quotes:words")).text
    assert (one in above, "先由直属经理审阅" in above) == (True, True)
    decide_words(words=terms, is_approved=True, because="", by=cy, at=NOW)
    assert waiting_count(bo) == 0


def test_whoever_may_open_the_deal_reads_beside_the_words_what_they_decide_on(
    client_of: LogIn, version: QuoteVersion, deal: Deal, ada: User, bo: User
) -> None:
    words = composed(Passage(Block.TERMS, "另附承诺。"), UNLIMITED)
    export = request_export(version=approved(version, by=ada), composition=words, by=ada, at=NOW)
    terms = reverse("quotes:words_one", args=[OwnWords.objects.get(block=Block.TERMS).pk])
    page, offer = client_of(bo).get(terms).text, reverse("quotes:version", args=[version.pk])
    assert (str(deal.customer) in page, deal.name in page, f'href="{offer}"' in page) == (True, True, True)
    version.refresh_from_db()
    file, preview = reverse("quotes:proposal", args=[export.pk]), reverse("quotes:paper_preview", args=[version.pk])
    assert (f'href="{file}"' in page, money(version.gross_total) in page) == (True, True)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert (fields["text_terms"], fields["kind"], f'hx-post="{preview}"' in page) == ("另附承诺。", "proposal", True)
    assert "另附承诺。" in client_of(bo).post(preview, fields).text
    assert "不批准时必填" in page


def test_legal_reads_of_whom_in_what_file_and_of_what_total_and_nothing_else_of_a_deal_they_do_not_sign(
    client_of: LogIn, version: QuoteVersion, deal: Deal, ada: User, bo: User, lin: User
) -> None:
    """A limit of liability is a multiple of what the offer comes to."""
    said = "责任上限为本合同年度服务费的两倍。"
    house = told.text(
        by=lin,
        block=Block.LIABILITY,
        name="责任上限",
        said=Told("责任上限为本合同年度服务费总额。", "Once the fees of a year."),
    )
    words = composed(Passage(Block.LIABILITY, said))
    request_export(version=approved(version, by=ada), composition=words, by=ada, at=NOW)
    url = reverse("quotes:words_one", args=[OwnWords.objects.get(block=Block.LIABILITY).pk])
    version.refresh_from_db()
    page = client_of(lin).get(url)
    assert (str(deal.customer) in page.text, version.quote.number in page.text) == (True, True)
    assert (money(version.gross_total) in page.text, "提案" in page.text) == (True, True)
    standard = page.context["screen"].standard
    assert (standard.edition, bool(standard.pieces), "<ins>的两倍</ins>" in page.text) == (house, True, True)
    ours = (deal.name, reverse("quotes:deal", args=[deal.pk]), reverse("quotes:version", args=[version.pk]))
    assert [one for one in ours if one in page.text] == []
    assert client_of(lin).get(ours[1]).status_code == 404
    # A manager, who may open the deal, reads no words on liability; theirs lead on.
    own(deal=deal, by=ada, passage=Passage(Block.TERMS, "另附值守。"))
    terms = OwnWords.objects.get(block=Block.TERMS)
    beside = client_of(bo).get(reverse("quotes:words_one", args=[terms.pk])).text
    assert (deal.name in beside, client_of(bo).get(url).status_code) == (True, 404)


def test_words_unlike_the_standard_text_fold_it_away_and_names_have_none(
    client_of: LogIn, deal: Deal, ada: User, lin: User
) -> None:
    told.text(by=lin, block=Block.LIABILITY, name="责任上限", said=Told("各自承担。", "Each bears its own."))
    page = client_of(lin).get(reverse("quotes:words_one", args=[own(deal=deal, by=ada).pk]))
    assert (page.context["screen"].standard.pieces, "各自承担。" in page.text) == ((), True)
    names = OwnWords(deal=deal, block=Block.NAMES, text="云课堂 | 云课堂提案")
    assert standard_for(names, Language.CHINESE) is None


def test_words_are_read_beside_what_was_approved_before_and_what_the_deal_says_by_now(
    client_of: LogIn, version: QuoteVersion, deal: Deal, ada: User, bo: User
) -> None:
    told = "保证首帧不超过 400 毫秒，峰值一万路。"
    deal = change_deal(deal, solution=told, by=ada, at=NOW)
    before = own(deal=deal, by=ada, passage=Passage(Block.SOLUTION, told.replace("四", "五").replace("400", "500")))
    decide_words(words=before, is_approved=True, because="", by=bo, at=NOW)
    frozen = submit_version(version=version, reason="", by=ada, at=NOW).version
    export = request_export(version=frozen, by=ada, at=NOW)
    paper.finished(export, NOW, solution=[{"title": told, "text": ""}])
    words = OwnWords.objects.get(block=Block.SOLUTION, is_approved=None)
    page = client_of(bo).get(reverse("quotes:words_one", args=[words.pk])).text
    assert ("<del>500</del>" in page, "<ins>400</ins>" in page, "商机里的内容后来改过" in page) == (True, True, False)
    change_deal(deal, solution=told.replace("400", "300"), by=ada, at=NOW)
    page = client_of(bo).get(reverse("quotes:words_one", args=[words.pk])).text
    assert ("商机里的内容后来改过" in page, "<ins>300</ins>" in page) == (True, True)


def test_whoever_has_decided_comes_to_what_waits_next(client_of: LogIn, deal: Deal, ada: User, bo: User) -> None:
    first, second = (own(deal=deal, by=ada, passage=Passage(Block.TERMS, f"承诺 {one}。")) for one in "一二")
    urls = [reverse("quotes:words_one", args=[words.pk]) for words in (first, second)]
    client = client_of(bo)
    assert client.post(urls[0], {"is_approved": "no"}).status_code == 422
    assert client.post(urls[0], {"is_approved": "no", "because": "太多"}).headers["Location"] == urls[1]
    assert client.post(urls[1], {"is_approved": "yes"}).headers["Location"] == reverse("quotes:words")


def test_english_words_of_a_deal_are_read_in_one_table_and_said_of_as_they_are_ticked(
    client_of: LogIn, deal: Deal, version: QuoteVersion, ada: User, bo: User, pre: User
) -> None:
    words = {deal.name: "Expansion", version.quote.title: "Framework"}
    held = approved(version, by=ada)
    write_english(version=held, words=words, by=pre, at=NOW)
    says = snapshot(collect(held, at=NOW, language=Language.ENGLISH))
    paper.finished(request_export(version=held, language=Language.ENGLISH, by=ada, at=NOW), NOW, **says)
    first, second = OwnWords.objects.filter(block=Block.ENGLISH).order_by("pk")
    client, waiting = client_of(bo), reverse("quotes:words")
    listed = client.get(waiting).text
    assert ("同表共 2 条" in listed, reverse("quotes:words_one", args=[second.pk]) in listed) == (True, False)
    url = reverse("quotes:words_one", args=[first.pk])
    page = client.get(url).text
    assert all(said in page for pair in words.items() for said in pair)
    assert page.count(" checked") == 2
    assert client.post(url, {"is_approved": "yes"}).status_code == 422
    done = client.post(url, {"is_approved": "no", "because": "不要译名", "ticked": [second.pk]})
    assert (done.status_code, OwnWords.objects.get(pk=first.pk).is_approved) == (303, None)
    assert client.post(url, {"is_approved": "yes", "ticked": [first.pk, second.pk]}).status_code == 422
    client.post(url, {"is_approved": "yes", "ticked": [first.pk]})
    assert [OwnWords.objects.get(pk=one.pk).is_approved for one in (first, second)] == [True, False]
    back = client.post(reverse("quotes:words_take_back", args=[first.pk]), {"reason": "看错了", "ticked": [first.pk]})
    assert (back.status_code, OwnWords.objects.get(pk=first.pk).holds) == (303, False)


def test_nobody_says_of_a_table_what_is_in_another_deals(
    client_of: LogIn, deal: Deal, ada: User, bo: User, version: QuoteVersion
) -> None:
    held = approved(version, by=ada)
    write_english(version=held, words={deal.name: "Expansion"}, by=ada, at=NOW)
    says = snapshot(collect(held, at=NOW, language=Language.ENGLISH))
    paper.finished(request_export(version=held, language=Language.ENGLISH, by=ada, at=NOW), NOW, **says)
    other = whom.deal(customer=deal.customer, owner=ada)
    foreign = own(deal=other, by=ada, passage=Passage(Block.NEEDS, "甲"))
    OwnWords.objects.filter(pk=foreign.pk).update(block=Block.ENGLISH, text=in_english("甲", "A").text)
    url = reverse("quotes:words_one", args=[OwnWords.objects.get(deal=deal, block=Block.ENGLISH).pk])
    assert client_of(bo).post(url, {"is_approved": "yes", "ticked": [foreign.pk]}).status_code == 422
    assert OwnWords.objects.get(pk=foreign.pk).is_approved is None


def test_a_desk_counts_all_words_that_wait_and_shows_the_first(
    client_of: LogIn, deal: Deal, ada: User, bo: User
) -> None:
    for number in range(12):
        own(deal=deal, by=ada, passage=Passage(Block.NEEDS, f"第 {number} 段"))
    page = client_of(bo).get(reverse("home:desk")).text
    assert ("还有 4 段" in page, waiting_count(bo)) == (True, 12)
    assert "<dd>12</dd>" in page
