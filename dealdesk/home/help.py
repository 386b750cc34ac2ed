"""The help pages: one for each kind of screen."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    slug: str
    title: Promise | str

    @property
    def template(self) -> str:
        return f"dealdesk/help/{self.slug}.html"


TOPICS = {
    topic.slug: topic
    for topic in (
        Topic("desk", _("Desk and search")),
        Topic("customers", _("Customers")),
        Topic("deals", _("Deals")),
        Topic("plans", _("Plan and working days")),
        Topic("engagements", _("Engagement log")),
        Topic("seats", _("Decision chain")),
        Topic("readiness", _("Ready to quote")),
        Topic("quotes", _("Quotes")),
        Topic("negotiation", _("Negotiation")),
        Topic("coach", _("Coach and plan")),
        Topic("issues", _("Issues and trades")),
        Topic("rivals", _("Competitors")),
        Topic("anchors", _("Anchors")),
        Topic("meso", _("Equal packages")),
        Topic("situations", _("When they say …")),
        Topic("outcomes", _("Won and lost")),
        Topic("approvals", _("Approvals")),
        Topic("proposals", _("Proposals")),
        Topic("links", _("Links for readers")),
        Topic("pricebooks", _("Price lists")),
        Topic("value", _("Value")),
        Topic("claims", _("Claims")),
        Topic("texts", _("Texts")),
        Topic("usage", _("Usage and bandwidth")),
        Topic("metering", _("How usage is counted")),
        Topic("budgets", _("Budget")),
        Topic("costs", _("Cost, floor and margin")),
        Topic("billing", _("Billing forms")),
        Topic("policies", _("Policies")),
        Topic("checklists", _("Contract checklist")),
        Topic("signoffs", _("Sign-offs and signing")),
        Topic("payment", _("Payment")),
        Topic("obligations", _("After signing")),
        Topic("delivered", _("Promised and delivered")),
        Topic("health", _("Customer health")),
        Topic("renewals", _("Renewals")),
        Topic("data", _("Data of a contract")),
        Topic("liability", _("Liability")),
        Topic("clauses", _("Clauses")),
        Topic("sla", _("Availability")),
        Topic("statutes", _("Law")),
        Topic("savedviews", _("Lists and views")),
        Topic("notices", _("Notices")),
        Topic("people", _("People and teams")),
        Topic("privacy", _("Privacy")),
    )
}


def topic_for(user: Any, topic: str) -> Topic:
    """Help is no secret; a page that was never written does not exist."""
    try:
        return TOPICS[topic]
    except KeyError:
        raise Http404 from None
