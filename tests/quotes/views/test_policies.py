"""Reading, drafting and publishing the approval policy, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quotes.actions.policies import draft_policy, publish_policy
from quotes.models import Policy, QuoteVersion
from quotes.tasks import try_policy as count
from stakeholders.models import User
from tests.factories.haggling import asked

ClientOf = Callable[[User], Client]
FIRST = {"figure": "discount_percent", "operator": "gt", "threshold": "12", "approver": "team_manager"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def draft(policy: Policy, adm: User, now: datetime) -> Policy:
    return draft_policy(name="2027 年折扣权限", source="制度 2027", valid_from=date(2027, 1, 1), by=adm, at=now)


def url(policy: Policy, part: str = "") -> str:
    return f"/policies/{policy.pk}/{part}"


def rows(*told: dict[str, Any]) -> dict[str, Any]:
    """The rules as a browser sends them: the draft's own first, then two empty rows."""
    values: dict[str, Any] = {"rules-TOTAL_FORMS": len(told), "rules-INITIAL_FORMS": 0}
    values |= {"own": "next", "nobody": "refuse", "again": "once"}
    for index, rule in enumerate(told):
        values |= {
            f"rules-{index}-{name}": value for name, value in (FIRST | {"reason": "超过销售权限"} | rule).items()
        }
    return values


