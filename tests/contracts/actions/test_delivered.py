"""Promises and what was delivered, written down."""

from datetime import date
from decimal import Decimal as D

import pytest

from contracts.actions.delivered import add_pledge, replay_delivered, take_promises
from contracts.domain.delivered import PromiseKind
from contracts.models import DeliveredFigure, Obligation, Promise, SlaWording
from dealdesk.kernel.refusals import Refusal
from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import checklists, sla
from tests.factories import obligations as owed
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(version: QuoteVersion, ada: User) -> Promise:
    return owed.available(owed.signed(version, ada, credit_cap=30), ada)


def test_the_figures_of_the_offer_are_taken_over_once(version: QuoteVersion, ada: User) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.95"), urgent_minutes=30)
    version.refresh_from_db()
    life = owed.signed(version, ada)
    told = list(life.promises.values_list("kind", "figure", "at_most"))
    assert [("availability", D("99.95"), False), ("urgent", D(30), True)] == [one for one in told if one[0] != "normal"]
    assert take_promises(life=life, by=ada, at=NOW) == []


def test_what_the_checklist_of_the_contract_says_goes_before_the_offer(version: QuoteVersion, ada: User) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.9"), urgent_minutes=30)
    version.refresh_from_db()
    done = owed.accepted(version, ada)
    owed.checked(done, ada)
    noted = checklists.item(done.quote.deal.checklists.get(), "availability")
    checklists.noted(noted, ada, figure=D("99.99"))
    life = owed.signed(done, ada)
    told = {one.kind: (one.figure, one.source) for one in life.promises.all()}
    assert told["availability"] == (D("99.99"), f"{life.checklist} {noted.clause.title_zh}")
    assert told["urgent"] == (D(30), f"{done.quote.number} {done}")


def test_a_month_is_noted_once_it_ended_and_anew_in_its_place(promise: Promise, ada: User) -> None:
    with pytest.raises(Refusal, match="not ended"):
        owed.delivered(promise, ada, month=date(2026, 11, 3))
    with pytest.raises(Refusal, match="hundred"):
        owed.delivered(promise, ada, figure=D(101))
    owed.delivered(promise, ada, month=date(2026, 10, 17))
    owed.delivered(promise, ada, figure=D("99.95"))
    row = DeliveredFigure.objects.get()
    assert (row.month, row.figure) == (date(2026, 10, 1), D("99.95"))
    facts = JournalEntry.objects.filter(act="note_delivered").latest("pk").facts
    assert (D(facts["before"]), facts["figure"]) == (D("99.5"), "99.95")


def test_a_miss_opens_the_window_for_claims_and_a_mend_closes_it(promise: Promise, ada: User) -> None:
    sla.word_as_it_comes()
    wording = SlaWording.objects.order_by("pk")[0]
    owed.delivered(promise, ada, figure=D("99.5"), wording=wording)
    claim = Obligation.objects.get(kind="claim")
    assert (claim.due_on, claim.side, claim.note) == (date(2026, 11, 30), "theirs", "2026-10")
    owed.told(promise.life, ada)
    assert Obligation.objects.filter(pk=claim.pk).exists()
    owed.delivered(promise, ada, figure=D(100), wording=wording)
    assert not Obligation.objects.filter(kind="claim").exists()


def test_a_log_gives_the_months_it_covers(promise: Promise, ada: User) -> None:
    sla.word_as_it_comes()
    made = replay_delivered(
        life=promise.life, log=sla.log(ada), wording=SlaWording.objects.order_by("pk")[0], by=ada, at=NOW
    )
    assert [one.month for one in made] == [date(2026, 9, 1), date(2026, 10, 1)]
    assert made[0].figure < made[1].figure == D(100)
    promise.delivered.all().delete()
    promise.delete()
    with pytest.raises(Refusal, match="No availability is promised"):
        replay_delivered(life=promise.life, log=made[0].log, wording=made[0].wording, by=ada, at=NOW)


def test_other_promises_say_of_what_they_are(promise: Promise, ada: User) -> None:
    told = {"life": promise.life, "figure": D(3), "at_most": True, "source": "附件三", "by": ada, "at": NOW}
    with pytest.raises(Refusal, match="figure of"):
        add_pledge(kind=PromiseKind.OTHER, name=" ", **told)
    assert add_pledge(kind=PromiseKind.OTHER, name="卡顿率 %", **told).at_most
    with pytest.raises(Refusal, match="promised already"):
        add_pledge(kind=PromiseKind.OTHER, name="卡顿率 %", **told)
