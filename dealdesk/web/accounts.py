"""How people log in: no sign-up, and landing where they wanted to go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People are known by their e-mail address; there is no other name to fill in."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A closed account is answered like a wrong password, whatever was typed."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None
