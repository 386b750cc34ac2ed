"""The door to mail: taken over, refused for certain, or in doubt."""

import smtplib
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from dealdesk.kernel.sending import InDoubt, NotSent
from dealdesk.mail import Letter, said, send
from dealdesk.settings import mailer
from tests.dealdesk.postbox import postbox

LETTER = Letter(to="bo@example.com", subject="[云衢] ada提请审批", text="请登录查看。\n", number="notice-7")


@pytest.fixture
def sends(settings: Any) -> Any:
    def through(url: str) -> None:
        settings.MAILERS = {"default": mailer(url)}
        settings.MAIL_FROM = "报价台 <desk@example.com>"
        send(LETTER)

    return through


def test_a_letter_arrives_as_it_was_written(sends: Any) -> None:
    with postbox() as box:
        sends(box.url)
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"], letter["Message-ID"], letter["Auto-Submitted"]) == (
        LETTER.to,
        LETTER.subject,
        "<notice-7@example.com>",
        "auto-generated",
    )
    assert letter.get_content() == LETTER.text


def test_a_server_that_is_not_there_or_says_no_has_sent_nothing(sends: Any) -> None:
    with postbox(answer="554 no such person here") as box:
        with pytest.raises(NotSent, match="SMTPDataError: no such person here"):
            sends(box.url)
        url = box.url
    with pytest.raises(NotSent):
        sends(url)


def test_a_server_that_goes_away_with_the_letter_leaves_a_doubt(sends: Any) -> None:
    with postbox(answer="") as box, pytest.raises(InDoubt, match="SMTPServerDisconnected"):
        sends(box.url)


def test_trouble_is_told_without_the_words_of_a_log_in() -> None:
    assert said(smtplib.SMTPServerDisconnected("with password hunter2")) == "SMTPServerDisconnected"


def test_how_a_mail_server_is_named() -> None:
    options: Any = mailer("smtp://desk%40example.com:p%3Aw@mail.example.com:587")["OPTIONS"]
    assert options == {
        "host": "mail.example.com",
        "port": 587,
        "username": "desk@example.com",
        "password": "p:w",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 10,
    }
    with pytest.raises(ImproperlyConfigured, match="DEALDESK_MAIL_URL must be like"):
        mailer("mail.example.com")
