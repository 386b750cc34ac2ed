from datetime import timedelta
from decimal import Decimal

import pytest

from quotes.actions.approvals import decide, submit_version
from quotes.actions.negotiation import log_round
from quotes.actions.quotes import next_version, save_terms, void_version
from quotes.domain.approvals import Verdict
from quotes.domain.negotiation import Issue, MoveKind, MoveTerms
from quotes.domain.outcomes import Asked
from quotes.domain.pricing.revised import Revision
from quotes.models import PriceBookVersion, QuoteVersion
from quotes.queries.outcomes import _asked, closed_as_told, outcomes_screen
from stakeholders.actions.deals import move_deal
from stakeholders.domain.deals import LossReason, Stage
from stakeholders.models import Customer, Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.haggling import approved, logged
from tests.factories.stakeholders import LOST, NOW
from tests.quotes.actions.offers import submitted

TODAY = NOW.date()


def test_nothing_is_concluded_from_a_few(ada: User, customer: Customer) -> None:
    for stage in (Stage.SIGNED, Stage.LOST):
        whom.deal(customer=customer, owner=ada, name=stage, stage=stage)
    screen = outcomes_screen(ada, TODAY)
    assert (screen.all.closed, screen.all.won, screen.is_few, screen.all.share) == (2, 1, True, None)


def test_a_deal_counts_in_the_time_in_which_it_was_closed(ada: User, customer: Customer) -> None:
    whom.deal(customer=customer, owner=ada, stage=Stage.SIGNED)
    later = TODAY + timedelta(days=120)
    assert outcomes_screen(ada, later, months=3).all.closed == 0
    assert outcomes_screen(ada, later, months=6).all.closed == 1


def test_everybody_learns_from_the_deals_they_may_open(ada: User, bo: User, dee: User, customer: Customer) -> None:
    whom.deal(customer=customer, owner=ada, stage=Stage.SIGNED)
    whom.deal(customer=whom.customer(name="别家", owner=dee), owner=dee, stage=Stage.LOST)
    closed = {who.name: outcomes_screen(who, TODAY).all.closed for who in (ada, bo, dee)}
    assert closed == {"ada": 1, "bo": 1, "dee": 1}
    assert outcomes_screen(bo, TODAY, mine=True).all.closed == 0


def test_what_was_lost_by_is_counted_and_older_deals_say_that_nobody_asked(
    ada: User, customer: Customer, deal: Deal
) -> None:
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    whom.deal(customer=customer, owner=ada, name="旧", stage=Stage.LOST, lost_because=LossReason.UNASKED)
    rows = [(row.label, row.deals, row.share) for row in outcomes_screen(ada, TODAY).losses]
    assert rows == [("预算被砍或挪用", 1, Decimal("0.5")), ("当时未登记", 1, Decimal("0.5"))]


@pytest.fixture
def haggled(version: QuoteVersion, ada: User) -> Deal:
    """One version as it was first offered, and two rounds: one gives a training for nothing, one for a term."""
    submit_version(version=version, reason="", by=ada, at=NOW)
    theirs = [whom.contact(customer=version.quote.customer, name="周昀")]
    give = {"kind": MoveKind.GIVE, "issue": Issue.SUPPORT, "what": "培训"}
    moves = (
        [MoveTerms(**give, trade=1, untraded_reason="客情")],
        [MoveTerms(**give, trade=1), MoveTerms(kind=MoveKind.GET, issue=Issue.TERM, what="两年", trade=1)],
    )
    for number, made in enumerate(moves):
        log_round(
            quote=version.quote, on=TODAY + timedelta(days=7 * number), channel="call", ours=[ada], theirs=theirs,
            their_ask=Decimal(700_000), said="太贵", next_step="再谈", next_step_on=TODAY + timedelta(days=30),
            moves=made, by=ada, at=NOW + timedelta(days=7 * number),
        )  # fmt: skip
    deal: Deal = version.quote.deal
    return move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW + timedelta(days=10))


def test_a_deal_is_told_by_its_rounds(ada: User, haggled: Deal) -> None:
    screen = outcomes_screen(ada, TODAY + timedelta(days=11))
    (row,) = screen.deals
    assert (row.pk, row.is_won, row.discount, row.last_price) == (haggled.pk, False, Decimal(0), LOST.last_price)
    assert {one.label for one in screen.ways if one.rate.closed} == {"价格未动"}
    assert "<circle" in screen.scatter


def test_a_give_is_untraded_where_nothing_came_back_whatever_number_its_row_had(ada: User, haggled: Deal) -> None:
    """The composer puts a trade number into every row."""
    assert [one.untraded for one in closed_as_told([haggled]).values()] == [1]