class TestReading:
    def test_everybody_reads_each_rule_as_a_sentence_and_who_may_give_how_much(
        self, client_of: ClientOf, policy: Policy, ada: User, fay: User
    ) -> None:
        for person in (ada, fay):
            row = client_of(person).get(url(policy)).context["row"]
            assert (row.state, len(row.rules), [tier.limit for tier in row.tiers]) == (
                "in_force",
                4,
                [15, 25, None, None],
            )
        assert "15 %" in row.rules[0]
        assert "Discount past the salesperson's authority" in row.rules[0]

    def test_only_administrators_get_to_write(
        self, client_of: ClientOf, draft: Policy, ada: User, bo: User, adm: User
    ) -> None:
        assert [client_of(person).get("/policies/new/").status_code for person in (ada, bo, adm)] == [403, 403, 200]
        for part in ("rules/", "publish/", "discard/"):
            statuses = [client_of(person).post(url(draft, part)).status_code for person in (ada, bo, adm)]
            assert (statuses[:2], statuses[2] != 403) == ([403, 403], True)

    @pytest.mark.parametrize("drafts", [0, 2])
    def test_the_list_takes_as_many_statements_for_three_as_for_one(
        self,
        client_of: ClientOf,
        policy: Policy,
        ada: User,
        adm: User,
        now: datetime,
        drafts: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(drafts):
            draft_policy(name=f"草案 {number}", source="制度", valid_from=date(2027, 1, 1), by=adm, at=now)
        client = client_of(ada)
        with django_assert_num_queries(4):
            shown = client.get("/policies/").context["rows"]
        assert len(shown) == drafts + 1


class TestDrafting:
    def test_a_draft_starts_from_the_rules_in_force(self, client_of: ClientOf, policy: Policy, adm: User) -> None:
        client = client_of(adm)
        answer = client.post("/policies/new/", {"name": "2027 年折扣权限", "source": "制度 2027"})
        made = Policy.objects.get(published_at=None)
        assert (answer.status_code, answer.headers["Location"], made.rules.count()) == (303, url(made), 4)
        assert [form.initial["threshold"] for form in client.get(url(made)).context["rules"].initial_forms] == [
            15,
            25,
            0,
            60,
        ]

    @pytest.mark.parametrize(
        ("field", "value"), [("name", ""), ("name", "名" * 81), ("source", ""), ("source", "a\0"), ("name", " ")]
    )
    def test_a_wrong_head_is_told_beside_its_field(
        self, client_of: ClientOf, policy: Policy, adm: User, field: str, value: str
    ) -> None:
        typed = {"name": "2027 年折扣权限", "source": "制度 2027"}
        answer = client_of(adm).post("/policies/new/", typed | {field: value})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert Policy.objects.count() == 1

    def test_rules_are_changed_struck_out_and_added(self, client_of: ClientOf, draft: Policy, adm: User) -> None:
        told = rows({"threshold": "10"}, {"DELETE": "on"}, {"approver": "upper_manager", "threshold": "２０"})
        answer = client_of(adm).post(url(draft, "rules/"), told | {"rules-INITIAL_FORMS": 2})
        assert answer.status_code == 303
        assert [(rule.position, rule.approver, int(rule.threshold)) for rule in draft.rules.all()] == [
            (1, "team_manager", 10),
            (2, "upper_manager", 20),
        ]

    @pytest.mark.parametrize(
        ("rule", "field"),
        [
            ({"threshold": ""}, "threshold"),
            ({"threshold": "-1"}, "threshold"),
            ({"threshold": "NaN"}, "threshold"),
            ({"threshold": "9" * 30}, "threshold"),
            ({"threshold": "101"}, "threshold"),
            ({"threshold": "1.00001"}, "threshold"),
            ({"figure": "mood"}, "figure"),
            ({"operator": "lt"}, "operator"),
            ({"operator": "<script>"}, "operator"),
            ({"approver": "the boss"}, "approver"),
            ({"reason": ""}, "reason"),
            ({"reason": "因" * 201}, "reason"),
        ],
    )
    def test_a_wrong_rule_is_told_in_its_own_row_and_nothing_typed_is_lost(
        self, client_of: ClientOf, draft: Policy, adm: User, rule: dict[str, str], field: str
    ) -> None:
        answer = client_of(adm).post(
            url(draft, "rules/"), rows({"reason": "我写的理由"}, {"approver": "finance"} | rule)
        )
        forms = answer.context["rules"].forms
        assert (answer.status_code, [list(form.errors) for form in forms]) == (422, [[], [field]])
        assert (forms[0]["reason"].value(), draft.rules.count()) == ("我写的理由", 4)

    def test_every_contradiction_is_told_at_once(self, client_of: ClientOf, draft: Policy, adm: User) -> None:
        told = rows({"threshold": "20"}, {"approver": "upper_manager", "threshold": "10"}, {"operator": "lt"})
        answer = client_of(adm).post(url(draft, "rules/"), told)
        assert [list(form.errors) for form in answer.context["rules"].forms] == [
            [],
            ["threshold"],
            ["approver", "operator"],
        ]

    def test_no_rules_at_all_are_refused(self, client_of: ClientOf, draft: Policy, adm: User) -> None:
        told = rows({"DELETE": "on"}) | {"rules-INITIAL_FORMS": 1}
        answer = client_of(adm).post(url(draft, "rules/"), told)
        assert (answer.status_code, draft.rules.count()) == (422, 4)
        assert len(answer.context["rules"].non_form_errors()) == 1

    def test_a_published_policy_is_not_edited(self, client_of: ClientOf, policy: Policy, adm: User) -> None:
        for part in ("rules/", "discard/"):
            assert client_of(adm).post(url(policy, part), rows({})).status_code == 409
        assert policy.rules.count() == 4

    def test_a_draft_is_discarded(self, client_of: ClientOf, policy: Policy, draft: Policy, adm: User) -> None:
        assert client_of(adm).post(url(draft, "discard/")).status_code == 303
        assert list(Policy.objects.all()) == [policy]


class TestPublishing:
    def test_it_is_in_force_from_its_day_and_the_one_before_ends(
        self, client_of: ClientOf, policy: Policy, draft: Policy, adm: User
    ) -> None:
        assert client_of(adm).post(url(draft, "publish/"), {"valid_from": "2026-12-01"}).status_code == 303
        policy.refresh_from_db()
        assert (policy.valid_to, Policy.objects.in_force(date(2026, 12, 1)).get()) == (date(2026, 12, 1), draft)

    @pytest.mark.parametrize("day", ["", "2026-11-23", "tomorrow", "2040-01-01", "9999-12-31", "2026-01-01"])
    def test_a_day_that_cannot_be_is_told_beside_the_field(
        self, client_of: ClientOf, draft: Policy, adm: User, day: str
    ) -> None:
        answer = client_of(adm).post(url(draft, "publish/"), {"valid_from": day})
        assert (answer.status_code, list(answer.context["publish"].errors)) == (422, ["valid_from"])
        assert answer.context["publish"]["valid_from"].value() == day

    def test_a_day_another_policy_has_taken_is_told_too(
        self, client_of: ClientOf, draft: Policy, adm: User, now: datetime
    ) -> None:
        other = draft_policy(name="另一份", source="制度", valid_from=date(2026, 12, 1), by=adm, at=now)
        publish_policy(policy=other, valid_from=date(2026, 12, 1), by=adm, at=now)
        client = client_of(adm)
        for day in ("2026-12-01", "2026-11-30"):
            answer = client.post(url(draft, "publish/"), {"valid_from": day})
            assert (answer.status_code, list(answer.context["publish"].errors)) == (422, ["valid_from"])
        assert client.post(url(draft, "publish/"), {"valid_from": "2026-12-02"}).status_code == 303


class TestFiles:
    def test_a_policy_is_taken_out_and_brought_in_as_a_draft(
        self, client_of: ClientOf, policy: Policy, adm: User
    ) -> None:
        client = client_of(adm)
        out = client.get(url(policy, "file/"))
        answer = client.post("/policies/import/", {"file": SimpleUploadedFile("p.json", out.content)})
        made = Policy.objects.get(published_at=None)
        assert (answer.status_code, answer.headers["Location"]) == (303, url(made))
        assert (made.name, made.value().rules) == (policy.name, policy.value().rules)

    @pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"x" * 200_001])
    def test_a_file_that_is_no_policy_brings_nothing_in(
        self, client_of: ClientOf, policy: Policy, adm: User, content: bytes
    ) -> None:
        answer = client_of(adm).post("/policies/import/", {"file": SimpleUploadedFile("p.json", content)})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
        assert list(Policy.objects.all()) == [policy]


class TestDryRun:
    def test_floors_are_counted_for_those_who_may_see_them(
        self, client_of: ClientOf, policy: Policy, version: QuoteVersion, ada: User, bo: User, fay: User, adm: User
    ) -> None:
        asked(version, points="30", by=ada)
        assert client_of(adm).post(url(policy, "try/")).status_code == 303
        count(trial=policy.trials.get().pk)
        told = [client_of(person).get(url(policy)).context["trial"] for person in (adm, bo)]
        assert [[one.would for one in row.whom] for row in told] == [[1, 1, 0], [1, 1, 1]]
        assert [row.hides for row in told] == [True, False]

    def test_while_it_is_counted_the_page_asks_for_its_part_again(
        self, client_of: ClientOf, policy: Policy, adm: User
    ) -> None:
        client = client_of(adm)
        client.post(url(policy, "try/"))
        part = client.get(url(policy), headers={"HX-Request": "true"})
        assert ("every 1s" in part.text, "<html" in part.text) == (True, False)
