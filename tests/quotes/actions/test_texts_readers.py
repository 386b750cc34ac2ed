"""Who reads the words in a deal's documents, and whose word of them counts."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import gettext

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.actions.proposals import hand_out, request_export
from quotes.actions.quotes import next_version, void_version
from quotes.actions.texts import decide_words, take_back_words
from quotes.domain.papers import Block, Passage
from quotes.domain.proposals import Stamp
from quotes.domain.texts import HeldBack
from quotes.models import OwnWords, ProposalExport, Quote, QuoteLine, QuoteVersion
from quotes.models.reading import read_in
from quotes.permissions import words_to_read
from quotes.queries.approvals.words import words_of as words_asked
from quotes.queries.proposals import export_row
from quotes.queries.texts import words_of
from stakeholders.actions.deals import change_deal
from stakeholders.domain.people import Role
from stakeholders.models import Deal, Notice, Team, User
from tests.factories import paper
from tests.factories import stakeholders as whom
from tests.factories.haggling import asked, decided
from tests.factories.quotes import passed_over
from tests.factories.texts import UNLIMITED, composed, own
from tests.factories.typed import NEEDS, PROMISE, SOLUTION, approved, made, within
from tests.triggers import resting

LATER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def said(deal: Deal) -> None:
    Deal.objects.filter(pk=deal.pk).update(needs=NEEDS, solution=SOLUTION)


def owned_by(user: User, version: QuoteVersion) -> QuoteVersion:
    Deal.objects.filter(pk=version.quote.deal_id).update(owner=user)
    return QuoteVersion.objects.select_related("quote__deal__owner").get(pk=version.pk)


def told_to() -> set[str]:
    return set(Notice.objects.filter(kind="words_asked").values_list("to__name", flat=True))


def decide(by: User, at: datetime, is_approved: bool = True) -> None:
    """About all that wait."""
    because = "" if is_approved else "看错了"
    for words in OwnWords.objects.filter(is_approved=None):
        decide_words(words=words, is_approved=is_approved, because=because, by=by, at=at)


def stamp(export: ProposalExport, by: User, at: datetime) -> Stamp:
    return hand_out(export=export, by=by, at=at).stamp


class TestReaders:
    def test_nobody_reads_what_is_typed_in_a_deal_of_theirs(
        self, version: QuoteVersion, bo: User, cy: User, pre: User, now: datetime
    ) -> None:
        export = made(within(owned_by(bo, version), bo, now), pre, now)
        assert (told_to(), words_to_read(bo).count(), words_to_read(cy).count()) == ({cy.name}, 0, 2)
        with pytest.raises(ForbiddenRefusal, match="your own deal"):
            decide(bo, now)
        decide(cy, now)
        assert stamp(export, bo, now) is Stamp.CLEAN

    def test_who_orders_a_file_first_may_read_what_others_typed(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        held = within(version, ada, now)
        made(held, bo, now)
        export = made(held, ada, now)
        decide(bo, now)
        assert stamp(export, ada, now) is Stamp.CLEAN

    def test_who_typed_them_last_does_not(
        self, deal: Deal, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        change_deal(deal, solution=PROMISE, by=bo, at=now)
        made(held, ada, now)
        assert (told_to(), OwnWords.objects.get().author) == ({cy.name}, bo)
        with pytest.raises(ForbiddenRefusal, match="your own words"):
            decide(bo, now)
        decide(cy, now)
        assert OwnWords.objects.get().decided_by == cy

    def test_of_a_composition_the_author_is_who_wrote_it(self, deal: Deal, ada: User, bo: User, cy: User) -> None:
        words = own(deal=deal, by=bo, passage=Passage(Block.SOLUTION, "价格十年不变。"))
        assert (words.author, told_to()) == (bo, {cy.name})

    def test_a_manager_who_only_works_on_a_deal_of_another_line_reads_nothing(
        self, deal: Deal, ada: User, bo: User, south_1: Team
    ) -> None:
        beside = whom.user(name="di", role=Role.MANAGER, team=south_1)
        whom.member(deal=deal, user=beside)
        own(deal=deal, by=ada, passage=Passage(Block.TERMS, "另附值守。"))
        assert [words_to_read(user).count() for user in (bo, beside)] == [1, 0]

    def test_where_nobody_can_the_file_says_so_until_somebody_does(
        self, version: QuoteVersion, bo: User, cy: User, now: datetime
    ) -> None:
        Team.objects.filter(manager=cy).update(manager=None)
        held = within(owned_by(bo, version), bo, now)
        export = paper.finished(
            request_export(version=held, composition=composed(UNLIMITED), by=bo, at=now),
            now,
            solution=[{"title": "接入", "text": "10,000 路"}],
        )
        told = {row.block: row.nobody for row in words_of(export)}
        assert ("没有经理" in told[Block.SOLUTION], "没有法务" in told[Block.LIABILITY]) == (True, True)
        Team.objects.filter(name="North").update(manager=cy)
        whom.user(name="lin", role=Role.LEGAL)
        assert {row.nobody for row in words_of(export)} == {""}

    def test_whoever_stands_there_now_reads_what_was_asked_of_another(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        export = made(within(version, ada, now), ada, now)
        assert told_to() == {bo.name}
        new = whom.user(name="nu", role=Role.MANAGER, team=ada.team)
        Team.objects.filter(manager=bo).update(manager=new)
        assert [words_to_read(user).count() for user in (bo, new)] == [0, 2]
        decide(new, now)
        assert stamp(export, ada, now) is Stamp.CLEAN


class TestTheLaterWord:
    def refused(self, version: QuoteVersion, ada: User, bo: User, at: datetime) -> QuoteVersion:
        """Words of an offer that nobody had to approve, and a no to both of them."""
        held = within(version, ada, at)
        made(held, ada, at)
        decide(bo, at, is_approved=False)
        return held

    def test_an_offer_that_is_approved_with_them_afterwards_lets_them_out(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = self.refused(version, ada, bo, now - LATER)
        request = asked(next_version(version=held, by=ada, at=now), by=ada)
        assert {words.because for words in words_asked(request).refused} == {"看错了"}
        decided(request, by=bo)
        assert words_asked(request).refused == ()
        again = QuoteVersion.objects.get(pk=request.version_id)
        passed_over(version=again, by=ada)
        assert stamp(made(again, ada, now), ada, now) is Stamp.CLEAN

    def test_a_no_after_the_offer_was_approved_holds(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = within(version, ada, now)
        made(held, ada, now)
        decided(asked(next_version(version=held, by=ada, at=now), by=ada), by=bo)
        decide(bo, now + LATER, is_approved=False)
        read = read_in([held.quote.deal_id])[held.quote.deal_id]
        assert {read[words.sha256] for words in OwnWords.objects.all()} == {False}

    def test_whoever_said_no_may_say_yes_after_all(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        held = self.refused(version, ada, bo, now)
        words = OwnWords.objects.order_by("pk")[0]
        for by, is_approved in ((cy, True), (bo, False)):
            with pytest.raises(Refusal, match="decided already"):
                decide_words(words=words, is_approved=is_approved, because="再看", by=by, at=now)
        for words in OwnWords.objects.all():
            decide_words(words=words, is_approved=True, because="", by=bo, at=now)
        assert stamp(made(held, ada, now), ada, now) is Stamp.CLEAN

    def test_where_they_read_there_no_more_whoever_does_may(
        self, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        self.refused(version, ada, bo, now)
        User.objects.filter(pk=bo.pk).update(is_active=False)
        for words in OwnWords.objects.all():
            decide_words(words=words, is_approved=True, because="", by=cy, at=now)
        assert set(OwnWords.objects.values_list("is_approved", "decided_by")) == {(True, cy.pk)}

    def test_what_was_said_of_an_offer_that_is_void_counts_no_more(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        deal = held.quote.deal_id
        assert set(read_in([deal])[deal].values()) == {True}
        void_version(version=held, reason="看漏了", by=ada, at=now)
        assert read_in([deal])[deal] == {}


class TestTakingBack:
    @pytest.fixture
    def own(self, version: QuoteVersion, ada: User, lin: User, now: datetime) -> ProposalExport:
        """A file with words of its own that legal approved, of an offer whose other words nobody has to read."""
        Deal.objects.update(needs="", solution="")
        export = self.file(within(QuoteVersion.objects.get(pk=version.pk), ada, now), ada, now)
        decide(lin, now)
        return export

    def file(self, version: QuoteVersion, by: User, at: datetime) -> ProposalExport:
        ordered = request_export(version=version, composition=composed(UNLIMITED), by=by, at=at)
        return paper.finished(ordered, at)

    def back(self, by: User, at: datetime) -> OwnWords:
        return take_back_words(words=OwnWords.objects.get(), reason="看漏了", by=by, at=at)

    def test_once_the_offers_with_them_are_void(self, own: ProposalExport, ada: User, lin: User, now: datetime) -> None:
        assert stamp(own, ada, now) is Stamp.CLEAN
        with pytest.raises(Refusal, match="make that offer void first"):
            self.back(lin, now)
        held = QuoteVersion.objects.get()
        void_version(version=held, reason="责任写错了", by=ada, at=now)
        self.back(lin, now)
        anew = within(next_version(version=QuoteVersion.objects.get(), by=ada, at=now), ada, now)
        assert stamp(self.file(anew, ada, now), ada, now) is Stamp.DRAFT

    def test_by_whoever_reads_there_once_who_approved_has_left(
        self, own: ProposalExport, ada: User, lin: User, now: datetime
    ) -> None:
        other = whom.user(name="lou", role=Role.LEGAL)
        with pytest.raises(ForbiddenRefusal, match="Somebody else"):
            self.back(other, now)
        User.objects.filter(pk=lin.pk).update(is_active=False)
        assert self.back(other, now).revoked_by == other
        assert stamp(own, ada, now) is Stamp.DRAFT

    def test_and_given_again(self, own: ProposalExport, ada: User, lin: User, now: datetime) -> None:
        self.back(lin, now)
        decide_words(words=OwnWords.objects.get(), is_approved=True, because="", by=lin, at=now)
        assert stamp(own, ada, now) is Stamp.CLEAN


class TestWhatElseIsTyped:
    """Names, lines that are not from the price book, and why a change costs nothing."""

    @pytest.fixture(autouse=True)
    def nothing_else(self, deal: Deal) -> None:
        Deal.objects.filter(pk=deal.pk).update(needs="", solution="")

    def file(self, version: QuoteVersion, by: User, at: datetime, **says: Any) -> ProposalExport:
        """As the press sets it, with what it prints of that."""
        quote = Quote.objects.select_related("deal").get(pk=version.quote_id)
        names = {"title": quote.deal.name, "subtitle": quote.title}
        return paper.finished(request_export(version=version, by=by, at=at), at, **(names | says))

    def test_a_name_that_was_changed_after_the_approval_is_read_by_itself(
        self, deal: Deal, version: QuoteVersion, ada: User, bo: User, cy: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        assert stamp(self.file(held, ada, now), ada, now) is Stamp.CLEAN
        assert not OwnWords.objects.exists()
        change_deal(deal, name="续约价十年不变", by=bo, at=now)
        export = self.file(held, ada, now)
        words = OwnWords.objects.get()
        assert (words.block, words.author, stamp(export, ada, now)) == ("names", bo, Stamp.DRAFT)
        assert export_row(export, now.date()).why == gettext(HeldBack.UNREAD_YET.label)
        decide(cy, now)
        assert stamp(export, ada, now) is Stamp.CLEAN

    def test_within_authority_a_manager_reads_the_names(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        export = self.file(within(version, ada, now), ada, now)
        assert (stamp(export, ada, now), told_to()) == (Stamp.DRAFT, {bo.name})
        decide(bo, now)
        assert stamp(export, ada, now) is Stamp.CLEAN

    def test_and_lines_that_are_not_from_the_price_book_all_at_once(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        first, second = version.lines.order_by("position")[:2]
        QuoteLine.objects.filter(pk=first.pk).update(description="实时音视频（续约价十年不变）")
        QuoteLine.objects.filter(pk=second.pk).update(unit="千分钟，用不完退款")
        export = self.file(within(QuoteVersion.objects.get(pk=version.pk), ada, now), ada, now)
        words = OwnWords.objects.get(block="lines")
        assert words.text == "实时音视频（续约价十年不变）\n千分钟，用不完退款"
        decide(bo, now)
        assert stamp(export, ada, now) is Stamp.CLEAN

    def test_whoever_approves_the_offer_has_read_its_lines(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        QuoteLine.objects.filter(pk=version.lines.order_by("position")[0].pk).update(description="值守")
        held = approved(QuoteVersion.objects.get(pk=version.pk), ada, bo)
        assert stamp(self.file(held, ada, now), ada, now) is Stamp.CLEAN
        assert not OwnWords.objects.exists()

    def test_why_a_change_costs_nothing_is_read_where_it_is_printed(
        self, version: QuoteVersion, ada: User, bo: User, now: datetime
    ) -> None:
        held = approved(version, ada, bo)
        export = self.file(held, ada, now, worth={"no_cost_because": "接口不变，续约价十年不变。"})
        words = OwnWords.objects.get()
        assert (words.block, words.text) == ("value", "接口不变，续约价十年不变。")
        assert stamp(export, ada, now) is Stamp.DRAFT

    def test_a_draft_asks_nobody(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        self.file(version, ada, now)
        assert not OwnWords.objects.exists()

    def test_the_migration_asks_about_the_same(self, version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        export = self.file(within(version, ada, now), ada, now, worth={"no_cost_because": "接口不变。"})
        asked_about = set(OwnWords.objects.values_list("sha256", "block", "text"))
        with resting("quotes.OwnWords:own_words_stay"):
            OwnWords.objects.all().delete()
        import_module("quotes.migrations.0121_names_and_lines_are_read").ask(apps, None)
        assert set(OwnWords.objects.values_list("sha256", "block", "text")) == asked_about
        decide(bo, now)
        assert stamp(export, ada, now) is Stamp.CLEAN
