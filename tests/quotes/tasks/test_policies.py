"""The worker tries a policy on the offers of the last year."""

from datetime import datetime

from quotes.actions.policies import draft_policy, save_rules, try_policy
from quotes.models import Policy, PolicyTrial, QuoteVersion
from quotes.tasks import try_policy as count
from stakeholders.models import User
from tests.factories.haggling import asked
from tests.quotes.actions.test_policies import rule


def drafted(adm: User, now: datetime) -> Policy:
    draft = draft_policy(name="试运行", source="制度", valid_from=now.date(), by=adm, at=now)
    return save_rules(policy=draft, told=[rule()], by=adm, at=now)


def test_it_counts_what_was_submitted_and_says_how_far_it_is(
    policy: Policy, version: QuoteVersion, ada: User, adm: User, now: datetime
) -> None:
    asked(version, points="18", by=ada)
    trial = try_policy(policy=drafted(adm, now), by=adm, at=now)
    count(trial=trial.pk)
    trial.refresh_from_db()
    assert trial.found is not None
    assert (trial.done, trial.total, trial.finished_at is not None) == (1, 1, True)
    assert (trial.found["would"], trial.found["did"]) == ({"team_manager": 1}, {"team_manager": 1})


def test_rules_that_change_meanwhile_take_their_dry_run_with_them(policy: Policy, adm: User, now: datetime) -> None:
    draft = drafted(adm, now)
    trial = try_policy(policy=draft, by=adm, at=now)
    save_rules(policy=draft, told=[rule()], by=adm, at=now)
    count(trial=trial.pk)
    assert PolicyTrial.objects.count() == 0
