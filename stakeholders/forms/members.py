"""Reading which colleague joins a deal or takes it over."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from
from stakeholders.models import User

if TYPE_CHECKING:
    _ModelChoiceField = forms.ModelChoiceField[User]
else:
    _ModelChoiceField = forms.ModelChoiceField


class ColleagueField(_ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Two colleagues may share a name; role and team tell them apart."""
        parts = [obj.name, obj.get_role_display(), obj.team.name if obj.team else ""]
        return " · ".join(str(part) for part in parts if part)


class MemberForm(forms.Form):
    user = ColleagueField(User.objects.none(), label=_("Colleague"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "user", colleagues)


class OwnerForm(forms.Form):
    owner = ColleagueField(User.objects.none(), label=_("New owner"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", colleagues)
