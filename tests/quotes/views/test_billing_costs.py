"""What a comparison of billing forms tells of our cost: to those who may know it, under the form that is looked at."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from dealdesk.web.refusals import translated
from quotes.actions.usage import choose_usage
from quotes.domain.costs.model import unsold
from quotes.domain.costs.words import CostPart, CostRule
from quotes.domain.usage.rooms import Room, Topology
from quotes.models import Policy, QuoteVersion, VersionUsage
from quotes.queries.costs.standing import models_for, weighed, weighed_versions
from stakeholders.models import Deal, User
from tests.factories import costs, usage
from tests.factories import quotes as offered
from tests.factories.billing import elastic, one_high_hour, peak_book
from tests.factories.stakeholders import NOW
from tests.quotes.views.typing_in import ClientOf, pressed

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def offer(deal: Deal, policy: Policy, adm: User, ada: User) -> QuoteVersion:
    """Beside a typed tariff; its use is measured."""
    made = offered.draft(deal=deal, price_book=peak_book(by=adm), by=ada)
    elastic(deal=deal, by=ada)
    series = one_high_hour(deal=deal, by=ada)
    choose_usage(version=made, scenario=usage.saved(deal=deal, by=ada), series=series, by=ada, at=NOW)
    return made


def url(deal: Deal, name: str = "billing") -> str:
    return reverse(f"quotes:{name}", args=[deal.pk])


class TestSecrecy:
    @pytest.fixture
    def costed(self, offer: QuoteVersion, fay: User) -> Deal:
        costs.cost_model(by=fay)
        return offer.quote.deal

    def test_whoever_may_know_the_cost_sees_what_is_kept_and_sales_do_not(
        self, client_of: ClientOf, ada: User, pre: User, costed: Deal
    ) -> None:
        seen, hidden = (client_of(who).get(url(costed)) for who in (pre, ada))

        margins = [row.margin for row in seen.context["screen"].rows]
        assert all(margin is not None for margin in margins)
        assert said("Our margin") in seen.content.decode()
        assert [row.margin for row in hidden.context["screen"].rows] == [None, None]
        assert hidden.context["screen"].stand.margin is None
        assert said("Our margin") not in hidden.content.decode()

    def test_the_advice_of_those_who_may_not_know_does_not_change_with_the_cost(
        self, client_of: ClientOf, ada: User, pre: User, costed: Deal
    ) -> None:
        """Else a seller could find the floor by typing one price after the other."""
        seen, hidden = (client_of(who).get(url(costed)).context["screen"] for who in (pre, ada))

        margins = {row.name: row.margin for row in seen.rows}
        assert margins["实时互动（弹性）"] < 20
        assert seen.best is None or seen.best.margin >= 20
        assert hidden.best.name == "实时互动（弹性）"

    def test_a_curve_of_which_the_scenario_has_nothing_is_priced_without_a_margin(
        self, client_of: ClientOf, pre: User, costed: Deal, ada: User
    ) -> None:
        """Who is alone in a room pulls no stream."""
        VersionUsage.objects.all().delete()
        usage.saved(deal=costed, by=ada, room=Room(topology=Topology.ALL_TO_ALL, hosts=1))

        screen = client_of(pre).get(url(costed)).context["screen"]

        assert screen.why_no_margin == said("In this scenario a room has none of what the series counts.")
        assert all(row.total is not None for row in screen.rows)

    def test_a_missing_cost_is_named_to_those_who_may_know_it(
        self, client_of: ClientOf, ada: User, pre: User, offer: QuoteVersion
    ) -> None:
        deal = offer.quote.deal
        seen, hidden = (client_of(who).get(url(deal)).context["screen"] for who in (pre, ada))

        assert (bool(seen.why_no_margin), hidden.why_no_margin) == (True, "")


class TestCostsPerUnitSold:
    """One service is bought for every stream that is sold by the year."""

    @pytest.fixture
    def costed(self, offer: QuoteVersion, fay: User) -> Deal:
        a_stream = costs.stated(CostPart.SERVICES, CostRule.UNIT_SOLD, "6", product="RTC-HD")
        costs.cost_model(by=fay, rows=(*costs.rows(), a_stream))
        return offer.quote.deal

    def test_the_margin_beside_a_form_is_the_one_its_version_has(
        self, client_of: ClientOf, pre: User, costed: Deal, offer: QuoteVersion
    ) -> None:
        client = client_of(pre)
        shown = client.get(url(costed)).context["screen"].rows[0]

        client.post(url(costed, "billing_adopt"), pressed(client, url(costed), shown.key))

        found = weighed(
            weighed_versions(QuoteVersion.objects.filter(pk=offer.pk)).get(), models_for(costed.pk, NOW.date())
        )
        assert found.found is not None
        assert found.found.costed.parts[-3] == (CostPart.SERVICES, Decimal(6800 * 6))
        assert round(shown.margin, 2) == found.standing.percent

    def test_a_form_that_sells_in_other_units_names_what_nobody_knows(
        self, client_of: ClientOf, pre: User, costed: Deal
    ) -> None:
        answer = client_of(pre).get(url(costed))

        screen = answer.context["screen"]
        gap = translated(
            unsold(CostPart.SERVICES, ["RTC-HD"]).message, {"part": "Storage and services", "products": "RTC-HD"}
        )
        assert [(row.margin is None, row.gaps) for row in screen.rows] == [(False, ()), (True, (gap,))]
        assert (screen.stand.margin is None, screen.stand.gaps) == (False, ())
        assert gap in answer.content.decode()

    def test_whoever_may_not_know_a_cost_reads_of_no_gap(self, client_of: ClientOf, ada: User, costed: Deal) -> None:
        assert [row.gaps for row in client_of(ada).get(url(costed)).context["screen"].rows] == [(), ()]
