"""When a request stood still because its approver waited for an answer."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from quotes.domain.waiting import Span
from quotes.models.approvals import ApprovalRequest
from quotes.models.counters import Counter
from quotes.models.questions import ApprovalQuestion

OWED = {"asked": (ApprovalQuestion, "asked_at"), "countered": (Counter, "countered_at")}


def with_stills(requests: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    """Requests that can say when they stood still, in no statement more."""
    return requests.annotate(
        **{
            f"{name}_spans": ArraySubquery(
                model.objects.filter(request=OuterRef("pk")).values(  # type: ignore[attr-defined]
                    json=JSONObject(first=F(begins), last=F("answered_at"))
                )
            )
            for name, (model, begins) in OWED.items()
        }
    )


def stills(request: ApprovalRequest) -> tuple[Span, ...]:
    """Of a request read `with_stills`: questions and counter-offers, from when they were put until they were answered,
    read back from the database's text."""
    told: list[dict[str, Any]] = [span for name in OWED for span in vars(request)[f"{name}_spans"]]
    read = datetime.fromisoformat
    return tuple((read(span["first"]), read(span["last"]) if span["last"] else None) for span in told)
