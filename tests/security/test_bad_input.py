"""Whatever is typed into whatever field: a sentence beside it, nothing else lost, never a fault and never a script."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, count, permutations
from math import comb

import pytest
from django.http import HttpResponse

from tests.deep import DEPTH
from tests.security.forms import CASES, Case
from tests.security.html import Page, Values
from tests.security.visitors import HTMX, Visitors, routes, undone

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
# Log-in and the language are the framework's own forms, with tests of their own.
FRAMEWORKS = {"account_login", "account_logout", "account_change_password", "set_language"}

SCRIPT = "<script>alert(1)</script>"
BAD = {
    "empty": "",
    "huge": "1" + "0" * 30,
    "overflowing": "1e999",
    # Mostly of letters that travel as they are: a server spends longer on decoding than a field on refusing.
    "endless": "字" * 20 + "x" * 20_000,
    "negative": "-5",
    "not a number": "abc",
    "NaN": "NaN",
    "infinite": "-Infinity",
    "another currency": "USD 5,000",
    "long ago": "1999-01-01",
    "the end of time": "9999-12-31",
    "no such day": "2026-02-30",
    "a script": SCRIPT,
    "a null byte": "a\x00b",
    "emoji": "😀🎉",
    "right to left": "\u202egnp.exe",
    "a lone surrogate": "\ud83d",
    "a template": "{{ 7|add:7 }}{% now 'Y' %}%(x)s",
}
# Tried in one field at a time, with everything else right: these may get as far as the action. A kind of value is
# tried where what a person would type is of that kind, or nothing.
ANYTHING, NUMBER, DAY = re.compile(r".*", re.DOTALL), re.compile(r"-?[\d.]*"), re.compile(r"\d{4}-\d{2}-\d{2}")
ALONE = {
    "empty": ANYTHING,
    "endless": ANYTHING,
    "a script": ANYTHING,
    "huge": NUMBER,
    "negative": NUMBER,
    "long ago": DAY,
}
# At length a form is given each of these. In short it is given one, and where all its fields are bad at once one more
# value each; another one than the form before it, so that all of them are tried on a share of the forms.
PLACES = {name: place for place, name in enumerate(CASES)}
# Every field has been tried with these by then.
EVERYWHERE = {"empty", "endless"}
FINE = {200, 303, 409, 422}
# What tells a row from the next in the name of a field.
ROW = re.compile(r"\d+|__prefix__")


def test_every_address_that_takes_a_form_is_tried(visitors: Visitors) -> None:
    """A refused method is told which ones are taken."""
    refused = {name: visitors.ask("manager", "PUT", visitors.url(route)) for name, route in ROUTES.items()}
    posting = {name for name, answer in refused.items() if "POST" in answer.headers.get("Allow", "")}
    assert CASES.keys() == posting - FRAMEWORKS


@dataclass(frozen=True)
class Filled:
    """A form as a person would send it, and the names in it that no person types into."""

    url: str
    values: Values
    carried: frozenset[str]
    # What the page says anyway.
    said: frozenset[str]

    def but(self, **changed: list[str]) -> Values:
        return self.values | changed


@cache
def filled(visitors: Visitors, name: str) -> Filled:
    """What the page has filled in, completed by what the case types."""
    case, ids = CASES[name], visitors.world.ids
    at = {taken: ids[key] for taken, key in case.at.items()}
    query = f"?{case.query}={ids[case.query]}" if case.query else ""

    def url(route: str) -> str:
        takes = ROUTES[route].takes
        return visitors.url(ROUTES[route], **{taken: pk for taken, pk in at.items() if taken in takes}) + query

    shown = url(case.page)
    page = Page(visitors.ask(case.who, "GET", shown).content.decode())
    typed = {key: value if isinstance(value, list) else [value] for key, value in case.typed(visitors.world).items()}
    # A form posts to its address as it was asked for, or to the plain one.
    to = url(case.of)
    form = page.form(to, shown, set(typed)) or page.form(to.partition("?")[0], shown, set(typed))
    assert form is not None, f"{shown} shows no form that posts to {url(case.of)}"
    there = {key: values for key, values in form.values.items() if key != "csrfmiddlewaretoken"}
    return Filled(url(name), there | typed, frozenset(page.carried), frozenset(page.sentences))


def look(visitors: Visitors, case: Case, url: str, data: Values, **headers: str) -> tuple[HttpResponse, list[str]]:
    """The answer and, where a script was sent and the reader is sent on, the page they land on; both undone."""
    with undone():
        answer = visitors.post(case.who, url, data, **headers)
        # A form may answer with a file, in which a script would stand in the open as well.
        texts = [answer.content.decode(errors="replace")]
        if answer.status_code in {302, 303} and SCRIPT in str(data):
            landed = visitors.send(case.who, "GET", answer["Location"])
            assert landed.status_code == 200, answer["Location"]
            texts.append(landed.content.decode())
    return answer, texts


@pytest.mark.parametrize("name", CASES)
def test_what_a_person_would_type_is_accepted(visitors: Visitors, name: str) -> None:
    form = filled(visitors, name)
    answer, texts = look(visitors, CASES[name], form.url, form.values)
    assert answer.status_code in CASES[name].good, Page(texts[0]).sentences


def fields(form: Filled) -> list[str]:
    """Every field once: in the second row of a table there is the first one again, by another number or key."""
    first: dict[str, str] = {}
    for name in form.values:
        first.setdefault(ROW.sub("#", name), name)
    return list(first.values())


@dataclass(frozen=True)
class Try:
    """Some fields spoilt at once, everything else right."""

    spoilt: frozenset[str]
    status: int
    texts: list[str]

    @cached_property
    def page(self) -> Page:
        return Page(self.texts[0])

    @property
    def refused(self) -> set[str]:
        """What the form itself does not take, so that no action sees it."""
        return self.spoilt & self.page.wrong.keys() if self.status == 422 else set()


type Spoil = Callable[[Collection[str]], Values]


def ask(visitors: Visitors, name: str, spoil: Spoil, spoilt: Collection[str]) -> Try:
    answer, texts = look(visitors, CASES[name], filled(visitors, name).url, spoil(spoilt))
    return Try(frozenset(spoilt), answer.status_code, texts)


def tries(visitors: Visitors, name: str, names: list[str], spoil: Spoil) -> Iterator[Try]:
    """Each of the fields spoilt, by few requests that show as much as one for each; what the form refuses comes first.

    Where all that is typed is spoilt at once, the page says what the form refuses of it. The rest gets as far as the
    action: all together, if it takes them, else those that stand empty, else one by one. What the page carries along is
    spoilt one by one.
    """
    case, form = CASES[name], filled(visitors, name)
    typed = [field for field in names if field not in form.carried]
    if typed:
        yield (at_once := ask(visitors, name, spoil, typed))
        taken = [field for field in typed if field not in at_once.refused]
        if len(typed) == 1 or at_once.status in case.good:
            taken = []
        elif 1 < len(taken) < len(typed):
            yield (together := ask(visitors, name, spoil, taken))
            taken = [] if together.status in case.good else taken
        # What stands empty in a good answer hardly ever matters, and so it gets there together.
        blank = [field for field in taken if not any(form.values[field])]
        if 1 < len(blank) < len(typed):
            yield (without := ask(visitors, name, spoil, blank))
            taken = [field for field in taken if field not in blank] if without.status in case.good else taken
        yield from (ask(visitors, name, spoil, [field]) for field in taken)
    yield from (ask(visitors, name, spoil, [field]) for field in names if field in form.carried)


def apart(names: list[str]) -> list[list[str]]:
    """As few groups as will do, so that for each two names there is a group with the first and without the second.

    Each name is in half of the groups, and no two are in the same half (a Sperner family).
    """
    groups = next(number for number in count(1) if comb(number, (number + 1) // 2) >= len(names))
    halves = dict(zip(names, combinations(range(groups), (groups + 1) // 2), strict=False))
    return [[name for name in names if group in halves[name]] for group in range(groups)] if names else []


@pytest.mark.parametrize("number", range(12))
def test_each_of_two_is_once_without_the_other(number: int) -> None:
    names = [str(name) for name in range(number)]
    groups = apart(names)
    assert [pair for pair in permutations(names, 2) if not any(pair[0] in g and pair[1] not in g for g in groups)] == []
    assert set().union(*groups) == set(names)


@pytest.mark.parametrize("name", CASES)
def test_a_bad_value_is_said_beside_its_field_and_nothing_else_is_lost(visitors: Visitors, name: str) -> None:
    """Of what the form refuses each two fields are once apart, both ways round: the one wrong, the other right. With
    which of the bad values is all the same by then, for the form has dropped it: they take turns."""
    form, wrongs = filled(visitors, name), []
    refused: dict[str, list[str]] = {}
    for bad, names in kinds(name, form):
        for one in tries(visitors, name, names, with_each(form, bad)):
            wrongs += wrong(name, form, one, bad)
            for field in one.refused:
                refused.setdefault(field, []).append(bad)
    for turn, group in enumerate(apart(sorted(refused))):
        values = {field: refused[field][turn % len(refused[field])] for field in group}
        sent = form.but(**{field: [BAD[bad]] for field, bad in values.items()})
        wrongs += wrong(name, form, ask(visitors, name, lambda _, sent=sent: sent, group), values)
    assert wrongs == []


def kinds(name: str, form: Filled) -> list[tuple[str, list[str]]]:
    """What is tried in one field at a time, and in which."""
    fit = [
        (bad, names)
        for bad, kind in ALONE.items()
        if (names := [field for field in fields(form) if kind.fullmatch(form.values[field][0])])
    ]
    return fit if DEPTH.whole or not fit else [fit[PLACES[name] % len(fit)]]


def with_each(form: Filled, bad: str) -> Spoil:
    return lambda spoilt: form.but(**{field: [BAD[bad]] for field in spoilt})


def wrong(name: str, form: Filled, one: Try, bad: object) -> list[str]:
    """What is held against the answer to some bad values."""
    where, said = f"{sorted(one.spoilt)} = {bad}", []
    if one.status not in FINE:
        said.append(f"{where}: answered {one.status}")
    if any(SCRIPT in text for text in one.texts):
        said.append(f"{where}: a script is on the page")
    if one.status == 422 and one.spoilt - form.carried:
        if not set(one.page.sentences) - form.said:
            said.append(f"{where}: no word about it")
        typed = form.values.keys() - form.carried - CASES[name].secret - one.spoilt
        if lost := {key for key in typed if one.page.filled.get(key, [""]) != form.values[key]}:
            said.append(f"{where}: lost {sorted(lost)}")
    return said


@pytest.mark.parametrize("name", CASES)
def test_every_bad_value_in_every_field_is_no_fault(visitors: Visitors, name: str) -> None:
    """All fields of all rows are bad at once, each in turn with other values: a form looks at each field by itself.

    By turns a page and a part of one is asked for: what is read is the same, only the answer is drawn otherwise.
    """
    case, form = CASES[name], filled(visitors, name)
    values = [value for bad, value in BAD.items() if bad not in EVERYWHERE]
    place = PLACES[name]
    for number, turn in enumerate(range(len(values)) if DEPTH.whole else [place], place):
        bad = {field: [values[(turn + at) % len(values)]] for at, field in enumerate(form.values)}
        answer, texts = look(visitors, case, form.url, form.but(**bad), **(HTMX if number % 2 else {}))
        assert answer.status_code in FINE, bad
        assert [text for text in texts if SCRIPT in text] == [], bad


@pytest.mark.parametrize("name", CASES)
def test_fields_left_out_or_doubled_are_no_fault(visitors: Visitors, name: str) -> None:
    case, form = CASES[name], filled(visitors, name)

    def without(gone: Collection[str]) -> Values:
        return {key: sent for key, sent in form.values.items() if key not in gone}

    refused: set[str] = set()
    seen = set()
    for one in tries(visitors, name, fields(form), without):
        seen.add(one.status)
        refused |= one.refused
    # To a form what is left out is empty, which is tried above: this is the same once more.
    seen |= {ask(visitors, name, without, group).status for group in apart(sorted(refused)) if DEPTH.whole}
    for sent in ({}, {field: sent * 2 for field, sent in form.values.items()}):
        seen.add(look(visitors, case, form.url, sent)[0].status_code)
    assert seen <= FINE
