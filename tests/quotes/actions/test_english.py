"""English words are written for the house or for one deal, and those of a deal are read before a clean copy leaves."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.english import write_english, write_house_english
from quotes.actions.proposals import hand_out, request_export
from quotes.actions.texts import decide_words
from quotes.documents.proposal import collect, snapshot
from quotes.domain.papers import Block
from quotes.domain.proposals import Kind, Language, Stamp
from quotes.models import EnglishWords, OwnWords, PriceBookVersion, ProposalExport, QuoteLine, QuoteVersion
from quotes.permissions import waiting_count
from quotes.queries.texts import words_page
from stakeholders.actions.customers import change_customer
from stakeholders.actions.plans import begin_plan
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.notices import NoticeKind
from stakeholders.domain.plans.words import MilestoneKind
from stakeholders.models import Contact, Customer, Deal, JournalEntry, Notice, User
from tests.factories import paper
from tests.factories.typed import approved
from tests.threads import at_once


def said(**of: object) -> dict[str, str]:
    return dict(EnglishWords.objects.filter(**of).values_list("zh", "en"))


def made(version: QuoteVersion, by: User, at: datetime, kind: Kind = Kind.PROPOSAL) -> ProposalExport:
    """An English file, with what it says on the day it is made."""
    told: dict[str, Any] = {"kind": kind, "language": Language.ENGLISH}
    says = snapshot(collect(version, at=at, **told))
    return paper.finished(request_export(version=version, by=by, at=at, **told), at, **says)


class TestWriting:
    def test_words_are_kept_changed_and_taken_back_and_the_journal_counts_what_changed(
        self, price_book: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        told = {"月": "month", "人日": "person-day"}
        assert write_house_english(version=price_book, words=told, by=fay, at=now) == 2
        changed = {"月": " calendar  month ", "人日": "", "场": ""}
        assert write_house_english(version=price_book, words=changed, by=fay, at=now) == 2
        assert said(deal=None) == {"月": "calendar month"}
        assert write_house_english(version=price_book, words={"月": "calendar month"}, by=fay, at=now) == 0
        rows = JournalEntry.objects.filter(act="write_house_english").order_by("pk")
        assert [row.facts["count"] for row in rows] == [2, 2]

    def test_a_deal_has_words_of_its_own_beside_those_of_the_house(
        self, price_book: PriceBookVersion, version: QuoteVersion, fay: User, pre: User, now: datetime
    ) -> None:
        write_house_english(version=price_book, words={"月": "month"}, by=fay, at=now)
        write_english(version=version, words={"月": "moon", "扩容": "Expansion"}, by=pre, at=now)
        known = EnglishWords.objects.known(["月", "扩容", "场"], version.quote.deal_id)
        assert [known.of(text) for text in ("月", "扩容", "场")] == ["month", "Expansion", "场"]
        assert said(deal=version.quote.deal) == {"月": "moon", "扩容": "Expansion"}
        assert JournalEntry.objects.get(act="write_english").deal == version.quote.deal

    def test_a_text_has_one_english_in_the_house(self, fay: User, now: datetime) -> None:
        EnglishWords.objects.create(zh="月", en="month", written_at=now, written_by=fay)
        with pytest.raises(IntegrityError), transaction.atomic():
            EnglishWords.objects.create(zh="月", en="moon", written_at=now, written_by=fay)

    def test_the_name_of_an_erased_person_is_crossed_out_in_both(
        self, version: QuoteVersion, contact: Contact, ada: User, adm: User, now: datetime
    ) -> None:
        words = {f"{contact.name}的需求": f"What {contact.name} asked for", "某人的需求": "What somebody asked for"}
        write_english(version=version, words=words, by=ada, at=now)
        erase_contact(contact, reason="本人来信要求", by=adm, at=now)
        told = "".join(zh + en for zh, en in said().items())
        assert (contact.name in told, len(said())) == (False, 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_word_at_once_the_second_is_told(
    price_book: PriceBookVersion, fay: User, adm: User, now: datetime
) -> None:
    writers = [
        lambda by=by, en=en: write_house_english(version=price_book, words={"月": en}, seen={"月": ""}, by=by, at=now)
        for by, en in ((fay, "month"), (adm, "calendar month"))
    ]
    done = at_once(*writers)
    assert [one for one in done if not isinstance(one, StaleRefusal)] == [1]
    assert (len(said(deal=None)), JournalEntry.objects.filter(act="write_house_english").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_many_words_in_opposite_order_do_not_wait_for_each_other_for_ever(
    price_book: PriceBookVersion, fay: User, adm: User, now: datetime
) -> None:
    words = {f"词{number:04}": "word" for number in range(3000)}
    orders = (words, dict(reversed(words.items())))
    writers = [
        lambda by=by, told=told: write_house_english(version=price_book, words=told, by=by, at=now)
        for by, told in zip((fay, adm), orders, strict=True)
    ]
    done = at_once(*writers)
    assert [one for one in done if not isinstance(one, StaleRefusal)] in ([3000], [3000, 0], [0, 3000])
    assert len(said(deal=None)) == 3000


class TestReading:
    def test_english_words_of_the_deal_keep_a_copy_a_draft_until_a_manager_has_read_them(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        write_english(version=held, words={held.quote.deal.name: "Free for ever"}, by=ada, at=now)
        export = made(held, ada, now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        words = OwnWords.objects.get()
        assert (words.block, words.text) == (Block.ENGLISH, f"{held.quote.deal.name}\nFree for ever")
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN

    def test_a_file_without_any_leaves_clean_with_what_was_read_with_the_offer(
        self, version: QuoteVersion, price_book: PriceBookVersion, ada: User, bo: User, fay: User, now: datetime
    ) -> None:
        write_house_english(version=price_book, words={"月": "month", "服务": "Services"}, by=fay, at=now)
        held = approved(version, ada, bo)
        assert hand_out(export=made(held, ada, now), by=ada, at=now).stamp is Stamp.CLEAN

    def test_who_wrote_them_does_not_read_them(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        write_english(version=held, words={held.quote.deal.name: "Expansion"}, by=bo, at=now)
        made(held, ada, now)
        words = OwnWords.objects.get()
        assert words.author == bo
        with pytest.raises(ForbiddenRefusal, match="your own words"):
            decide_words(words=words, is_approved=True, because="", by=bo, at=now)
        decide_words(words=words, is_approved=True, because="", by=cy, at=now)
        assert OwnWords.objects.get().is_approved

    def test_other_words_afterwards_make_another_file_and_leave_the_first_as_it_was(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        name = held.quote.deal.name
        write_english(version=held, words={name: "Expansion"}, by=ada, at=now)
        first = made(held, ada, now)
        decide_words(words=OwnWords.objects.get(), is_approved=True, because="", by=bo, at=now)
        write_english(version=held, words={name: "Ten years free"}, by=ada, at=now)
        later = now + timedelta(minutes=1)
        second = made(held, ada, later)
        assert first.file.snapshot["title"] == "Expansion"
        stamps = [hand_out(export=export, by=ada, at=later).stamp for export in (first, second)]
        assert stamps == [Stamp.CLEAN, Stamp.DRAFT]

    def test_english_of_a_line_beyond_the_price_book_is_read_as_well(
        self, version: QuoteVersion, deal: Deal, ada: User, bo: User, now: datetime
    ) -> None:
        line = version.lines.order_by("position")[0]
        QuoteLine.objects.filter(pk=line.pk).update(description="现场保障")
        held = approved(version, ada, bo)
        write_english(version=held, words={"现场保障": "On-site support"}, by=ada, at=now)
        made(held, ada, now)
        assert OwnWords.objects.get().text == "现场保障\nOn-site support"

    def test_whoever_wrote_one_of_them_reads_the_others_and_not_that_one(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, pre: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        quote = held.quote
        write_english(version=held, words={quote.deal.name: "Ten years free"}, by=bo, at=now)
        write_english(version=held, words={quote.title: "Framework"}, by=pre, at=now + timedelta(minutes=1))
        export = made(held, ada, now)
        promise, harmless = OwnWords.objects.order_by("pk")
        assert (promise.author, harmless.author) == (bo, pre)
        with pytest.raises(ForbiddenRefusal, match="your own words"):
            decide_words(words=harmless, beside=[promise], is_approved=True, because="", by=bo, at=now)
        decide_words(words=harmless, is_approved=True, because="", by=bo, at=now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        decide_words(words=promise, is_approved=True, because="", by=cy, at=now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN

    def test_each_is_read_once_for_all_papers_of_the_deal_and_asked_about_in_one_notice(
        self, version: QuoteVersion, ada: User, bo: User, pre: User, now: datetime
    ) -> None:
        Deal.objects.update(needs="费用高 | 支出大", solution="接入：10,000 路")
        held = approved(version, ada, bo)
        words = {"费用高": "High cost", "支出大": "Much is spent", "接入": "Access", "10,000 路": "10,000 streams"}
        write_english(version=held, words=words, by=pre, at=now)
        made(held, ada, now)
        waiting = list(OwnWords.objects.order_by("pk"))
        assert [one.pair for one in waiting] == list(words.items())
        assert Notice.objects.filter(kind=NoticeKind.WORDS_ASKED, to=bo).count() == 1
        assert waiting_count(bo) == 1
        decide_words(words=waiting[0], beside=waiting[1:], is_approved=True, because="", by=bo, at=now)
        assert Notice.objects.filter(kind=NoticeKind.WORDS_APPROVED).values("to").distinct().count() == 2
        assert Notice.objects.filter(kind=NoticeKind.WORDS_APPROVED).count() == 2
        for kind in (Kind.QUOTATION, Kind.CHAMPION):
            assert hand_out(export=made(held, ada, now, kind), by=ada, at=now).stamp is Stamp.CLEAN
        assert OwnWords.objects.count() == len(words)

    def test_a_step_of_the_calendar_is_read_in_no_language(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        deal = version.quote.deal
        held = approved(version, ada, bo)
        begin_plan(deal, names=dict.fromkeys(MilestoneKind, "内部评审"), by=ada, at=now)
        write_english(version=held, words={"内部评审": "Internal review"}, by=ada, at=now)
        export = made(held, ada, now, Kind.CHAMPION)
        assert "Internal review" in str(export.file.snapshot)
        assert (hand_out(export=export, by=ada, at=now).stamp, OwnWords.objects.exists()) == (Stamp.CLEAN, False)

    def test_a_file_whose_english_was_changed_while_it_was_made_is_ordered_again(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        write_english(version=held, words={held.quote.deal.name: "Ten years free"}, by=bo, at=now)
        says = snapshot(collect(held, at=now, language=Language.ENGLISH))
        write_english(version=held, words={held.quote.deal.name: "Expansion"}, by=ada, at=now)
        export = request_export(version=held, language=Language.ENGLISH, by=ada, at=now)
        with pytest.raises(Refusal, match="English words were changed"):
            paper.finished(export, now, **says)
        assert made(held, ada, now).file.snapshot["title"] == "Expansion"

    def test_what_a_customer_is_called_in_english_is_read_before_it_leaves(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        customer = version.quote.deal.customer
        change_customer(customer, name_en="ACME (we take unlimited liability)", by=bo, at=now)
        change_customer(Customer.objects.get(), city="杭州", by=ada, at=now)
        held = approved(QuoteVersion.objects.get(pk=version.pk), ada, bo)
        export = made(held, ada, now)
        words = OwnWords.objects.get()
        assert (words.pair, words.author) == ((customer.name, "ACME (we take unlimited liability)"), bo)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        decide_words(words=words, is_approved=True, because="", by=cy, at=now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN

    def test_words_of_the_house_and_one_english_for_two_leave_what_was_read_with_the_offer_as_it_is(
        self, version: QuoteVersion, price_book: PriceBookVersion, ada: User, bo: User, fay: User, now: datetime
    ) -> None:
        Deal.objects.update(needs="费用高 | 支出大\n成本高 | 人力")
        held = approved(version, ada, bo)
        write_house_english(version=price_book, words={held.quote.deal.name: "House name"}, by=fay, at=now)
        write_english(version=held, words={"费用高": "High cost", "成本高": "High cost"}, by=ada, at=now)
        export = made(held, ada, now)
        assert {words.block for words in OwnWords.objects.all()} == {Block.ENGLISH}
        assert [words_page(bo, words).today for words in OwnWords.objects.all()] == [(), ()]
        for words in OwnWords.objects.all():
            decide_words(words=words, is_approved=True, because="", by=bo, at=now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN

    def test_what_was_asked_about_in_one_piece_is_read_one_by_one_since(
        self, version: QuoteVersion, ada: User, bo: User, pre: User, now: datetime
    ) -> None:
        write_english(version=version, words={"甲": "A"}, by=pre, at=now)
        told = {"deal": version.quote.deal, "block": Block.ENGLISH, "asked_at": now, "asked_by": ada, "author": ada}
        said = {"is_approved": True, "decided_at": now, "decided_by": bo}
        OwnWords.objects.create(text="甲 | A\n乙 | B", sha256="1" * 64, **told)
        OwnWords.objects.create(text="乙 | B", sha256="2" * 64, **told, **said)
        import_module("quotes.migrations.0126_english_words_one_by_one").part(apps, None)
        rows = OwnWords.objects.order_by("text")
        assert [(one.pair, one.is_approved, one.author) for one in rows] == [
            (("乙", "B"), True, ada),
            (("甲", "A"), None, pre),
        ]
        assert {one.sha256 for one in rows} == {one.passage.key("") for one in rows}
