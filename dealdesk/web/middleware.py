"""What every response gets: a language, privacy headers, and a sentence where an action refused."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from psycopg.errors import DeadlockDetected, SerializationFailure

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.refusals import sentence

Next = Callable[[HttpRequest], HttpResponse]
KNOWN = {"zh-hans", "en"}
AT_ONCE = StaleRefusal(
    "Somebody else saved at the same moment, and nothing of yours was stored. Go back and save again."
)


class LanguageMiddleware:
    """Chinese unless the reader chose otherwise; a browser's Accept-Language does not switch a company's tool."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("django_language", "")
        with translation.override(chosen if chosen in KNOWN else "zh-hans"):
            request.LANGUAGE_CODE = translation.get_language() or "zh-hans"
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response


class SignInMiddleware:
    """Whoever was logged out while a part was on its way gets the log-in as a page, never inside the part."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        log_in = resolve_url(settings.LOGIN_URL)
        if response.status_code != 302 or "HX-Request" not in request.headers:
            return response
        if urlsplit(response["Location"]).path != log_in:
            return response
        # Back to the page the part belongs to; another site's address is not one of ours.
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = urlencode({"next": page.path}) if page.netloc == request.get_host() else ""
        return HttpResponse(status=401, headers={"HX-Redirect": f"{log_in}?{back}"})


class PrivateMiddleware:
    """Nothing a signed-in person saw is kept by a cache, and a fragment is never served as a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response


class RefusalMiddleware:
    """An action's refusal that no view turned into a form error still reaches its reader as a sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = AT_ONCE if ring(exception) else exception
        if not isinstance(refusal, Refusal):
            return None
        return render(request, "refused.html", {"sentence": sentence(refusal)}, status=409)


def ring(exception: Exception) -> bool:
    """The database found two transactions waiting for each other, or in no order, and undid one of them whole."""
    undone = (DeadlockDetected, SerializationFailure)
    return isinstance(exception, OperationalError) and isinstance(exception.__cause__, undone)
