from django.utils import timezone

from dealdesk.web.dealheader import METRICS, TABS, DealHeader, deal_header
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW


def head(user: User, deal: Deal) -> DealHeader:
    return deal_header(user, deal, NOW, current="overview")


def test_figures_and_tabs_stand_in_one_order_whoever_brings_them(deal: Deal, ada: User) -> None:
    header = head(ada, deal)
    tabs, metrics = [tab.key for tab in header.tabs], [metric.key for metric in header.metrics]
    assert tabs == sorted(tabs, key=TABS.index)
    assert metrics == sorted(metrics, key=METRICS.index)
    assert {"overview", "seats", "timeline"} <= set(tabs)
    assert {"next_step", "freeze"} <= set(metrics)


def test_the_path_shows_what_is_done_and_what_lies_ahead(deal: Deal, ada: User) -> None:
    path = [(step.key, step.state) for step in head(ada, deal).path]
    assert path == [
        ("diagnosis", "done"),
        ("solution", "done"),
        ("value", "done"),
        ("quote", "done"),
        ("negotiation", "current"),
        ("contract", "ahead"),
        ("signed", "ahead"),
    ]


def test_a_lost_deal_has_no_path_ahead(deal: Deal, ada: User) -> None:
    deal.stage = Stage.LOST
    assert [(step.key, step.state) for step in head(ada, deal).path] == [("lost", "lost")]


def test_the_freeze_is_counted_in_working_days(deal: Deal, ada: User) -> None:
    """From 24 November to the day before 18 December 2026: no holiday, 18 weekdays."""
    freeze = next(metric for metric in head(ada, deal).metrics if metric.key == "freeze")
    assert (freeze.value[:2], freeze.tone) == ("18", "warn")


def test_a_next_step_that_has_passed_is_bad_news(deal: Deal, ada: User) -> None:
    step = next(metric for metric in head(ada, deal).metrics if metric.key == "next_step")
    assert (step.value, step.note, step.tone) == ("11-25", "周昀复谈", "")
    deal.next_step_on = timezone.localdate(NOW).replace(day=23)
    step = next(metric for metric in head(ada, deal).metrics if metric.key == "next_step")
    assert step.tone == "bad"


def test_the_decision_chain_is_a_tab_only_for_those_who_may_see_it(deal: Deal, ada: User, fay: User) -> None:
    assert "seats" in [tab.key for tab in head(ada, deal).tabs]
    assert "seats" not in [tab.key for tab in head(fay, deal).tabs]
