"""A thousand tamperings of a longer journal, each found and told by its stream."""

import os
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from stakeholders.actions.journal import record
from stakeholders.models import Customer, User
from tests.dealdesk.management.tampering import attack
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW
from tests.triggers import resting

ATTACKS = 1000


def test_a_thousand_tamperings_are_all_found(customer: Customer, ada: User, bo: User, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    chance = random.Random(seed)
    print(f"\nSEED={seed}")
    deals = [whom.deal(customer=customer, owner=ada, name=f"商机 {number}") for number in range(8)]
    for number in range(300):
        deal = chance.choice([*deals, None])
        record("look", on=deal or customer, by=chance.choice([ada, bo]), at=NOW, deal=deal,
               customer=None if deal else chance.choice([customer, None]), number=number)  # fmt: skip
    call_command("anchor_journal", folder=tmp_path)
    (anchor,) = tmp_path.iterdir()
    for _ in range(ATTACKS):
        with resting(), transaction.atomic():
            told = attack(chance)
            with pytest.raises(CommandError) as refused:
                call_command("verify_journal", anchor=anchor)
            assert told.rpartition(" ")[2] in str(refused.value), told
            transaction.set_rollback(True)
