"""Texts of the house in the browser: who reads, who writes, what a document is put together from, and who approves."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from quotes.domain.papers import Block, Chosen, Passage, composition_from
from quotes.models import HouseText, OwnWords, ProposalExport, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Team, User
from tests.factories import stakeholders as whom
from tests.factories import texts as told
from tests.factories.texts import NEEDS, UNLIMITED, own

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
    assert "请停用" in client.get(reverse("quotes:text_edit", args=[text.pk])).text
    late = client.post(reverse("quotes:text_edit", args=[text.pk]), FORM | {"after": 1, "zh": "长。", "why": "更长"})
    assert (late.status_code, 'name="after" value="2"' in late.text) == (422, True)
    page = client_of(ada).get(reverse("quotes:text", args=[text.pk]))
    assert (page.status_code, "<del>" in page.text, "/retire/" in page.text) == (200, True, False)
    assert client_of(ada).post(url, FORM).status_code == 403
    assert client.post(reverse("quotes:text_retire", args=[text.pk]), {"reason": "过时"}).status_code == 303
    library = client_of(ada).get(reverse("quotes:texts"), {"retired": "1"})
    assert ("过时" in library.text, "现状说明" in client_of(ada).get(reverse("quotes:texts")).text) == (True, False)


def test_a_document_takes_a_text_of_the_house_or_words_of_ones_own(
    client_of: LogIn, version: QuoteVersion, pre: User
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
    assert "待您审阅" in client_of(lin).get(reverse("quotes:texts")).text


def test_a_manager_reads_words_on_terms_in_deals_they_may_open(
    client_of: LogIn, deal: Deal, ada: User, bo: User, lin: User, south_1: Team
) -> None:
    elsewhere = whom.user(name="di", role=Role.MANAGER, team=south_1)
    url = reverse("quotes:words_one", args=[own(deal=deal, by=ada, passage=Passage(Block.TERMS, "另附值守。")).pk])
    assert [client_of(person).get(url).status_code for person in (bo, elsewhere, lin)] == [200, 404, 404]