def test_a_lower_total_that_no_move_tells_is_a_give_for_nothing(ada: User, version: QuoteVersion, deal: Deal) -> None:
    quote = approved(version, by=ada).quote
    theirs = whom.contact(customer=quote.customer, name="周昀")
    logged(quote, contact=theirs, by=ada, on=TODAY, new_offer=Revision(bundle_price=Decimal(800_000)))
    (told,) = closed_as_told([deal]).values()
    assert (told.gives, told.untraded, len(told.steps)) == (1, 1, 1)


def test_a_refused_request_is_told_beside_the_total_that_was_approved_in_the_end(
    ada: User, bo: User, version: QuoteVersion, deal: Deal
) -> None:
    submit_version(version=version, reason="", by=ada, at=NOW)
    for price, verdict in ((690_000, Verdict.REJECT), (712_000, Verdict.APPROVE)):
        draft = next_version(version=version, by=ada, at=NOW)
        save_terms(version=draft, edition=1, form="bundle", bundle_price=Decimal(price), by=ada, at=NOW)
        asked = submit_version(version=draft, reason="竞品压价", by=ada, at=NOW)
        decide(request=asked, verdict=verdict, reason="理由", content_hash=asked.content_hash, by=bo, at=NOW)
    move_deal(Deal.objects.get(), to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    screen = outcomes_screen(ada, TODAY)
    assert (screen.answers.asked, screen.answers.otherwise, screen.answers.as_asked) == (2, 1, 1)
    assert {row.label for row in screen.ways if row.rate.closed} == {"只让一次"}


def test_a_signed_deal_is_told_by_the_quote_that_was_signed(
    ada: User, haggled: Deal, price_book: PriceBookVersion
) -> None:
    """Not by the other one, which had two rounds."""
    signed = offered.draft(deal=haggled, price_book=price_book, by=ada, discount=Decimal(12))
    submitted(signed, ada, NOW)
    assert [one.discount for one in closed_as_told([haggled]).values()] == [Decimal(0)]
    QuoteVersion.objects.filter(pk=signed.pk).update(state="accepted", accepted_at=NOW, accepted_by=ada)
    assert [one.discount for one in closed_as_told([haggled]).values()] == [Decimal(12)]


def test_a_last_price_in_another_currency_has_no_place_between_first_numbers(ada: User, haggled: Deal) -> None:
    assert [one.last for one in closed_as_told([haggled]).values()] == [LOST.last_price]
    Deal.objects.update(currency="USD")
    (told,) = closed_as_told([Deal.objects.get()]).values()
    assert (told.last, told.place) == (None, None)


def test_what_was_approved_for_longer_is_told_for_as_long_as_was_asked(
    ada: User, bo: User, version: QuoteVersion, deal: Deal
) -> None:
    """Refused for 12 months, approved for 13 at the same price a month: as asked for."""
    submit_version(version=version, reason="", by=ada, at=NOW)
    for price, free, verdict in ((636_000, 0, Verdict.REJECT), (689_000, 1, Verdict.APPROVE)):
        draft = next_version(version=version, by=ada, at=NOW)
        save_terms(
            version=draft, edition=1, form="bundle", bundle_price=Decimal(price), free_months=free, by=ada, at=NOW
        )
        asked = submit_version(version=draft, reason="竞品压价", by=ada, at=NOW)
        decide(request=asked, verdict=verdict, reason="理由", content_hash=asked.content_hash, by=bo, at=NOW)
    (first, _) = _asked([deal])
    assert first == Asked(requested=Decimal(636_000), approved=Decimal(636_000))


def test_what_was_withdrawn_before_everybody_had_agreed_was_never_approved(
    ada: User, bo: User, fay: User, version: QuoteVersion, deal: Deal
) -> None:
    """The manager agreed, finance was still to be asked: neither this one nor the one before it was given."""
    submit_version(version=version, reason="", by=ada, at=NOW)
    for price, verdict in ((636_000, Verdict.REJECT), (610_000, Verdict.APPROVE)):
        draft = next_version(version=version, by=ada, at=NOW)
        save_terms(version=draft, edition=1, form="bundle", bundle_price=Decimal(price), by=ada, at=NOW)
        asked = submit_version(version=draft, reason="竞品压价", by=ada, at=NOW)
        decide(request=asked, verdict=verdict, reason="理由", content_hash=asked.content_hash, by=bo, at=NOW)
    asked.refresh_from_db()
    assert asked.closed_at is None
    void_version(version=asked.version, reason="客户不谈了", by=ada, at=NOW)
    assert [one.approved for one in _asked([deal])] == [None, None]
