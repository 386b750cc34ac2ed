"""Files of a round: all or none, taken away by name, gone with a reason, a person, or their time."""

from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.attachments import attach_files, erase_attachment, record_attachment_download
from quotes.domain.attachments import checked
from quotes.models import Attachment, AttachmentContent, Policy, QuoteVersion, Round
from stakeholders.actions.privacy import enter_privacy_policy, erase_contact
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, User
from stakeholders.queries.privacy import dossier
from stakeholders.tasks import forget
from tests.factories import stakeholders as whom
from tests.factories.files import PDF, PNG
from tests.factories.haggling import amended, approved, logged
from tests.factories.stakeholders import NOW
from tests.threads import A_MOMENT, at_once

MINUTES = checked("纪要.pdf", PDF)
BOARD = checked("白板.png", PNG)


@pytest.fixture
def round_(version: QuoteVersion, policy: Policy, contact: Contact, ada: User) -> Round:
    return logged(approved(version, by=ada).quote, contact=contact, by=ada, files=[MINUTES])


def attach(round_: Round, *files: Any, by: User) -> None:
    attach_files(round=round_, files=files, by=by, at=NOW)


def names() -> list[str]:
    return list(Attachment.objects.values_list("name", flat=True))


def test_a_file_is_kept_with_its_round_and_whoever_takes_it_is_written_down(round_: Round, ada: User, bo: User) -> None:
    attach(round_, BOARD, by=ada)
    (file, _) = round_.attachments.all()
    assert record_attachment_download(attachment=file, by=bo, at=NOW) == PDF
    acts = JournalEntry.objects.filter(act__contains="attach").order_by("pk")
    assert list(acts.values_list("act", "by", "facts__round")) == [
        ("attach_files", ada.pk, 1), ("attach_files", ada.pk, 1), ("download_attachment", bo.pk, 1),
    ]  # fmt: skip


def test_a_round_with_a_file_too_many_is_not_logged_at_all(
    round_: Round, contact: Contact, ada: User, settings: Any
) -> None:
    settings.ATTACHMENTS_A_ROUND = 1
    for files in ([MINUTES, BOARD], [MINUTES, MINUTES]):
        with pytest.raises(Refusal) as refused:
            logged(round_.quote, contact=contact, by=ada, files=files)
        assert refused.value.field == "attached"
    assert (Round.objects.count(), names()) == (1, ["纪要.pdf"])


@pytest.mark.parametrize("files", [(BOARD, MINUTES), (BOARD, BOARD)])
def test_the_same_file_twice_is_refused_with_all_that_came_with_it(round_: Round, ada: User, files: Any) -> None:
    with pytest.raises(Refusal, match="already"):
        attach(round_, *files, by=ada)
    assert names() == ["纪要.pdf"]


@pytest.mark.django_db(transaction=True)
def test_two_who_attach_at_once_do_not_exceed_what_a_round_holds(
    round_: Round, ada: User, bo: User, settings: Any
) -> None:
    settings.ATTACHMENTS_A_ROUND = 2
    others = [checked(f"{by.name}.txt", by.name.encode()) for by in (ada, bo)]
    acts = [lambda by=by, file=file: attach(round_, file, by=by) for by, file in zip((ada, bo), others, strict=True)]
    assert sorted(type(outcome).__name__ for outcome in at_once(*acts)) == ["NoneType", "Refusal"]
    assert len(names()) == 2


def test_erasing_leaves_its_hash_and_the_reason(round_: Round, ada: User, bo: User) -> None:
    file = round_.attachments.get()
    with pytest.raises(Refusal, match="Say why"):
        erase_attachment(attachment=file, reason=" ", by=bo, at=NOW)
    erase_attachment(attachment=file, reason="本人要求", by=bo, at=NOW)
    file.refresh_from_db()
    assert (file.name, file.sha256, file.erased_by, file.erased_because) == ("", MINUTES.sha256, bo, "本人要求")
    for again in (
        lambda: erase_attachment(attachment=file, reason="再来", by=bo, at=NOW),
        lambda: record_attachment_download(attachment=file, by=ada, at=NOW),
    ):
        with pytest.raises(Refusal, match="erased"):
            again()
    attach(round_, MINUTES, by=ada)
    assert names() == ["", "纪要.pdf"]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_erased_beside_its_person_waits_for_the_deal(round_: Round, contact: Contact, bo: User) -> None:
    """It holds nothing meanwhile that the other is about to take."""
    file, is_held = round_.attachments.get(), Event()

    def person() -> Contact:
        with transaction.atomic():
            Deal.objects.select_for_update(no_key=True).get()
            is_held.set()
            sleep(A_MOMENT)
            return erase_contact(contact, reason="本人来信", by=bo, at=NOW)

    def its_file() -> None:
        is_held.wait(timeout=10)
        erase_attachment(attachment=file, reason="本人要求", by=bo, at=NOW)

    assert [type(outcome) for outcome in at_once(person, its_file)] == [Contact, Refusal]
    assert (names(), AttachmentContent.objects.count()) == ([""], 0)


@pytest.mark.parametrize("alone", [True, False])
def test_files_of_rounds_with_one_person_alone_go_with_that_person(
    round_: Round, contact: Contact, ada: User, bo: User, alone: bool
) -> None:
    if not alone:
        round_.theirs.add(whom.contact(customer=contact.customer, name="李倩"))
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    assert (names(), AttachmentContent.objects.count()) == (([""], 0) if alone else (["纪要.pdf"], 1))


def test_a_person_who_was_added_later_is_asked_for_and_erased_as_one_who_was_there(
    round_: Round, contact: Contact, ada: User, bo: User
) -> None:
    added = whom.contact(customer=contact.customer, name="李倩")
    amended(round_, by=ada, theirs=[added])
    assert ["纪要.pdf" in {fact.value for fact in dossier(one)} for one in (added, contact)] == [True, False]
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    assert (names(), AttachmentContent.objects.count()) == (["纪要.pdf"], 1)
    erase_contact(added, reason="本人来信", by=bo, at=NOW)
    assert (names(), AttachmentContent.objects.count()) == ([""], 0)


def test_files_go_once_their_deals_time_has_passed(round_: Round, ada: User, adm: User) -> None:
    told = {"purpose": "决策", "legal_basis": "意见", "source": "制度"}
    enter_privacy_policy(**told, retention_months=12, valid_from=NOW.date(), by=adm, at=NOW)
    Deal.objects.update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, unpriced_because="—")
    left = []
    for days in (364, 365):
        forget(int((NOW + timedelta(days=days)).timestamp()))
        left.append((names(), AttachmentContent.objects.count()))
    assert left == [(["纪要.pdf"], 1), ([""], 0)]


def test_the_database_keeps_what_was_attached(round_: Round) -> None:
    for change in (
        lambda: Attachment.objects.update(sha256="0" * 64),
        lambda: AttachmentContent.objects.update(content=b"other"),
        lambda: (AttachmentContent.objects.all().delete(), Attachment.objects.all().delete()),
    ):
        with pytest.raises((InternalError, ProgrammingError), match="Cannot"), transaction.atomic():
            change()
