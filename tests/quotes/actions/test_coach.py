"""A plan and its revisions, what the coach is set to, and what it keeps with a round."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.anchors import set_anchor
from quotes.actions.coach import set_aims, set_coach
from quotes.domain.approvals import Verdict
from quotes.domain.coach.advice import Bounds, Hint
from quotes.domain.coach.talk import Aims, Timing
from quotes.domain.negotiation import Issue, Side
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.revised import Revision
from quotes.domain.readiness import Requirement
from quotes.models import Anchor, CoachNote, CoachSetting, NegotiationAims, Quote, QuoteVersion, Round
from quotes.models.coach import coach_rules, talk_of
from quotes.models.timing import claims_of, timing_of
from quotes.queries.amendments import amendments_of
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models import Contact, Engagement, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories.coach import aims, set_as_it_comes
from tests.factories.haggling import amended, approved, asked_of, decided, get, give, logged
from tests.factories.issues import issue, option
from tests.factories.rivals import rival
from tests.factories.stakeholders import NOW
from tests.threads import at_once

DAY = date(2026, 11, 24)
WANTED = Aims(target=Decimal(700_000), reservation=Decimal(600_000), months=12, rounds=4, beta=Decimal(1))


@pytest.fixture(autouse=True)
def settings(db: None) -> None:
    set_as_it_comes()


@pytest.fixture
def quote(version: QuoteVersion, ada: User) -> Quote:
    """With V1 at 839,600.00 on the table."""
    return approved(version, by=ada).quote


def notes(quote: Quote) -> dict[str, CoachNote]:
    return {note.hint: note for note in CoachNote.objects.filter(round=quote.rounds.last())}


def test_a_plan_is_kept_by_revisions_and_the_last_one_holds(quote: Quote, ada: User) -> None:
    aims(quote, by=ada)
    aims(quote, by=ada, target=Decimal(720_000))
    assert [(kept.number, kept.target) for kept in quote.aims.all()] == [(2, 720_000), (1, 700_000)]
    assert JournalEntry.objects.filter(act="set_aims").count() == 2


def test_a_revision_names_the_one_that_its_author_read(quote: Quote, ada: User) -> None:
    aims(quote, by=ada, edition=0)
    aims(quote, by=ada, edition=1)
    for read in (0, 1, 3):
        with pytest.raises(StaleRefusal) as stale:
            aims(quote, by=ada, edition=read)
        assert stale.value.field == "edition"
    assert aims(quote, by=ada, edition=2).number == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_and_note_at_once_one_is_told_that_the_other_was_first(quote: Quote, ada: User) -> None:
    def noted() -> Anchor:
        told: dict[str, Any] = {"side": Side.THEIRS, "amount": Decimal(640_000), "months": 12, "source": "周昀电话"}
        return set_anchor(quote=quote, on=NOW.date(), edition=0, by=ada, at=NOW, **told)

    for act in (lambda: aims(quote, by=ada, edition=0), noted):
        told = at_once(act, act)
        assert sorted(type(one).__name__ for one in told)[-1] == "StaleRefusal"
    assert (quote.aims.count(), quote.anchors.count()) == (1, 1)


def test_what_we_would_sign_stays_out_of_the_journal(quote: Quote, ada: User) -> None:
    aims(quote, by=ada, reservation=Decimal("612345.67"))
    said = JournalEntry.objects.get(act="set_aims").facts
    assert said == {"number": quote.number, "revision": 1}


def test_the_database_takes_no_way_out_that_is_worth_less_than_nothing(quote: Quote, ada: User) -> None:
    with pytest.raises(IntegrityError, match="aims_batna_is_no_loss"), transaction.atomic():
        set_aims(quote=quote, aims=WANTED, batna_worth=Decimal(-1), by=ada, at=NOW)
    assert set_aims(quote=quote, aims=WANTED, batna_worth=Decimal(0), by=ada, at=NOW).batna_worth == 0


def test_nobody_rewrites_a_plan(quote: Quote, ada: User) -> None:
    kept = aims(quote, by=ada)
    for change in (lambda: NegotiationAims.objects.filter(pk=kept.pk).update(target=1), lambda: kept.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "wrong",
    [
        {"aspiration": Decimal(6)},
        {"target": Decimal(1)},
        {"reservation": Decimal(0)},
        {"months": 0},
        {"rounds": 0},
        {"beta": Decimal(0)},
    ],
)
def test_the_database_refuses_a_plan_that_is_none(quote: Quote, ada: User, wrong: dict[str, Decimal]) -> None:
    told = {"target": Decimal(7), "reservation": Decimal(6), "months": 12, "rounds": 4, "beta": Decimal(1)} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        NegotiationAims.objects.create(quote=quote, number=9, set_at=NOW, set_by=ada, **told)


def test_a_setting_takes_the_place_of_an_earlier_one_from_its_day_on(adm: User) -> None:
    told = {"is_on": True, "high": Decimal("0.3"), "source": "经理会", "by": adm, "at": NOW}
    set_coach(hint=Hint.FIRST_STEP, valid_from=date(2026, 12, 1), **told)
    assert coach_rules(DAY)[Hint.FIRST_STEP] == Bounds(high=Decimal("0.5"))
    assert coach_rules(date(2026, 12, 1))[Hint.FIRST_STEP] == Bounds(high=Decimal("0.3"))


def test_a_hint_that_is_off_is_in_no_rules(adm: User) -> None:
    set_coach(hint=Hint.PACE, is_on=False, valid_from=DAY, source="经理会", by=adm, at=NOW)
    assert coach_rules(DAY).keys() == set(Hint) - {Hint.PACE}


@pytest.mark.parametrize(
    ("wrong", "field"), [({"low": Decimal(2), "high": Decimal(1)}, "high"), ({"source": " "}, "source")]
)
def test_a_setting_without_sense_or_origin_is_refused(adm: User, wrong: dict[str, object], field: str) -> None:
    told: dict[str, object] = {"is_on": True, "valid_from": DAY, "source": "经理会"} | wrong
    with pytest.raises(Refusal) as refused:
        set_coach(hint=Hint.PACE, by=adm, at=NOW, **told)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_settings_are_kept_as_they_were(db: None) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        CoachSetting.objects.update(high=Decimal("0.9"))


def test_a_round_keeps_what_the_coach_said_of_it(quote: Quote, contact: Contact, ada: User) -> None:
    offer = Revision(bundle_price=Decimal(800_000))
    logged(quote, contact=contact, by=ada, new_offer=offer)
    kept = notes(quote)
    assert kept.keys() == {Hint.UNTRADED, Hint.ROUND_NUMBER, Hint.EARLY}
    assert kept[Hint.UNTRADED].facts == {"gives": 0, "step": "39600.00"}


def test_five_two_one_is_seen_to_shrink_and_a_flat_step_after_it_is_not(
    quote: Quote, contact: Contact, ada: User
) -> None:
    for step, total in enumerate(("790000", "770000", "760000")):
        logged(
            quote,
            contact=contact,
            by=ada,
            new_offer=Revision(bundle_price=Decimal(total)),
            moves=[give(trade=1), get(trade=1)],
            their_ask=Decimal(600_000 + 10_000 * step),
            reason="年付",
        )
    assert notes(quote)[Hint.SHRINKING].facts["steps"] == ["49600.00", "20000.00", "10000.00"]
    logged(quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(750_000)), reason="年付")
    assert notes(quote)[Hint.NOT_SHRINKING].facts == {"before": "10000.00", "step": "10000.00"}


def test_what_goes_past_our_limit_is_kept_with_the_round_and_dismissed_with_a_reason(
    quote: Quote, contact: Contact, ada: User
) -> None:
    caps = (option("12 个月", is_target=True, is_floor=True), option("24 个月"))
    past = issue(quote.deal, by=ada, of=Issue.LIABILITY, options=caps).value().options[1].key
    cap = give("责任上限 24 个月", issue=Issue.LIABILITY, option=past, untraded_reason="总部要求")
    told = {"moves": [cap], "dismissed": [Hint.PAST_FLOOR]}
    with pytest.raises(Refusal) as refused:
        logged(quote, contact=contact, by=ada, **told)
    assert (refused.value.field, quote.rounds.count()) == ("dismissed_because", 0)
    kept = logged(quote, contact=contact, by=ada, **told, dismissed_because="法务已同意").hints.get(
        hint=Hint.PAST_FLOOR
    )
    assert (kept.facts, kept.is_dismissed, kept.reason) == ({"issues": ["liability"]}, True, "法务已同意")


def test_a_dismissed_hint_keeps_its_reason(quote: Quote, contact: Contact, ada: User) -> None:
    told = {"new_offer": Revision(bundle_price=Decimal(800_000)), "dismissed": [Hint.UNTRADED]}
    with pytest.raises(Refusal) as refused:
        logged(quote, contact=contact, by=ada, **told)
    assert (refused.value.field, quote.rounds.count()) == ("dismissed_because", 0)
    logged(quote, contact=contact, by=ada, **told, dismissed_because="先给诚意")
    kept = notes(quote)
    assert (kept[Hint.UNTRADED].is_dismissed, kept[Hint.UNTRADED].reason) == (True, "先给诚意")
    assert (kept[Hint.ROUND_NUMBER].is_dismissed, kept[Hint.ROUND_NUMBER].reason) == (False, "")


def test_below_the_lowest_we_would_sign_somebody_has_to_agree(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    """Within authority nobody else is asked: then the plan alone asks the manager, who decides by a reason."""
    aims(quote, by=ada, target=Decimal(830_000), reservation=Decimal(820_000))
    offer = Revision(bundle_price=Decimal(800_000))
    with pytest.raises(Refusal) as refused:
        logged(quote, contact=contact, by=ada, new_offer=offer)
    assert (refused.value.field, quote.rounds.count()) == ("reason", 0)
    kept = logged(quote, contact=contact, by=ada, new_offer=offer, reason="竞品压价")
    assert notes(quote)[Hint.BELOW_RESERVATION].weight == "stop"
    assert asked_of(kept) == [("team_manager", bo, ["below_plan"])]


def test_the_plan_is_held_against_another_length_at_its_price_a_month(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    """820,000 a year are 1,025,000 for fifteen months; what is agreed to is kept with its basis."""
    aims(quote, by=ada, target=Decimal(830_000), reservation=Decimal(820_000), months=15)
    longer = {"terms": {"free_months": 3}}
    assert asked_of(logged(quote, contact=contact, by=ada, new_offer=Revision(**longer))) == []
    aims(quote, by=ada, target=Decimal(830_000), reservation=Decimal(820_000))
    longer = {"bundle_price": Decimal(839_000)}
    kept = logged(quote, contact=contact, by=ada, new_offer=Revision(**longer), reason="竞品压价")
    assert asked_of(kept) == [("team_manager", bo, ["below_plan"])]
    assert kept.made is not None
    assert kept.made.requests.get().steps.get().why[0]["params"] == {
        "offer": "¥55,933.33",
        "lowest": "¥68,333.33",
        "approver": "Team manager",
    }
    assert {note.hint: note for note in CoachNote.objects.filter(round=quote.rounds.first())}[Hint.UNTRADED].facts == {
        "gives": 0,
        "step": "839600.00",
        "months": 60,
    }


def test_what_stops_a_round_tells_nothing_of_the_floor(quote: Quote, contact: Contact, ada: User) -> None:
    """Two lines have floors, 651,000 and more together: either side of it, within authority, the answer is the same."""
    aims(quote, by=ada, target=Decimal(839_000), reservation=Decimal(839_000))
    said = set()
    for total in range(720_000, 830_000, 10_000):
        with pytest.raises(Refusal) as refused:
            logged(quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(total)))
        said.add((refused.value.message, refused.value.field))
    assert len(said) == 1


def test_an_offer_that_was_refused_was_never_made(quote: Quote, contact: Contact, ada: User, bo: User) -> None:
    first = logged(quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(700_000)), reason="压价")
    table = Total(Decimal("839600.00"), 12)
    assert talk_of(quote, table).offers == (table, table)
    assert first.made is not None
    decided(first.made.requests.get(), by=bo, verdict=Verdict.REJECT, reason="太低")
    assert talk_of(quote, table).offers == (table, table)


def test_a_step_against_a_mere_claim_is_kept_with_the_round(quote: Quote, contact: Contact, ada: User) -> None:
    """Until the same competitor's offer is there in writing."""
    rival(deal=quote.deal, by=ada)
    offer = Revision(bundle_price=Decimal(800_000))
    logged(quote, contact=contact, by=ada, new_offer=offer)
    told = notes(quote)[Hint.CLAIMED]
    assert (told.weight, told.facts["step"], told.facts["percent"]) == ("warn", "39600.00", "30.0000")
    assert (told.facts["against"], told.facts["total"]) == ("V1", "839600.00")
    rival(deal=quote.deal, by=ada, evidence="document", heard_on=DAY, amount=Decimal(600_000))
    assert claims_of(quote.deal, DAY) == ()


