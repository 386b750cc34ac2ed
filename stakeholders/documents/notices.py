"""A notice as it leaves the desk: its sentence and where to look, for whoever may, after logging in."""

from django.conf import settings
from django.utils.translation import gettext, override

from dealdesk.mail import Letter
from stakeholders.models import NoticeDelivery
from stakeholders.queries.notices import path, title


def letter(delivery: NoticeDelivery) -> Letter:
    """In the reader's language; it holds no figure and no way to decide: opening the address asks for a log-in."""
    notice = delivery.notice
    with override(notice.to.language):
        told = title(notice)
        paragraphs = [
            told,
            settings.DESK_URL + path(notice),
            gettext("Log in to see it. Nothing is decided by this mail or its address."),
        ]
        return Letter(
            to=notice.to.email,
            subject=f"[{settings.COMPANY_NAME}] {told}",
            text="\n\n".join(paragraphs) + "\n",
            number=f"notice-{delivery.pk}",
        )


def post(delivery: NoticeDelivery) -> str:
    """In the language of the house, for everybody in the group: whom it calls, the sentence, the address."""
    notice = delivery.notice
    with override("zh-hans"):
        return f"{delivery.names}\n{title(notice)}\n{settings.DESK_URL}{path(notice)}"
