"""My desk, search and help: the only screens that span apps."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from dealdesk.home import help as manual
from dealdesk.home.desk import HORIZON, StageSum
from dealdesk.home.desk import desk as desk_of
from dealdesk.home.search import found
from dealdesk.kernel.formats import large
from dealdesk.web.charts import PHONE, Bar, either, stage_bars
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, text_of
from dealdesk.web.screens import render_screen
from stakeholders.domain.people import Role
from stakeholders.permissions import Act


@guard(Act.SEE_DESK)
def desk(request: UserRequest) -> HttpResponse:
    now, leads = timezone.now(), request.user.role == Role.MANAGER
    mine = "mine" in request.GET or not leads
    screen = desk_of(request.user, now, mine=mine)
    context = {
        "desk": screen,
        "stages_picture": _picture(screen.stages),
        "today": timezone.localdate(now),
        "now": now,
        "mine": mine,
        "leads": leads,
        "horizon": HORIZON,
    }
    return render_screen(request, "dealdesk/desk.html", context)


def _picture(stages: Iterable[StageSum]) -> str:
    rows, currency = [], "CNY"
    for stage in stages:
        currency = stage.currency
        note = ngettext("%(n)s deal", "%(n)s deals", stage.deals) % {"n": stage.deals}
        rows.append(Bar(label=stage.label, value=stage.total, note=note))
    words = "; ".join(f"{row.label} {large(row.value, currency)}, {row.note}" for row in rows)
    return either(
        stage_bars(rows, label=words, currency=currency),
        stage_bars(rows, label=words, width=PHONE, currency=currency),
    )


@guard(Act.SEE_DESK)
def search(request: UserRequest) -> HttpResponse:
    text = text_of(request, "q")
    return render_screen(request, "dealdesk/search.html", {"found": found(request.user, text)})


@guard(Act.SEE_HELP, manual.topic_for)
def help_page(request: UserRequest, topic: manual.Topic) -> HttpResponse:
    return render_screen(request, "dealdesk/help.html", {"topic": topic, "topics": manual.TOPICS.values()})
