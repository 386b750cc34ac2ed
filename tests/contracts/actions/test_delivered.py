"""Promises and what was delivered, written down."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from contracts.actions.delivered import add_pledge, choose_wording, replay_delivered, take_promises
from contracts.domain.delivered import PromiseKind
from contracts.domain.health import Part
from contracts.domain.sla.spans import ServiceMonth
from contracts.models import ChecklistItem, ContractLife, DeliveredFigure, IncidentLog, Obligation, Promise, SlaWording
from contracts.queries.delivered import delivered_screen
from contracts.queries.health import health_screen
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.kernel.words import Told
from quotes.domain.claims import Better
from quotes.domain.value.formulas import Formula
from quotes.domain.value.promises import Promise as HeldTo
from quotes.models import QuoteVersion, ValueDriver
from stakeholders.models import Contact, Deal, JournalEntry, User
from tests.factories import checklists, sla, value
from tests.factories import obligations as owed
from tests.factories.stakeholders import NOW
from tests.threads import while_open

pytestmark = pytest.mark.django_db


def wording() -> SlaWording:
    return SlaWording.objects.order_by("pk")[0]


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
    owed.worded(promise.life, ada)
    owed.delivered(promise, ada, figure=D("99.5"))
    claim = Obligation.objects.get(kind="claim")
    assert (claim.due_on, claim.side, claim.note) == (date(2026, 11, 30), "theirs", "2026-10")
    owed.told(ContractLife.objects.get(pk=promise.life_id), ada)
    assert Obligation.objects.filter(pk=claim.pk).exists()
    owed.delivered(promise, ada, figure=D(100))
    assert not Obligation.objects.filter(kind="claim").exists()


def test_the_wording_is_chosen_once_and_holds_for_months_that_were_noted_before(promise: Promise, ada: User) -> None:
    sla.word_as_it_comes()
    owed.delivered(promise, ada, figure=D("99.5"))
    assert not Obligation.objects.filter(kind="claim").exists()
    with pytest.raises(Refusal, match="look it up"):
        choose_wording(life=promise.life, wording=wording(), source=" ", edition=1, by=ada, at=NOW)
    life = owed.worded(promise.life, ada)
    assert (life.wording, life.wording_source) == (wording(), "合同附件二")
    assert Obligation.objects.get(kind="claim").source == wording().name


def test_a_log_gives_the_months_it_covers(promise: Promise, ada: User) -> None:
    kept = sla.log(ada)
    with pytest.raises(Refusal, match="Choose first"):
        replay_delivered(life=promise.life, log=kept, by=ada, at=NOW)
    made = replay_delivered(life=owed.worded(promise.life, ada), log=kept, by=ada, at=NOW)
    assert [one.month for one in made] == [date(2026, 9, 1), date(2026, 10, 1)]
    assert made[0].figure < made[1].figure == D(100)
    promise.delivered.all().delete()
    promise.delete()
    with pytest.raises(Refusal, match="No availability is promised"):
        replay_delivered(life=promise.life, log=kept, by=ada, at=NOW)


def logged(by: User, first: date, last: date) -> IncidentLog:
    return sla.log(by, covers_from=first, covers_to=last)


def test_a_month_that_the_log_covers_in_part_or_that_runs_is_not_told_by_it(promise: Promise, ada: User) -> None:
    life = owed.worded(promise.life, ada)
    replay_delivered(life=life, log=sla.log(ada), by=ada, at=NOW)
    september = DeliveredFigure.objects.get(month=date(2026, 9, 1)).figure
    cut = (logged(ada, date(2026, 9, 2), date(2026, 9, 3)), logged(ada, date(2026, 11, 1), date(2026, 11, 30)))
    beside = logged(ada, date(2026, 6, 1), date(2026, 8, 31))
    for log in (*cut, beside):
        with pytest.raises(Refusal, match="no whole month") as refused:
            replay_delivered(life=life, log=log, by=ada, at=NOW)
        assert refused.value.field == "log"
    assert DeliveredFigure.objects.get(month=date(2026, 9, 1)).figure == september
    assert DeliveredFigure.objects.count() == 2


def test_months_are_counted_as_the_contract_words_them(promise: Promise, ada: User) -> None:
    """From the sixteenth on: what ends on 15 October is over and covered, the next one is not covered whole."""
    sla.word_as_it_comes()
    counted = wording()
    counted.pk, counted.month = None, ServiceMonth.ANNIVERSARY
    counted.save()
    ContractLife.objects.filter(pk=promise.life_id).update(begins_on=date(2026, 9, 16))
    life = owed.worded(ContractLife.objects.get(pk=promise.life_id), ada, counted)
    made = replay_delivered(life=life, log=sla.log(ada), by=ada, at=NOW)
    assert [one.month for one in made] == [date(2026, 9, 1)]
    owed.delivered(promise, ada, month=date(2026, 9, 1))
    assert Obligation.objects.get(kind="claim").due_on == date(2026, 11, 16)
    with pytest.raises(Refusal, match="not ended"):
        owed.delivered(promise, ada, month=date(2026, 11, 1))


def available(deal: Deal, by: User, name: str = "月度可用性", **changed: Any) -> ValueDriver:
    """A claim of 99.9 % in the value book, held to the availability of the offer."""
    said = {"ours": D("99.9"), "alternative": D(99), "better": Better.HIGHER, "metric": Told(name, "Availability")}
    told = {"formula": Formula.UNPRICED, "promise": HeldTo.AVAILABILITY, "told": {}} | changed
    return value.driver(deal=deal, by=by, claim=value.claim(by=by, **said), **told)


def test_what_they_acknowledged_and_the_offer_promises_is_taken_over_beside_it(
    version: QuoteVersion, ada: User, contact: Contact
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.95"))
    version.refresh_from_db()
    deal = version.quote.deal
    kept = value.acknowledged(available(deal, ada), contact, ada)
    available(deal, ada, name="没有人认可")
    value.acknowledged(available(deal, ada, name="没有承诺", promise=HeldTo.NONE), contact, ada)
    life = owed.signed(version, ada)
    (taken,) = life.promises.filter(kind=PromiseKind.OTHER)
    said = f"{life.version.quote.number} {life.version} · {contact.name} 2026-11-24"
    assert (taken.name, taken.figure, taken.at_most, taken.source, taken.driver) == (
        "月度可用性", D("99.9"), False, said, kept,
    )  # fmt: skip
    assert take_promises(life=life, by=ada, at=NOW) == []


def test_more_than_the_offer_promises_is_no_promise(version: QuoteVersion, ada: User, contact: Contact) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.5"))
    version.refresh_from_db()
    value.acknowledged(available(version.quote.deal, ada), contact, ada)
    assert not owed.signed(version, ada).promises.filter(driver__isnull=False).exists()


def test_a_claim_is_held_to_what_the_contract_says_and_not_to_the_offer(
    version: QuoteVersion, ada: User, contact: Contact
) -> None:
    """The offer says 99.95, the claim 99.9: a contract of 99.5 does not promise it, one of 99.99 does."""
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.95"))
    version.refresh_from_db()
    value.acknowledged(available(version.quote.deal, ada), contact, ada)
    done = owed.accepted(version, ada)
    owed.checked(done, ada)
    noted = checklists.noted(checklists.item(done.quote.deal.checklists.get(), "availability"), ada, figure=D("99.5"))
    life = owed.signed(done, ada)
    assert not life.promises.filter(driver__isnull=False).exists()
    ChecklistItem.objects.filter(pk=noted.pk).update(figure=D("99.99"))
    (taken,) = take_promises(life=ContractLife.objects.get(pk=life.pk), by=ada, at=NOW)
    assert (taken.figure, taken.source) == (
        D("99.9"), f"{life.checklist} {noted.clause.title_zh} · {contact.name} 2026-11-24",
    )  # fmt: skip


def test_the_wordings_own_window_for_claims_holds_where_the_contract_names_none(
    version: QuoteVersion, ada: User
) -> None:
    promise = owed.available(owed.signed(version, ada), ada)
    sla.word_as_it_comes()
    worded = wording()
    worded.pk, worded.claim_days = None, 60
    worded.save()
    life = owed.worded(promise.life, ada, worded)
    owed.delivered(promise, ada, figure=D("99.5"))
    assert Obligation.objects.get(kind="claim").due_on == date(2026, 12, 30)
    owed.told(life, ada, claim_days=31)
    assert Obligation.objects.get(kind="claim").due_on == date(2026, 12, 1)


def test_a_window_that_is_told_later_holds_for_months_that_missed_before(version: QuoteVersion, ada: User) -> None:
    promise = owed.available(owed.signed(version, ada), ada)
    sla.word_as_it_comes()
    worded = wording()
    worded.pk, worded.claim_days = None, None
    worded.save()
    life = owed.worded(promise.life, ada, worded)
    owed.delivered(promise, ada, figure=D("99.5"))
    assert not Obligation.objects.filter(kind="claim").exists()
    owed.told(life, ada, claim_days=30)
    assert Obligation.objects.get(kind="claim").due_on == date(2026, 11, 30)
    assert JournalEntry.objects.get(act="open_claim").facts == {"month": "2026-10", "day": "2026-11-30"}


def test_of_two_who_choose_a_wording_the_second_is_told(promise: Promise, ada: User) -> None:
    sla.word_as_it_comes()
    told = {"life": promise.life, "wording": wording(), "source": "附件二", "edition": 1, "by": ada, "at": NOW}
    assert choose_wording(**told).edition == 2
    with pytest.raises(StaleRefusal):
        choose_wording(**told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_month_that_is_noted_while_a_wording_is_chosen_gives_back_once(
    promise: Promise, ada: User, is_first: bool
) -> None:
    """Whoever comes second waits for the contract's lock, and finds what the first wrote."""
    sla.word_as_it_comes()
    acts = [lambda: owed.worded(promise.life, ada), lambda: owed.delivered(promise, ada, figure=D("99.5"))]
    results = while_open(*(acts if is_first else reversed(acts)))
    assert sorted(type(result).__name__ for result in results) == ["ContractLife", "DeliveredFigure"]
    assert [row.source for row in Obligation.objects.filter(kind="claim")] == [wording().name]


