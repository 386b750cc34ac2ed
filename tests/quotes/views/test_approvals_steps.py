"""A chain of steps as its approvers, the requester and an administrator read it."""

from datetime import datetime

import pytest

from quotes.actions.policies import draft_policy
from quotes.domain.policy import Choices, Mode
from quotes.models import Policy, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked, decided, discounted
from tests.quotes.actions.test_approvals_steps import FINANCE, LEGAL, TEAM, chained
from tests.quotes.views.test_policies import rows
from tests.quotes.views.typing_in import ClientOf

pytestmark = pytest.mark.usefixtures("today")


def test_a_later_approver_reads_whom_it_waits_for_first(
    client_of: ClientOf, policy: Policy, version: QuoteVersion, ada: User, bo: User, adm: User, fay: User, now: datetime
) -> None:
    chained((TEAM, 1), (FINANCE, 2), by=adm, at=now)
    request = asked(version, by=ada)
    client, url = client_of(fay), f"/approvals/{request.pk}/"
    page = client.get(url)
    screen = page.context["screen"]
    assert (screen.first, screen.may_decide, [row.place for row in screen.steps]) == (("bo",), False, [1, 2])
    assert "还没轮到你：须先由bo审批" in page.text
    decided(request, by=bo)
    screen = client.get(url).context["screen"]
    assert (screen.first, screen.may_decide) == ((), True)


def test_the_inbox_says_who_is_asked_now_and_who_after_them(
    client_of: ClientOf, policy: Policy, version: QuoteVersion, ada: User, bo: User, adm: User, fay: User, now: datetime
) -> None:
    chained((TEAM, 1), (FINANCE, 2), by=adm, at=now)
    asked(version, by=ada)
    assert client_of(fay).get("/approvals/?tab=waiting").context["page"].rows == ()
    (row,) = client_of(ada).get("/approvals/?tab=asked").context["page"].rows
    assert (row.waits_for, row.later) == (("bo",), ("财务",))


def test_beforehand_the_chain_is_read_in_its_order(
    client_of: ClientOf,
    policy: Policy,
    version: QuoteVersion,
    ada: User,
    bo: User,
    adm: User,
    fay: User,
    lin: User,
    now: datetime,
) -> None:
    chained((TEAM, 2), (FINANCE, 1), (LEGAL, 1), modes=[Mode.ANY], by=adm, at=now)
    draft = discounted(version, "18", by=ada)
    page = client_of(ada).get(f"/versions/{draft.pk}/submit/")
    told = [(need.key, need.place, need.step.one_suffices) for need in page.context["asks"]]
    assert told == [(FINANCE, 1, True), (LEGAL, 1, True), (TEAM, 2, False)]
    assert page.text.count("或签") == 2
    assert {way.left for way in page.context["ways"]} == {()}


class TestDrafting:
    def test_rules_name_their_step_and_whom_they_ask_by_name(
        self, client_of: ClientOf, policy: Policy, cy: User, dee: User, adm: User, now: datetime
    ) -> None:
        draft = draft_policy(name="分步", source="制度", valid_from=now.date(), by=adm, at=now)
        url = f"/policies/{draft.pk}/"
        asks = client_of(adm).get(url).context["rules"].forms[0].fields["approver"].choices
        assert [name for key, name in asks if key.startswith("person")] == ["cy"]
        told = rows({"threshold": "10"}, {"approver": f"person: {cy.pk}", "threshold": "10", "step": "2"})
        answer = client_of(adm).post(f"{url}rules/", told | {"again": "each", "mode_2": "turn"})
        assert answer.status_code == 303
        assert [(rule.approver, rule.person, rule.step) for rule in draft.rules.all()] == [
            ("team_manager", None, 1),
            ("person", cy, 2),
        ]
        draft.refresh_from_db()
        assert draft.chosen.modes == (Mode.ALL, Mode.TURN)
        row = client_of(adm).get(url).context["row"]
        assert ("cy" in row.rules[1], [number for number, _ in row.steps]) == (True, [1, 2])

    def test_a_gap_and_a_group_nobody_sells_are_told(
        self, client_of: ClientOf, policy: Policy, version: QuoteVersion, adm: User, now: datetime
    ) -> None:
        draft = draft_policy(name="分步", source="制度", valid_from=now.date(), by=adm, at=now)
        grouped = {"figure": "group_discount", "group": "实时"}
        answer = client_of(adm).post(f"/policies/{draft.pk}/rules/", rows({}, grouped | {"step": "3"}))
        formset = answer.context["rules"]
        assert (answer.status_code, list(formset.forms[1].errors)) == (422, ["group"])
        assert "现有：实时互动、录制与转推、服务" in formset.forms[1].errors["group"][0]
        assert ["没有规则" in error for error in formset.non_form_errors()] == [True]

    def test_a_draft_keeps_the_choices_it_has_where_none_are_told(
        self, policy: Policy, adm: User, now: datetime
    ) -> None:
        assert draft_policy(name="分步", source="制度", valid_from=now.date(), by=adm, at=now).chosen == Choices()
