"""My desk, search and help: the only screens that span apps."""

from django.http import HttpRequest, HttpResponse

from dealdesk.web.guards import guard
from stakeholders.permissions import Act


@guard(Act.SEE_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


@guard(Act.SEE_DESK)
def search(request: HttpRequest) -> HttpResponse:
    return HttpResponse("search")


@guard(Act.SEE_HELP, lambda user, topic: topic)
def help_page(request: HttpRequest, topic: str) -> HttpResponse:
    return HttpResponse(topic)
