"""What a deal and its offer say in words that somebody typed leaves as a draft until a manager has read it."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import InternalError, ProgrammingError, transaction
from django.utils.translation import gettext

from quotes.actions.approvals import decide_together, revoke_decision, submit_version
from quotes.actions.links import make_link
from quotes.actions.proposals import hand_out, request_export
from quotes.actions.quotes import next_version, send_version
from quotes.actions.quotes.ends import accept_version
from quotes.actions.readers import open_link
from quotes.actions.texts import decide_words
from quotes.domain.approvals import Verdict
from quotes.domain.links import Device
from quotes.domain.papers import Block, Passage, typed_in
from quotes.domain.proposals import Kind, Stamp
from quotes.domain.texts import HeldBack
from quotes.models import ApprovalRequest, OwnWords, ProposalExport, QuoteVersion
from quotes.models.reading import read_in
from quotes.queries.proposals import export_row
from stakeholders.actions.deals import change_deal
from stakeholders.actions.privacy import erase_contact
from stakeholders.models import Contact, Deal, Notice, User
from tests.factories import paper
from tests.factories.batches import batch, taken
from tests.factories.haggling import asked, decided, discounted
from tests.factories.quotes import passed_over
from tests.factories.texts import composed
from tests.factories.typed import NEEDS, PROMISE, SOLUTION, approved, made, snapshot, within
from tests.threads import while_open
from tests.triggers import resting


@pytest.fixture(autouse=True)
def said(deal: Deal) -> None:
    Deal.objects.filter(pk=deal.pk).update(needs=NEEDS, solution=SOLUTION)


def stamp(export: ProposalExport, by: User, at: datetime) -> Stamp:
    found = hand_out(export=export, by=by, at=at).stamp
    assert export_row(export, at.date()).stamp is found
    return found


def why(export: ProposalExport, at: datetime) -> str:
    return export_row(export, at.date()).why


def test_a_request_keeps_what_is_read_with_it_and_never_changes(deal: Deal, version: QuoteVersion, ada: User) -> None:
    request = asked(version, by=ada)
    assert (request.needs, request.solution, len(request.words)) == (NEEDS, SOLUTION, 3)
    change_deal(deal, solution=PROMISE, by=ada, at=request.requested_at)
    assert ApprovalRequest.objects.get().solution == SOLUTION
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ApprovalRequest.objects.update(solution=PROMISE)


def test_whoever_approves_the_offer_has_read_it(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    held = approved(version, ada, bo)
    assert stamp(made(held, ada, now), ada, now) is Stamp.CLEAN
    assert not OwnWords.objects.exists()


def test_while_the_offer_waits_it_says_nothing_of_the_words(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    asked(version, by=ada)
    export = made(QuoteVersion.objects.get(), ada, now)
    assert (stamp(export, ada, now), OwnWords.objects.count()) == (Stamp.DRAFT, 0)
    assert why(export, now).startswith("尚未审批")


def test_what_was_written_since_is_a_draft_until_a_manager_has_read_it(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = approved(version, ada, bo)
    before = made(held, ada, now)
    change_deal(deal, solution=PROMISE, by=ada, at=now)
    after = made(held, ada, now)
    assert (stamp(before, ada, now), stamp(after, ada, now)) == (Stamp.CLEAN, Stamp.DRAFT)
    words = OwnWords.objects.get()
    assert (words.text, Notice.objects.get(kind="words_asked").to) == ("接入 | 10,000 路；续约价十年不变", bo)
    assert why(after, now) == gettext(HeldBack.UNREAD_YET.label)
    decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(after, ada, now) is Stamp.CLEAN


def test_what_a_manager_does_not_approve_is_written_anew(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = approved(version, ada, bo)
    change_deal(deal, solution=PROMISE, by=ada, at=now)
    export = made(held, ada, now)
    decide_words(words=OwnWords.objects.get(), is_approved=False, because="十年不行", by=bo, at=now)
    assert why(export, now) == gettext(HeldBack.TURNED_DOWN.label)
    change_deal(deal, solution=SOLUTION, by=ada, at=now)
    assert stamp(made(held, ada, now), ada, now) is Stamp.CLEAN


def test_within_authority_a_manager_is_asked_once_a_deal(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = within(version, ada, now)
    export = made(held, ada, now)
    assert stamp(export, ada, now) is Stamp.DRAFT
    for words in OwnWords.objects.all():
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN
    made(held, ada, now, kind=Kind.CHAMPION)
    assert OwnWords.objects.count() == 2


def test_a_file_of_a_draft_asks_nobody_and_one_of_what_was_submitted_says_to_order_again(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    export = made(version, ada, now)
    held = within(version, ada, now)
    assert (OwnWords.objects.count(), why(export, now)) == (0, gettext(HeldBack.UNREAD.label))
    made(held, ada, now)
    assert (OwnWords.objects.count(), why(export, now)) == (2, gettext(HeldBack.UNREAD_YET.label))


def test_words_that_wait_with_another_offer_are_asked_about_by_themselves(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = within(version, ada, now)
    asked(next_version(version=held, by=ada, at=now), by=ada)
    export = made(held, ada, now)
    assert OwnWords.objects.count() == 2
    decided(ApprovalRequest.objects.get(closed_at=None), by=bo, verdict=Verdict.REJECT, reason="太低")
    for words in OwnWords.objects.all():
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN


def test_a_note_is_read_for_each_offer(version: QuoteVersion, ada: User, now: datetime) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(note="另赠一个月。")
    held = within(QuoteVersion.objects.get(), ada, now)
    request_export(version=held, kind=Kind.QUOTATION, by=ada, at=now)
    assert [words.block for words in OwnWords.objects.all()] == ["terms"]


def test_whoever_speaks_for_a_trade_has_not_read_for_a_manager(
    version: QuoteVersion, ada: User, bo: User, fay: User, now: datetime
) -> None:
    request, deal = asked(version, by=ada, points="30"), version.quote.deal_id
    decided(request, by=fay)
    assert set(read_in([deal])[deal].values()) == {None}
    decided(request, by=bo)
    assert set(read_in([deal])[deal].values()) == {True}


def test_a_manager_who_takes_their_word_back_has_read_nothing(
    version: QuoteVersion, ada: User, bo: User, fay: User, now: datetime
) -> None:
    request, deal = asked(version, by=ada, points="30"), version.quote.deal_id
    decided(request, by=bo)
    revoke_decision(request=request, reason="看漏了", by=bo, at=now)
    assert set(read_in([deal])[deal].values()) == {None}


def test_deciding_together_is_reading_too(version: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
    request = asked(version, by=ada)
    told = {request.pk: request.content_hash}
    decide_together(asked=told, verdict=Verdict.APPROVE, reason="", by=bo, at=now)
    assert set(read_in([version.quote.deal_id])[version.quote.deal_id].values()) == {True}


def test_every_way_out_holds_it_back(
    deal: Deal, version: QuoteVersion, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    held = approved(version, ada, bo)
    change_deal(deal, solution=PROMISE, by=ada, at=now)
    export = made(held, ada, now)
    with pytest.raises(Exception, match="Readers get only"):
        make_link(export=export, recipient=contact, last_day=now.date() + timedelta(days=9), by=ada, at=now)
    assert taken(batch(export, by=ada), by=ada, at=now) == [(Stamp.DRAFT, False)]
    decide_words(words=OwnWords.objects.get(), is_approved=True, because="", by=bo, at=now)
    link = make_link(export=export, recipient=contact, last_day=now.date() + timedelta(days=9), by=ada, at=now).link
    assert open_link(link=link, device=Device.PHONE, at=now) is Stamp.CLEAN


def test_what_was_asked_before_words_were_kept_was_read_by_nobody(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = approved(version, ada, bo)
    with resting("quotes.ApprovalRequest:what_is_asked_never_changes"):
        ApprovalRequest.objects.update(words=None, needs="", solution="")
    export = made(held, ada, now)
    assert (stamp(export, ada, now), OwnWords.objects.count()) == (Stamp.DRAFT, 2)


def test_an_erased_persons_name_goes_from_what_was_read_and_the_reading_stays(
    deal: Deal, version: QuoteVersion, contact: Contact, ada: User, bo: User, now: datetime
) -> None:
    Deal.objects.filter(pk=deal.pk).update(solution=f"{SOLUTION}，{contact.name}负责")
    held = approved(version, ada, bo)
    export, name = made(held, ada, now), contact.name
    erase_contact(contact, reason="本人要求", by=ada, at=now)
    request = ApprovalRequest.objects.get()
    assert name not in request.solution
    assert stamp(export, ada, now) is Stamp.CLEAN


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_submitted_first", [True, False])
def test_an_offer_that_is_submitted_while_its_deal_changes_is_read_with_the_words_it_kept(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, now: datetime, *, is_submitted_first: bool
) -> None:
    draft = discounted(version, "18", by=ada)
    acts = [
        lambda: submit_version(version=draft, reason="客户要求", by=ada, at=now),
        lambda: change_deal(deal, solution=PROMISE, by=ada, at=now),
    ]
    assert not [one for one in while_open(*acts[:: 1 if is_submitted_first else -1]) if isinstance(one, Exception)]
    request = ApprovalRequest.objects.get()
    held = QuoteVersion.objects.select_related("quote__deal").get()
    decided(request, by=bo)
    passed_over(version=held, by=ada)
    stamps = {}
    for text in (PROMISE, SOLUTION):
        change_deal(deal, solution=text, by=ada, at=now)
        stamps[text] = stamp(made(held, ada, now), ada, now)
    assert stamps == {text: Stamp.CLEAN if text == request.solution else Stamp.DRAFT for text in stamps}


def test_the_migration_asks_about_exactly_what_files_of_standing_offers_say(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = within(version, ada, now)
    says = snapshot(deal) | {"notes": ["另赠一个月。"]}
    export = paper.finished(request_export(version=held, by=ada, at=now), now, **says)
    with resting("quotes.OwnWords:own_words_stay"):
        OwnWords.objects.all().delete()
    import_module("quotes.migrations.0117_words_that_nobody_read").ask(apps, None)
    keys = {passage.key(export.content_hash) for passage in typed_in(says)}
    assert set(OwnWords.objects.values_list("sha256", flat=True)) == keys
    for words in OwnWords.objects.all():
        decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN


def ask_about_files_from_before() -> None:
    """As the migration does, which finds nothing asked and no request that kept its words."""
    with resting("quotes.OwnWords:own_words_stay"):
        OwnWords.objects.all().delete()
    with resting("quotes.ApprovalRequest:what_is_asked_never_changes"):
        ApprovalRequest.objects.update(words=None, needs="", solution="")
    import_module("quotes.migrations.0117_words_that_nobody_read").ask(apps, None)


def test_what_left_with_a_price_before_words_were_read_is_asked_about_by_nobody_and_stays_clean(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = approved(version, ada, bo)
    export = made(held, ada, now)
    assert stamp(export, ada, now) is Stamp.CLEAN
    ask_about_files_from_before()
    assert (OwnWords.objects.count(), stamp(export, ada, now)) == (0, Stamp.CLEAN)
    send_version(version=held, by=ada, at=now)
    accept_version(version=held, by=ada, at=now)
    assert stamp(export, ada, now) is Stamp.CLEAN


def test_a_no_holds_back_even_what_left_with_a_price(
    deal: Deal, version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    export = made(approved(version, ada, bo), ada, now)
    assert stamp(export, ada, now) is Stamp.CLEAN
    ask_about_files_from_before()
    made(QuoteVersion.objects.get(), ada, now)
    for words in OwnWords.objects.all():
        decide_words(words=words, is_approved=False, because="十年不行", by=bo, at=now)
    assert stamp(export, ada, now) is Stamp.DRAFT


def test_own_words_on_needs_from_when_nobody_read_them_are_asked_about_where_they_are_printed(
    version: QuoteVersion, ada: User, bo: User, now: datetime
) -> None:
    held = within(version, ada, now)
    text = Passage(Block.NEEDS, "我们理解贵方晚高峰卡顿。")
    for kind in (Kind.PROPOSAL, Kind.CHAMPION):
        ordered = request_export(version=held, kind=kind, composition=composed(text), by=ada, at=now)
        export = paper.finished(ordered, now)
    ask_about_files_from_before()
    words = OwnWords.objects.get()
    assert (words.passage, export.kind) == (text, Kind.CHAMPION)
    decide_words(words=words, is_approved=True, because="", by=bo, at=now)
    assert stamp(ProposalExport.objects.get(kind=Kind.PROPOSAL), ada, now) is Stamp.CLEAN
