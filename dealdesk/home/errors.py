"""Who is told that something is not there or went wrong: the desk's people by its own pages, a customer's reader by
theirs, which knows no desk."""

from django.http import HttpRequest, HttpResponse
from django.views import csrf, defaults

from quotes.views import readers


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if readers.is_readers(request.path):
        return readers.closed(request, readers.NOTHING)
    return defaults.page_not_found(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if readers.is_readers(request.path):
        return readers.closed(request, readers.NOTHING)
    return defaults.permission_denied(request, exception)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page from before somebody logged in anew, or of no page of ours."""
    if readers.is_readers(request.path):
        return readers.closed(request, readers.NOTHING)
    return csrf.csrf_failure(request, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    if readers.is_readers(request.path):
        return readers.closed(request, readers.WRONG)
    return defaults.server_error(request)
