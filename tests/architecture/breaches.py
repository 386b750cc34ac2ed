"""Ways to break each law, and the words with which the law must notice."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.laws.sizes import FRAME, SHEET

Break = Callable[[Path], None]


@dataclass(frozen=True)
class Breach:
    law: str
    how: str
    said: str
    do: Break


def add(path: str, text: str) -> Break:
    """Write a new file, or go on at the end of one."""

    def do(root: Path) -> None:
        there = root / path
        there.parent.mkdir(parents=True, exist_ok=True)
        put(there, f"{there.read_text() if there.exists() else ''}{text}\n")

    return do


def put(there: Path, text: str) -> None:
    """In the place of a file, not into it: another tree may have the same one."""
    there.unlink(missing_ok=True)
    there.write_text(text)


def change(path: str, old: str, new: str) -> Break:
    def do(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text, f"{path} no longer holds {old!r}: break the law another way"
        put(root / path, text.replace(old, new, 1))

    return do


def remove(path: str) -> Break:
    return lambda root: (root / path).unlink()


def both(*breaks: Break) -> Break:
    def do(root: Path) -> None:
        for one in breaks:
            one(root)

    return do


def page(text: str) -> Break:
    return add("templates/components/stray.html", text)


DOC = '"""A stray."""\n\n'
PO = "locale/zh_Hans/LC_MESSAGES/django.po"

IMPORTS = {
    "Django in the maths": ("What we know", add("quotes/domain/lifecycle.py", "import django")),
    "a model that knows an action": (
        "Rooms",
        add("stakeholders/models/people.py", "from stakeholders.actions import people"),
    ),
    "a query that knows an action": (
        "Rooms",
        add("stakeholders/queries/stray.py", "from stakeholders.actions import people"),
    ),
    "an action that knows a query": (
        "Rooms",
        both(
            add("stakeholders/queries/stray.py", DOC),
            add("stakeholders/actions/people.py", "from stakeholders.queries import stray"),
        ),
    ),
    "an offer that knows a contract": ("Apps", add("quotes/models/quotes.py", "from contracts import models")),
    "a helper that knows an app": ("Apps", add("dealdesk/web/refusals.py", "from stakeholders import models")),
    "a screen that knows another app's": (
        "Screens",
        both(
            add("stakeholders/views/stray.py", DOC),
            add("quotes/views/stray.py", "from stakeholders.views import stray"),
        ),
    ),
    "a second WeasyPrint": ("One door", add("quotes/queries/stray.py", "import weasyprint")),
    "a second reader of workbooks": ("One door", add("quotes/queries/stray.py", "import python_calamine")),
    "a room that is not on the stairs": ("utils", add("quotes/utils.py", DOC)),
    "a ring": (
        "No cycles",
        both(
            add("dealdesk/kernel/one.py", "import dealdesk.kernel.other"),
            add("dealdesk/kernel/other.py", "import dealdesk.kernel.one"),
        ),
    ),
}

WRITES = {
    "a view that saves": ("row.save()", add("quotes/views/stray.py", "def show(row):\n    row.save()")),
    "a query that updates": ("update()", add("quotes/queries/stray.py", "def seen(rows):\n    rows.update(seen=True)")),
    "a form that deletes": ("delete()", add("quotes/forms/stray.py", "def clean(row):\n    row.delete()")),
    "a view that changes a relation": (
        "members.add()",
        add("quotes/views/stray.py", "def join(deal, user):\n    deal.members.add(user)"),
    ),
    "a query in SQL": ("execute()", add("quotes/queries/stray.py", "def sql(c):\n    c.execute('DELETE FROM x')")),
    "a task that creates": ("create()", add("quotes/tasks.py", "def work(Row):\n    Row.objects.create()")),
}

ACTION = "\n\ndef stray(row, {arguments}):\n    row.save()\n{journal}"
ACTS = {
    "nobody acts": ("not told who", ACTION.format(arguments="*, at", journal="    record('x', at=at)")),
    "no moment": ("not told when", ACTION.format(arguments="*, by", journal="    record('x', by=by)")),
    "no transaction": ("not one transaction", ACTION.format(arguments="*, by, at", journal="    record('x', by=by)")),
    "nothing in the journal": ("no row in the journal", ACTION.format(arguments="*, by, at", journal="")),
    "arguments by position": ("by position", ACTION.format(arguments="by, at", journal="    record('x', by=by)")),
}

CLOCK = {
    "an action": (
        "timezone.now",
        add("quotes/actions/stray.py", "from django.utils import timezone\nX = timezone.now()"),
    ),
    "the maths": ("date.today", add("quotes/domain/stray.py", "import datetime\nX = datetime.date.today()")),
    "a column": (
        "auto_now",
        add("quotes/models/stray.py", "from django.db import models\nX = models.DateField(auto_now=True)"),
    ),
    "a form": ("datetime.now", add("quotes/forms/stray.py", "from datetime import datetime\nX = datetime.now")),
}

DOORS = {
    "a second way to paper": ("weasyprint", add("dealdesk/home/stray.py", "from weasyprint import HTML")),
    "a hidden way to paper": ("weasyprint", add("dealdesk/home/stray.py", "X = __import__('weasyprint')")),
    "a second way to write a workbook": ("xlsxwriter", add("quotes/documents/stray.py", "import xlsxwriter")),
    "a second way to read a workbook": ("python_calamine", add("quotes/forms/stray.py", "import python_calamine")),
    "a second way to the task engine": ("procrastinate", add("quotes/actions/stray.py", "import procrastinate")),
    "a second way to send mail": ("mail", add("quotes/actions/stray.py", "from django.core.mail import send_mail")),
}

LONG = "\n".join(f"    x = {n}" for n in range(40))
SIZES = {
    "401 lines": ("401 lines", add("quotes/domain/stray.py", "\n" * 400)),
    "a function of 41 lines": ("long has 41 lines", add("quotes/domain/stray.py", f"def long():\n{LONG}")),
    "an excuse that is not needed": (
        "strike its excuse",
        add("dealdesk/decisions/0001-rooms-and-threads.md", "- longer: `quotes/urls.py` because it was"),
    ),
    "a frame of much style": ("every page carries", add("static/css/base.css", "/* " + "x" * FRAME + " */")),
    "a thread of much style": ("stray.css: 10", add("static/css/stray.css", "/* " + "x" * SHEET + " */")),
}

PAGES = {
    "an inline script": ("inline script", page("<script>x()</script>")),
    "an inline style sheet": ("style sheet", page("<style>p {}</style>")),
    "a style attribute": ("style attribute", page('<p style="color: red">')),
    "an event attribute": ("event attribute", page('<a onclick="x()">')),
    "text let through": ("unescaped", page("{{ name|safe }}")),
    "escaping switched off": ("unescaped", page("{% autoescape off %}")),
    "htmx that evaluates": ("evaluate", page('<a hx-on:click="x()">')),
    "htmx that evaluates values": ("evaluate", page("""<a hx-vals='js:{"a": b()}'>""")),
    "a form without its token": ("token", page('<form method="post"><input></form>')),
    "a third party": ("somebody else", page('<img src="https://example.com/pixel.gif">')),
    "a third party's font": ("somebody else", add("static/css/stray.css", "@import url(//fonts.example.com/a.css);")),
    "a script that evaluates": ("evaluated", add("static/js/stray.js", "eval('1')")),
    "Python that lets text through": ("unescaped", add("quotes/views/stray.py", "x = mark_safe(name)")),
}

TRANSLATIONS = {
    "a page's new sentence": ("no Chinese", page('{% translate "Nobody ever said this." %}')),
    "a refusal's new sentence": (
        "no Chinese",
        add("quotes/actions/stray.py", "Refusal('Nobody ever said %(it)s.', it=1)"),
    ),
    "a refusal's sentence by its name": (
        "no Chinese",
        add("quotes/actions/stray.py", "said = 'Nobody ever said it.'\nRefusal(said)"),
    ),
    "a new word": ("no Chinese", add("quotes/domain/stray.py", "class Odd(Word):\n    STRANGE = 'never_said'")),
    "Chinese in a page": ("outside the catalogue", page("<p>报价</p>")),
    "a guess": ("guessed or empty", add(PO, '\n#, fuzzy\nmsgid "Never asked"\nmsgstr "也许"')),
    "a figure lost": ("loses a figure", add(PO, '\nmsgid "Never %(asked)s"\nmsgstr "没有"')),
    "a figure invented": ("not filled", add(PO, '\nmsgid "Never asked"\nmsgstr "没有 %(asked)s"')),
}

VIEW = add("quotes/views/stray.py", DOC)
THREADS = {
    "a screen without a template": ("no templates", VIEW),
    "a screen without a test": ("no tests", VIEW),
    "a screen without a query": ("no query", VIEW),
    "an action about nothing": ("no model and no screen", add("quotes/actions/stray.py", DOC)),
}

ROUTE = "\nfrom django.urls import path as _path\nurlpatterns += [_path('stray/', {view}, name='stray')]"
GUARDS = {
    "a route without a guard": ("nothing guards it", add("quotes/urls.py", ROUTE.format(view="lambda request: None"))),
    "a public route that is not on the list": (
        "not on the list",
        add(
            "quotes/urls.py",
            f"from dealdesk.web.guards import public{ROUTE.format(view='public(lambda request: None)')}",
        ),
    ),
    "two routes of one name": (
        "two routes",
        add("dealdesk/urls.py", "urlpatterns += [path('again', health.healthz, name='healthz')]"),
    ),
}

MODEL = "\n\nclass {name}(models.Model):\n    {field}\n"
PERSON = "models.ForeignKey('stakeholders.User', models.PROTECT, null=True, related_name='+')"
PAIRS = {
    "a moment without a person": (
        "Stray.paid_at",
        MODEL.format(name="Stray", field="paid_at = models.DateTimeField()"),
    ),
    "a person without a moment": ("Stray.paid_by", MODEL.format(name="Stray", field=f"paid_by = {PERSON}")),
    "a pair that may be half": (
        "paid_by may be set without",
        MODEL.format(name="Stray", field=f"paid_at = models.DateTimeField(null=True)\n    paid_by = {PERSON}"),
    ),
}

NAMES = {
    "a column nobody thought of": (
        "Said.said: an erased",
        MODEL.format(name="Said", field="said = models.TextField()"),
    ),
    "words on no list": ("Said.told: an erased", MODEL.format(name="Said", field="told = models.JSONField()")),
}

MIGRATION = "from django.db import migrations\n\nclass Migration(migrations.Migration):\n    dependencies = [{after}]\n"
MIGRATIONS = {
    "a model nobody migrated": (
        "not migrated",
        add("quotes/models/quotes.py", MODEL.format(name="Unmoved", field="x = models.TextField()")),
    ),
    "a migration that says nothing": (
        "says not what it does",
        add("contracts/migrations/0001_auto_20261124.py", MIGRATION.format(after="")),
    ),
}

LIFE = "quotes/domain/lifecycle.py"
MOVES = {
    "a state forgotten": ("says nothing of", add(LIFE, "del MOVES[VersionState.ACCEPTED]")),
    "a move to nowhere": ("leads nowhere", add(LIFE, "MOVES[VersionState.ACCEPTED] = frozenset({'paid'})")),
}
DRAWN = {
    "a move the map does not show": (
        "does not match",
        add(LIFE, "MOVES[VersionState.ACCEPTED] = frozenset({VersionState.DRAFT})"),
    ),
    "a map without its diagrams": ("missing", change("dealdesk/README.md", "<!-- drawn: diagrams -->", "")),
}

DEPENDENCIES = {
    "one without a reason": (
        "no decision page",
        change("pyproject.toml", "dependencies = [", 'dependencies = [\n  "left-pad",'),
    ),
    "one that nobody uses": ("DEP002", change("pyproject.toml", "dependencies = [", 'dependencies = [\n  "left-pad",')),
    "one that nobody declared": ("DEP", add("quotes/queries/stray.py", "import cn2an")),
}
DECISIONS = {
    "a page out of turn": ("gap", add("dealdesk/decisions/0099-later.md", "# 0099 · Later")),
    "a page without its reason": ("Why", add("dealdesk/decisions/0099-later.md", "# 0099 · Later")),
    "a page without a name": ("not NNNN", add("dealdesk/decisions/notes.md", "Notes")),
}
HYGIENE = {
    "a registry": ("names", add("quotes/domain/stray.py", f'"""From {"py" + "pi.org"}."""')),
    "a machine's path": ("one machine", add("quotes/domain/stray.py", f'"""In {"/ro" + "ot/desk"}."""')),
    "something left for later": (
        "left for later",
        add("quotes/domain/stray.py", f'"""A stray."""\n# {"TO" + "DO"} it'),
    ),
    "a module that says nothing": ("no docstring", add("quotes/domain/stray.py", "x = 1")),
    "a property tried at length": (
        "tries 60",
        add("tests/test_stray.py", f'"""A."""\nA = settings(max_{"examples"}=60)'),
    ),
}


LISTS = {
    "a list that nobody counts": (
        "nobody counts",
        add("tests/security/routes.csv", "quotes:stray,GET,list,302,200,200,200,200,200,200,200,200"),
    ),
}


def _of(law: str, table: dict[str, tuple[str, Break]]) -> list[Breach]:
    return [Breach(law, how, said, do) for how, (said, do) in table.items()]


def _in(path: str, table: dict[str, tuple[str, str]]) -> dict[str, tuple[str, Break]]:
    return {how: (said, add(path, text)) for how, (said, text) in table.items()}


BREACHES = [
    *_of("imports", IMPORTS),
    *_of("writes", WRITES),
    *_of("acts", _in("stakeholders/actions/people.py", ACTS)),
    *_of("clock", CLOCK),
    *_of("doors", DOORS),
    *_of("sizes", SIZES),
    *_of("pages", PAGES),
    *_of("translations", TRANSLATIONS),
    *_of("threads", THREADS),
    *_of("guards", GUARDS),
    *_of("pairs", _in("quotes/models/quotes.py", PAIRS)),
    *_of("names", _in("quotes/models/quotes.py", NAMES)),
    *_of("migrations", MIGRATIONS),
    *_of("lists", LISTS),
    *_of("moves", MOVES),
    *_of("drawn", DRAWN),
    *_of("dependencies", DEPENDENCIES),
    *_of("decisions", DECISIONS),
    *_of("hygiene", HYGIENE),
]
