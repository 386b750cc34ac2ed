"""How people log in: no sign-up, and landing where they wanted to go."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dealdesk.web import known
from dealdesk.web.proxies import notice_proxy


class DeskBackend(AuthenticationBackend):  # type: ignore[misc]
    """Passwords as allauth checks them; whose session it is, as the frame of every page wants to know it."""

    def get_user(self, user_id: int) -> Any:
        user = get_user_model().objects.signed_in(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    # The sentences a person meets here, in our own words.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is wrong. The address is kept."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait a few minutes, then try again."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People are known by their e-mail address; there is no other name to fill in."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever has logged in with this browser before is not kept out by guesses that others make."""
        notice_proxy(request)
        count = known.count_of(request, credentials.get("email", ""))
        if count is None:
            super().pre_authenticate(request, **credentials)
            return
        told = {"app": "allauth.account", "action": "login_failed", "config": settings.DEALDESK_KNOWN_LIMITS}
        self._login_failed_rl_usage = ratelimit.consume(request, key=count, **told)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> Any:
        response = super().post_login(request, user, **told)
        known.remember(response, user.email)
        return response

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A closed account is answered like a wrong password, whatever was typed."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None
