"""What keeps a deal from being signed, and the signed copy, bound to what was signed off."""

from collections.abc import Mapping

import pytest
from django.db import ProgrammingError, transaction
from django.utils.translation import override

from contracts.actions.signing import erase_signed_copy, record_copy_download, refuse_unsigned
from contracts.models import Checklist, SignedCopy, SignedCopyContent
from contracts.models.signoffs import contract_of
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.attachments import checked
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import checklists, clauses, quotes, signoffs
from tests.factories.files import PDF
from tests.factories.stakeholders import NOW
from tests.triggers import resting

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(version: QuoteVersion, ada: User, lin: User) -> Checklist:
    clauses.write_as_it_comes()
    return signoffs.judged(checklists.checklist(signoffs.sold(version, ada), ada), lin)


@pytest.fixture
def trades(fay: User, dov: User, lin: User) -> Mapping[str, User]:
    return {"legal": lin, "finance": fay, "delivery": dov}


def refused(deal: Deal) -> str:
    with override("en"), pytest.raises(Refusal) as found:
        refuse_unsigned(deal, NOW)
    return str(found.value)


def test_a_deal_is_signed_once_all_put_their_word_on_it(
    made: Checklist, ada: User, lin: User, trades: Mapping[str, User]
) -> None:
    deal = made.deal
    rows = signoffs.asked(deal, ada)
    assert refused(deal).count("has not signed off yet") == 3
    for role, row in rows.items():
        signoffs.signed(row, trades[role])
    checklists.noted(checklists.item(made, "cap"), lin, theirs="不设上限", level=3)
    assert refused(deal) == (
        "The contract cannot be signed, for it says what we do not sign: Cap on liability. "
        "Legal signed off something else: the contract changed since."
    )
    checklists.noted(checklists.item(made, "cap"), lin, theirs="", level=0)
    assert signoffs.closed(deal, ada).stage == Stage.SIGNED


def test_what_the_customer_has_not_accepted_is_not_signed(version: QuoteVersion, ada: User, lin: User) -> None:
    clauses.write_as_it_comes()
    made = signoffs.judged(checklists.checklist(checklists.agreed(version, ada), ada), lin)
    assert refused(made.deal).startswith("The customer has not accepted V1")


def test_an_offer_that_is_not_what_was_approved_is_not_signed(
    made: Checklist, ada: User, trades: Mapping[str, User]
) -> None:
    signoffs.signed_by_all(made.deal, ada, trades)
    refuse_unsigned(made.deal, NOW)
    with resting():
        QuoteVersion.objects.filter(pk=made.version_id).update(discount=2)
    assert refused(made.deal) == "No approval holds for what V1 says: have it approved as it is."


def test_a_deal_that_offered_something_is_not_signed_unread(version: QuoteVersion, ada: User) -> None:
    refuse_unsigned(version.quote.deal, NOW)
    signoffs.sold(version, ada)
    assert refused(version.quote.deal) == "Nobody has set the contract beside our clauses: make its checklist."


def test_the_signed_copy_is_bound_to_what_was_signed_off_and_stored_once(
    made: Checklist, ada: User, trades: Mapping[str, User]
) -> None:
    with pytest.raises(Refusal, match="not signed yet"):
        signoffs.kept(made.deal, ada)
    signoffs.signed_by_all(made.deal, ada, trades)
    deal = signoffs.closed(made.deal, ada)
    copy, contract = signoffs.kept(deal, ada), contract_of(deal, NOW.date())
    assert contract is not None
    told = (copy.checklist, copy.checklist_hash, copy.offer_hash, copy.sha256)
    assert told == (made, contract.whole, made.version.content_hash, checked("a.pdf", PDF).sha256)
    with pytest.raises(Refusal, match="stored here already"):
        signoffs.kept(deal, ada)
    assert record_copy_download(copy=copy, by=trades["legal"], at=NOW) == PDF
    assert list(JournalEntry.objects.filter(act__endswith="signed_copy").values_list("act", "by__name")) == [
        ("keep_signed_copy", "ada"), ("download_signed_copy", "lin"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"file": checked("合同.txt", "正文".encode())}, "attached"),
        ({"signed_on": NOW.date().replace(year=2027)}, "signed_on"),
    ],
)
def test_only_a_pdf_that_was_signed_by_now_is_stored(
    made: Checklist, ada: User, trades: Mapping[str, User], told: dict[str, object], field: str
) -> None:
    signoffs.signed_by_all(made.deal, ada, trades)
    with pytest.raises(Refusal) as found:
        signoffs.kept(signoffs.closed(made.deal, ada), ada, **told)
    assert found.value.field == field


def test_the_database_keeps_the_copy_and_what_it_is_bound_to(
    made: Checklist, ada: User, trades: Mapping[str, User]
) -> None:
    signoffs.signed_by_all(made.deal, ada, trades)
    copy = signoffs.kept(signoffs.closed(made.deal, ada), ada)
    facts = {
        name: getattr(copy, name) for name in ("deal", "checklist", "checklist_hash", "size", "signed_on", "kept_by")
    }
    for change in (
        lambda: SignedCopy.objects.update(name="另一份.pdf"),
        lambda: copy.content.delete(),
        lambda: SignedCopy.objects.update(erased_at=NOW, erased_by=ada, erased_because="a", name="", size=1),
        lambda: SignedCopy.objects.create(**facts, offer_hash="0" * 64, sha256="1" * 64, name="a.pdf", kept_at=NOW),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_an_erased_copy_leaves_its_hash_and_a_reason_and_may_be_stored_again(
    made: Checklist, ada: User, bo: User, trades: Mapping[str, User]
) -> None:
    signoffs.signed_by_all(made.deal, ada, trades)
    copy = signoffs.kept(signoffs.closed(made.deal, ada), ada)
    with pytest.raises(Refusal, match="Say why"):
        erase_signed_copy(copy=copy, reason=" ", by=bo, at=NOW)
    gone = erase_signed_copy(copy=copy, reason="传成别家合同", by=bo, at=NOW)
    assert (gone.name, gone.sha256, gone.erased_because, gone.erased_by) == ("", copy.sha256, "传成别家合同", bo)
    assert not SignedCopyContent.objects.exists()
    with pytest.raises(Refusal, match="has been erased"):
        record_copy_download(copy=gone, by=ada, at=NOW)
    with pytest.raises(StaleRefusal):
        erase_signed_copy(copy=copy, reason="再删", by=bo, at=NOW)
    assert signoffs.kept(made.deal, ada).sha256 == copy.sha256


def test_the_checklist_is_of_what_the_customer_accepted(made: Checklist, ada: User, trades: Mapping[str, User]) -> None:
    signoffs.signed_by_all(made.deal, ada, trades)
    other = signoffs.sold(quotes.draft(deal=made.deal, price_book=made.version.price_book, by=ada), ada)
    assert refused(made.deal) == (
        f"One deal is signed for one offer, and the customer accepted {other.quote.number} V1 beside V1: "
        "open a deal of its own for each."
    )
    void = {"state": "void", "accepted_at": None, "accepted_by": None, "void_reason": "撤回"}
    void |= {"voided_at": NOW, "voided_by": ada}
    with resting():
        QuoteVersion.objects.filter(pk=made.version_id).update(**void)
    assert refused(made.deal).startswith(f"The customer accepted {other.quote.number} V1, not V1: make the checklist")
    with resting():
        QuoteVersion.objects.filter(pk=other.pk).update(**void)
    assert refused(made.deal).startswith("V1 is void: make the checklist from an offer that stands.")
