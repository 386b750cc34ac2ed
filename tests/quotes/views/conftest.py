"""The day on which the browser's tests take place."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine


@pytest.fixture
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield
