"""Who has logged in with this browser before: their wrong passwords are counted apart from everybody else's."""

from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

NAME = "__Host-known" if settings.SECURE else "known"
SALT = "dealdesk.known"
# Seconds of half a year since the last log-in.
LONGEST = 180 * 24 * 3600


def count_of(request: HttpRequest, email: str) -> str | None:
    """The count that failures to log in under this address with this browser go to; None where nobody did before."""
    try:
        browser, whose = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError):
        return None
    return f"known:{browser}" if whose == _whose(email) else None


def remember(response: HttpResponseBase, email: str) -> None:
    """A new browser after each log-in, so that no count is anybody's for longer; the cookie names nobody."""
    told = signing.dumps([token_urlsafe(16), _whose(email)], salt=SALT)
    is_secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(NAME, told, max_age=LONGEST, samesite="Lax", path="/", secure=is_secure, httponly=True)


def _whose(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()