def test_a_log_is_held_against_the_contract_and_the_claim_and_gives_back_once(
    version: QuoteVersion, ada: User, contact: Contact
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(sla_availability=D("99.95"))
    version.refresh_from_db()
    value.acknowledged(available(version.quote.deal, ada), contact, ada)
    sla.word_as_it_comes()
    signed = owed.available(owed.signed(version, ada, credit_cap=30), ada).life
    life = owed.worded(signed, ada, SlaWording.objects.get(name="腾讯云 点播"))
    replay_delivered(life=life, log=sla.log(ada), by=ada, at=NOW)
    assert sorted(DeliveredFigure.objects.values_list("promise__kind", "month")) == [
        (kind, date(2026, month, 1)) for kind in ("availability", "other") for month in (9, 10)
    ]
    screen = delivered_screen(life.deal)
    assert (screen.known, screen.missed, screen.unpriced) == (2, 1, 0)
    found = {one.part: one.score for one in health_screen(ada, life.deal.customer, NOW.date()).parts}
    assert found[Part.DELIVERED] == 50
    assert Obligation.objects.filter(kind="claim").count() == 1


def test_other_promises_say_of_what_they_are(promise: Promise, ada: User) -> None:
    told = {"life": promise.life, "figure": D(3), "at_most": True, "source": "附件三", "by": ada, "at": NOW}
    with pytest.raises(Refusal, match="figure of"):
        add_pledge(kind=PromiseKind.OTHER, name=" ", **told)
    assert add_pledge(kind=PromiseKind.OTHER, name="卡顿率 %", **told).at_most
    with pytest.raises(Refusal, match="promised already"):
        add_pledge(kind=PromiseKind.OTHER, name="卡顿率 %", **told)
