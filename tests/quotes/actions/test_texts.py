"""Texts of the house in editions that never change, and own words that leave as drafts until somebody has read them."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from dealdesk.kernel.words import Told
from quotes.actions.proposals import hand_out, request_export
from quotes.actions.texts import change_text, decide_words, retire_text
from quotes.domain.papers import Block, Chosen, Passage
from quotes.domain.proposals import Stamp, Waits
from quotes.models import HouseText, OwnWords, QuoteVersion, TextEdition
from stakeholders.models import Deal, JournalEntry, Notice, User
from tests.factories import paper
from tests.factories import texts as told
from tests.factories.haggling import approved, discounted
from tests.factories.stakeholders import NOW
from tests.factories.texts import NEEDS, UNLIMITED, composed, own

SHORTER = Told("本节依据贵方数据。", "It rests on your figures.")


def change(text: HouseText, by: User, **changed: Any) -> TextEdition:
    values: dict[str, Any] = {"after": 1, "name": "现状说明", "said": SHORTER, "why": "更短"} | changed
    return change_text(text=text, by=by, at=NOW, **values)


def decide(words: OwnWords, by: User, *, is_approved: bool = True, because: str = "") -> OwnWords:
    return decide_words(words=words, is_approved=is_approved, because=because, by=by, at=NOW)


def test_an_edition_is_kept_and_the_next_says_why(pre: User) -> None:
    first = told.text(by=pre)
    second = change(first.text, pre)
    assert (first.said, second.said, second.number, second.why) == (NEEDS, SHORTER, 2, "更短")
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        TextEdition.objects.filter(pk=first.pk).update(zh="别的话")
    assert [entry.act for entry in JournalEntry.objects.order_by("pk")] == ["add_text", "change_text"]


def test_who_comes_second_is_told_and_a_change_of_nothing_is_none(pre: User) -> None:
    text = told.text(by=pre).text
    with pytest.raises(Refusal, match="Nothing differs"):
        change(text, pre, said=NEEDS)
    change(text, pre)
    with pytest.raises(StaleRefusal, match="Edition 2"):
        change(text, pre)


def test_a_text_is_written_by_the_role_that_answers_for_its_place(pre: User, lin: User) -> None:
    with pytest.raises(ForbiddenRefusal, match="written by Legal"):
        told.text(by=pre, block=Block.LIABILITY)
    text = told.text(by=lin, block=Block.LIABILITY).text
    with pytest.raises(ForbiddenRefusal, match="written by Legal"):
        retire_text(text=text, reason="太旧", by=pre, at=NOW)
    assert retire_text(text=text, reason="太旧", by=lin, at=NOW).retired_because == "太旧"
    with pytest.raises(Refusal, match="is retired"):
        change(text, lin)


def test_it_is_written_in_both_languages(pre: User) -> None:
    with pytest.raises(Refusal, match="both languages"):
        told.text(by=pre, said=Told("只有中文", " "))


def test_own_words_that_bind_are_asked_about_once_and_whoever_answers_is_told(
    version: QuoteVersion, ada: User, pre: User, lin: User, bo: User, now: datetime
) -> None:
    terms = Passage(Block.TERMS, "另附两次现场值守。")
    freely = Passage(Block.CALENDAR, "去年两次限流。")
    for by in (ada, pre):
        request_export(version=version, composition=composed(UNLIMITED, terms, freely), by=by, at=now)
    assert sorted(OwnWords.objects.values_list("block", "asked_by")) == [
        ("liability", ada.pk),
        ("terms", ada.pk),
    ]
    assert sorted(Notice.objects.filter(kind="words_asked").values_list("to", flat=True)) == sorted([lin.pk, bo.pk])


def test_a_copy_is_a_draft_until_exactly_these_words_are_approved(
    version: QuoteVersion, ada: User, lin: User, now: datetime
) -> None:
    held = approved(version, by=ada)
    export = paper.finished(request_export(version=held, composition=composed(UNLIMITED), by=ada, at=now), now)
    waiting = hand_out(export=export, by=ada, at=now)
    # The offer is approved, and the mark does not say otherwise.
    assert (waiting.stamp, waiting.waits) == (Stamp.DRAFT, Waits.WORDS)
    assert export.marks(waiting.stamp, None, waits=Waits.WORDS).across[0] == "草稿 · 文字待审"
    decide(OwnWords.objects.get(), lin)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN
    other = Passage(Block.LIABILITY, UNLIMITED.text + "另返 30 %。")
    changed = paper.finished(request_export(version=held, composition=composed(other), by=ada, at=now), now)
    assert hand_out(export=changed, by=ada, at=now).stamp is Stamp.DRAFT
    assert Notice.objects.get(kind="words_approved").to == ada


def test_words_on_prices_that_were_approved_beside_one_are_read_again_beside_another(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    made = composed(Passage(Block.PRICES, "以上总价三年不变。"))
    paper.finished(request_export(version=version, composition=made, by=ada, at=now), now)
    decide(OwnWords.objects.get(), bo)
    held = approved(discounted(version, "2", by=ada), by=ada)
    export = paper.finished(request_export(version=held, composition=made, by=ada, at=now), now)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
    decide(OwnWords.objects.get(is_approved=None), bo)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN


def test_a_manager_reads_what_is_promised_beside_the_solution(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held, promised = approved(version, by=ada), Passage(Block.SOLUTION, "另返 30 %，续约价十年不变。")
    export = paper.finished(request_export(version=held, composition=composed(promised), by=ada, at=now), now)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
    assert Notice.objects.get(kind="words_asked").to == bo
    decide(OwnWords.objects.get(), bo)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN


def test_a_file_with_a_text_of_the_house_is_clean_until_the_text_is_retired(
    version: QuoteVersion, ada: User, lin: User, now: datetime
) -> None:
    held, edition = approved(version, by=ada), told.text(by=lin, block=Block.LIABILITY)
    made = composed(house=(Chosen(Block.LIABILITY, edition.pk),))
    export = paper.finished(request_export(version=held, composition=made, by=ada, at=now), now)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN
    retire_text(text=edition.text, reason="上限改了", by=lin, at=NOW)
    assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT


def test_words_are_decided_once_by_somebody_else_and_a_no_says_why(deal: Deal, ada: User, lin: User, bo: User) -> None:
    words = own(deal=deal, by=ada)
    with pytest.raises(ForbiddenRefusal, match="your own words"):
        decide(words, ada)
    with pytest.raises(Refusal, match="Say what is wrong"):
        decide(words, lin, is_approved=False, because=" ")
    assert decide(words, lin, is_approved=False, because="必须有上限").is_approved is False
    assert Notice.objects.get(kind="words_refused").to == ada
    with pytest.raises(Refusal, match="decided already"):
        decide(words, bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnWords.objects.update(because="")
