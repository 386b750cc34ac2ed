"""A new edition may stop those before it, and whoever approved words may take that back until they have gone out."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils.translation import gettext

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.actions.links import make_link
from quotes.actions.proposals import hand_out, request_export
from quotes.actions.quotes import void_version
from quotes.actions.readers import open_link, take_by_link
from quotes.actions.texts import change_text, decide_words, take_back_words
from quotes.domain.links import Device
from quotes.domain.papers import Block, Chosen, Section
from quotes.domain.proposals import Stamp
from quotes.domain.texts import HeldBack
from quotes.models import OwnWords, ProposalExport, QuoteVersion, TextEdition
from quotes.queries.proposals import export_row
from quotes.queries.texts import Reach, reach_of
from stakeholders.models import Contact, JournalEntry, Notice, User
from tests.factories import paper
from tests.factories import texts as told
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over
from tests.factories.texts import NEEDS, UNLIMITED, composed
from tests.threads import while_open

UNTIL = date(2026, 12, 9)


@pytest.fixture
def edition(lin: User) -> TextEdition:
    return told.text(by=lin, block=Block.LIABILITY)


@pytest.fixture
def export(version: QuoteVersion, edition: TextEdition, ada: User, now: datetime) -> ProposalExport:
    """An offer that may go out, with a text of the house in its file."""
    held = approved(version, by=ada)
    passed_over(version=held, by=ada)
    return made(held, ada, now, house=(Chosen(Block.LIABILITY, edition.pk),))


def made(version: QuoteVersion, by: User, at: datetime, *texts: Any, **chosen: Any) -> ProposalExport:
    composition = composed(*texts, **chosen)
    return paper.finished(request_export(version=version, composition=composition, by=by, at=at), at)


def change(edition: TextEdition, by: User, at: datetime, stops: str = "", after: int = 1) -> TextEdition:
    said = {"name": f"责任 {after}", "said": NEEDS, "why": "上限改了"}
    return change_text(text=edition.text, after=after, stops_because=stops, by=by, at=at, **said)


class TestStopping:
    def test_what_was_made_before_goes_on_leaving_unless_it_is_stopped(
        self, export: ProposalExport, edition: TextEdition, ada: User, lin: User, now: datetime
    ) -> None:
        change(edition, lin, now)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.CLEAN
        change(edition, lin, now, "上限写错了", after=2)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        assert export_row(export, now.date()).why == gettext(HeldBack.CHANGED.label)
        change(edition, lin, now, after=3)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT

    def test_the_edition_that_stops_the_others_leaves_itself(
        self, export: ProposalExport, edition: TextEdition, ada: User, lin: User, now: datetime
    ) -> None:
        newest = change(edition, lin, now, "上限写错了")
        again = made(export.version, ada, now, house=(Chosen(Block.LIABILITY, newest.pk),))
        assert hand_out(export=again, by=ada, at=now).stamp is Stamp.CLEAN

    def test_a_place_that_is_not_printed_stops_nothing(
        self, export: ProposalExport, edition: TextEdition, ada: User, lin: User, now: datetime
    ) -> None:
        chosen = {"sections": (Section.COVER, Section.PRICES), "house": (Chosen(Block.LIABILITY, edition.pk),)}
        without = made(export.version, ada, now, **chosen)
        assert reach_of(edition.text, now.date()) == Reach(1, 0)
        change(edition, lin, now, "上限写错了")
        assert hand_out(export=without, by=ada, at=now).stamp is Stamp.CLEAN

    def test_a_reader_gets_nothing_of_it_any_more(
        self, export: ProposalExport, edition: TextEdition, contact: Contact, ada: User, lin: User, now: datetime
    ) -> None:
        link = make_link(export=export, recipient=contact, last_day=UNTIL, by=ada, at=now).link
        assert open_link(link=link, device=Device.PHONE, at=now) is Stamp.CLEAN
        assert reach_of(edition.text, now.date()) == Reach(1, 1)
        change(edition, lin, now, "上限写错了")
        for act in (open_link, take_by_link):
            with pytest.raises(Refusal, match="must not leave"):
                act(link=link, device=Device.PHONE, at=now)

    def test_whoever_has_such_a_file_is_told_once_a_version(
        self,
        export: ProposalExport,
        edition: TextEdition,
        contact: Contact,
        ada: User,
        pre: User,
        lin: User,
        now: datetime,
    ) -> None:
        made(export.version, ada, now, house=(Chosen(Block.LIABILITY, edition.pk),))
        make_link(export=export, recipient=contact, last_day=UNTIL, by=pre, at=now)
        change(edition, lin, now, "上限写错了")
        told_to = Notice.objects.filter(kind="text_stopped").values_list("to", flat=True)
        assert sorted(told_to) == sorted([ada.pk, pre.pk])
        acts = JournalEntry.objects.filter(act="stop_text").values_list("facts__reason", flat=True)
        assert list(acts) == ["上限写错了"]

    def test_whoever_ordered_one_that_is_being_made_is_told_as_well(
        self, version: QuoteVersion, ada: User, lin: User, now: datetime
    ) -> None:
        edition = told.text(by=lin, block=Block.LIABILITY)
        house = composed(house=(Chosen(Block.LIABILITY, edition.pk),))
        request_export(version=approved(version, by=ada), composition=house, by=ada, at=now)
        change(edition, lin, now, "上限写错了")
        assert Notice.objects.get(kind="text_stopped").to == ada

    def test_files_of_a_void_offer_are_nobodys_concern(
        self, export: ProposalExport, edition: TextEdition, ada: User, lin: User, now: datetime
    ) -> None:
        void_version(version=export.version, reason="客户改了需求", by=ada, at=now)
        assert reach_of(edition.text, now.date()) == Reach(0, 0)
        change(edition, lin, now, "上限写错了")
        assert not Notice.objects.filter(kind="text_stopped").exists()


class TestTakingBack:
    @pytest.fixture
    def own(self, version: QuoteVersion, ada: User, lin: User, now: datetime) -> ProposalExport:
        """An offer that may go out, with words of its own that legal approved."""
        held = approved(version, by=ada)
        passed_over(version=held, by=ada)
        export = made(held, ada, now, UNLIMITED)
        decide_words(words=OwnWords.objects.get(), is_approved=True, because="", by=lin, at=now)
        return export

    def back(self, by: User, at: datetime, reason: str = "看漏了") -> OwnWords:
        return take_back_words(words=OwnWords.objects.get(), reason=reason, by=by, at=at)

    def test_the_copy_is_a_draft_again_and_whoever_wrote_them_is_told(
        self, own: ProposalExport, ada: User, lin: User, now: datetime
    ) -> None:
        self.back(lin, now)
        assert hand_out(export=own, by=ada, at=now).stamp is Stamp.DRAFT
        assert export_row(own, now.date()).why == gettext(HeldBack.REFUSED.label)
        assert Notice.objects.get(kind="words_taken_back").to == ada
        assert JournalEntry.objects.filter(act="take_back_words").count() == 1
        with pytest.raises(Refusal, match="no approval"):
            self.back(lin, now)

    def test_only_whoever_gave_it_and_with_a_reason(
        self, own: ProposalExport, ada: User, bo: User, lin: User, now: datetime
    ) -> None:
        with pytest.raises(ForbiddenRefusal, match="Somebody else"):
            self.back(bo, now)
        with pytest.raises(Refusal, match="Say why"):
            self.back(lin, now, " ")
        assert self.back(lin, now).revoked_by == lin

    def test_what_has_gone_out_is_not_taken_back(
        self, own: ProposalExport, ada: User, lin: User, now: datetime
    ) -> None:
        assert hand_out(export=own, by=ada, at=now).stamp is Stamp.CLEAN
        with pytest.raises(Refusal, match="went out on 2026-11-24"):
            self.back(lin, now)
        assert hand_out(export=own, by=ada, at=now).stamp is Stamp.CLEAN

    def test_a_draft_that_was_taken_along_is_no_copy_that_went_out(
        self, version: QuoteVersion, ada: User, lin: User, now: datetime
    ) -> None:
        export = made(version, ada, now, UNLIMITED)
        assert hand_out(export=export, by=ada, at=now).stamp is Stamp.DRAFT
        decide_words(words=OwnWords.objects.get(), is_approved=True, because="", by=lin, at=now)
        assert self.back(lin, now).revoked_because == "看漏了"

    def test_what_was_refused_has_no_approval_to_take_back(
        self, version: QuoteVersion, ada: User, lin: User, now: datetime
    ) -> None:
        made(version, ada, now, UNLIMITED)
        decide_words(words=OwnWords.objects.get(), is_approved=False, because="要有上限", by=lin, at=now)
        with pytest.raises(Refusal, match="no approval"):
            self.back(lin, now)

    @pytest.mark.django_db(transaction=True)
    def test_a_copy_goes_out_before_it_or_as_a_draft(
        self, own: ProposalExport, ada: User, lin: User, now: datetime
    ) -> None:
        copy, back = while_open(lambda: hand_out(export=own, by=ada, at=now), lambda: self.back(lin, now))
        assert (copy.stamp, isinstance(back, Refusal)) == (Stamp.CLEAN, True)

    @pytest.mark.django_db(transaction=True)
    def test_a_copy_that_waits_for_it_is_a_draft(
        self, own: ProposalExport, ada: User, lin: User, now: datetime
    ) -> None:
        back, copy = while_open(lambda: self.back(lin, now), lambda: hand_out(export=own, by=ada, at=now))
        assert (copy.stamp, back.revoked_by) == (Stamp.DRAFT, lin)
