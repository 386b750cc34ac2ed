"""The one door to mail: a letter is taken over by the server, refused for certain, or nobody knows."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from dealdesk.kernel.sending import InDoubt, NotSent


@dataclass(frozen=True, kw_only=True)
class Letter:
    to: str
    subject: str
    text: str
    # The same for every attempt at one letter, so that a second copy can be told from a second letter.
    number: str


def send(letter: Letter) -> None:
    """Raises `NotSent` or `InDoubt`; returns once the server has taken the letter over."""
    mailer: Any = mailers.default
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(said(error)) from error
    try:
        mailer.send_messages([_message(letter)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
        raise NotSent(said(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise InDoubt(said(error)) from error
    finally:
        _close(mailer)


def said(error: Exception) -> str:
    """What to tell an administrator: the kind of trouble, and the server's words where it had some."""
    words = getattr(error, "smtp_error", b"")
    answer = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{type(error).__name__}: {answer}" if answer else type(error).__name__


def _message(letter: Letter) -> EmailMessage:
    host = settings.MAIL_FROM.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.MAIL_FROM,
        to=[letter.to],
        # Nobody's holiday answers come back to a desk that reads no mail.
        headers={"Message-ID": f"<{letter.number}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _close(mailer: Any) -> None:
    """What is sent is sent, however the server says goodbye."""
    with suppress(OSError, smtplib.SMTPException):
        mailer.close()
