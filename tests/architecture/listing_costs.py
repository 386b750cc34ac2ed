"""Lists of what deals cost us, filled with any number of rows."""

from datetime import date

from django.urls import reverse

from quotes.actions.approvals import submit_version
from quotes.actions.costs import draft_cost_model, publish_cost_model
from quotes.actions.quotes import next_version
from quotes.actions.usage import choose_usage
from quotes.models import QuoteVersion
from tests.architecture.listing import Cast, meet
from tests.factories import costs
from tests.factories import usage as used
from tests.factories.stakeholders import NOW


def cost_models(cast: Cast, rows: int) -> str:
    for number in range(rows):
        costs.cost_draft(by=cast.adm, name=f"成本 {number}")
    return reverse("quotes:cost_models")


def cost_model(cast: Cast, rows: int) -> str:
    """Read by a manager, so published; with so many unit costs."""
    made = costs.cost_model(by=cast.adm, rows=costs.rows()[:rows])
    return reverse("quotes:cost_model", args=[made.pk])


def cost_model_compare(cast: Cast, rows: int) -> str:
    made = costs.cost_model(by=cast.adm, rows=costs.rows()[:rows])
    draft = draft_cost_model(version=made, source="2027", by=cast.adm, at=NOW)
    publish_cost_model(version=draft, valid_from=date(2027, 1, 1), by=cast.adm, at=NOW)
    return reverse("quotes:cost_model_compare", args=[draft.pk])


def costed(cast: Cast, rows: int) -> list[QuoteVersion]:
    """So many quotes whose cost was kept, and a draft of each whose cost is reckoned anew."""
    costs.cost_model(by=cast.fay)
    scenario = used.saved(deal=cast.deal, by=cast.ada)
    drafts = []
    for _ in range(rows):
        made = cast.draft()
        choose_usage(version=made, scenario=scenario, by=cast.ada, at=NOW)
        sent = submit_version(version=made, reason="", by=cast.ada, at=NOW).version
        meet(cast, sent, 1)
        drafts.append(next_version(version=sent, by=cast.ada, at=NOW))
    return drafts


def deal_costs(cast: Cast, rows: int) -> str:
    costed(cast, rows)
    return reverse("quotes:deal_costs", args=[cast.deal.pk])


def version_cost(cast: Cast, rows: int) -> str:
    (made,) = costed(cast, 1)
    for line in list(made.lines.all())[rows:]:
        line.delete()
    return reverse("quotes:version_cost", args=[made.pk])


def waterfall(cast: Cast, rows: int) -> str:
    """Versions of one quote, each after the other."""
    (made,) = costed(cast, 1)
    for _ in range(rows):
        made = next_version(
            version=submit_version(version=made, reason="", by=cast.ada, at=NOW).version, by=cast.ada, at=NOW
        )
    return reverse("quotes:waterfall", args=[made.quote_id])
