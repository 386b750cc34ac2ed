"""Reading accounts and teams from a request."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import ReadingForm, choose_from
from stakeholders.domain.people import Role
from stakeholders.models import Team, User


class AccountForm(ReadingForm):
    """A new account: the colleague changes the first password after logging in."""

    password = forms.CharField(
        label=_("First password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 characters. Hand it over in person; it can be changed after logging in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ("name", "email", "role", "team")
        labels = {
            "name": _("Name"),
            "email": _("E-mail address"),
            "role": _("Role"),
            "team": _("Team"),
            "is_active": _("May log in"),
        }
        help_texts = {
            "email": _("This is the log-in name."),
            "team": _("Sales and managers need one: their customers and deals belong to it."),
            "is_active": _("Closing an account ends every session of it at once."),
        }

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            # Compared with the name and address as typed, so that the password is not one of them.
            validate_password(password, user=User(email=self.data.get("email", ""), name=self.data.get("name", "")))
        return password


class PersonForm(AccountForm):
    """An account that exists: an empty password keeps the present one."""

    class Meta(AccountForm.Meta):
        fields = ("name", "email", "role", "team", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.required = False
        password.label = _("New password")
        password.help_text = _("Leave it empty to keep the present one. A new one ends every session of the account.")


class TeamForm(ReadingForm):
    class Meta:
        model = Team
        fields = ("name", "parent", "manager")
        labels = {"name": _("Team name"), "parent": _("Stands under"), "manager": _("Led by")}
        help_texts = {
            "parent": _("Whoever leads that team sees this one too."),
            "manager": _("Approves what goes beyond the authority of the team's sales."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "manager", User.objects.filter(is_active=True, role=Role.MANAGER))