def test_ranges_stay_with_the_round_and_can_be_told_anew(quote: Quote, contact: Contact, ada: User) -> None:
    told = {"ask_high": Decimal(780_000), "range_low": Decimal(800_000), "range_high": Decimal(839_600)}
    kept = logged(quote, contact=contact, by=ada, **told)
    assert (kept.their_ask, kept.ask_high, kept.range_low, kept.range_high) == (720_000, 780_000, 800_000, 839_600)
    said = notes(quote)[Hint.RANGE].facts
    assert (said["sounds"], said["their_high"]) == ("backdown", "780000")
    amended(kept, by=ada, ask_high=Decimal(760_000), range_low=None, range_high=None)
    (one,) = amendments_of(quote.rounds.as_amended("moves", "theirs", "ours").get(), "CNY", {})
    assert [(change.before, change.after) for change in one.changes] == [
        ("72.00 – 78.00", "72.00 – 76.00"),
        ("80.00 – 83.96", "—"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ask_high": Decimal(720_000)}, "ask_high"),
        ({"their_ask": None, "ask_high": Decimal(1)}, "ask_high"),
        ({"range_high": Decimal(1)}, "range_high"),
    ],
)
def test_a_range_goes_up_from_its_first_number(
    quote: Quote, contact: Contact, ada: User, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        logged(quote, contact=contact, by=ada, **wrong)
    assert refused.value.field == field
    kept = logged(quote, contact=contact, by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            **{
                "quote": quote,
                "number": 9,
                "version": kept.version,
                "our_offer": 1,
                "on": kept.on,
                "their_ask": 720_000,
                "channel": kept.channel,
                "said": "x",
                "next_step": "x",
                "next_step_on": kept.on,
                "logged_at": NOW,
                "logged_by": ada,
                **wrong,
            }
        )


def test_the_first_price_of_a_deal_of_which_little_is_known_is_early(quote: Quote, contact: Contact, ada: User) -> None:
    timing = timing_of(quote, DAY)
    assert (Requirement.BUDGET.value in timing.missing, timing.is_decider_met, timing.quiet) == (True, False, None)
    logged(quote, contact=contact, by=ada)
    assert Hint.EARLY in notes(quote)
    assert timing_of(quote, DAY + timedelta(days=14)) == Timing(quiet=14)
    logged(quote, contact=contact, by=ada)
    assert Hint.EARLY not in notes(quote)


def test_a_message_of_ours_breaks_no_silence_until_it_is_answered(
    version: QuoteVersion, contact: Contact, ada: User
) -> None:
    deal, later = version.quote.deal, DAY + timedelta(days=14)
    whom.seat(deal=deal, contact=contact, can_approve=True)
    mail = whom.engagement(
        deal=deal, contacts=[contact], by=ada, held_on=DAY, kind=EngagementKind.MESSAGE, direction=Direction.OURS
    )

    def told() -> tuple[int | None, bool]:
        timing = timing_of(version.quote, later)
        return timing.quiet, timing.is_decider_met

    assert told() == (None, False)
    whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=DAY - timedelta(days=6))
    assert told() == (20, True)
    Engagement.objects.filter(pk=mail.pk).update(direction=Direction.THEIRS)
    assert told() == (14, True)


def test_a_setting_does_not_begin_before_the_one_in_force(adm: User) -> None:
    with pytest.raises(Refusal) as refused:
        set_coach(hint=Hint.PACE, is_on=True, valid_from=date(2025, 1, 1), source="经理会", by=adm, at=NOW)
    assert refused.value.field == "valid_from"
