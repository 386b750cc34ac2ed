"""The day on which the browser's tests take place, and a round as somebody types it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from quotes.models import QuoteVersion
from stakeholders.models import Contact, User
from tests.factories.haggling import approved
from tests.quotes.views.rounds import typed_round


@pytest.fixture
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def table(version: QuoteVersion, ada: User) -> QuoteVersion:
    """V1 at 839,600.00, paid quarterly, submitted and within authority."""
    return approved(version, by=ada)


@pytest.fixture
def typed(version: QuoteVersion, contact: Contact, ada: User) -> dict[str, Any]:
    return typed_round(version, contact, ada)
