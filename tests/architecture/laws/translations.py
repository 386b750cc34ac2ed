"""Every sentence a person can read is a msgid, and every msgid has its Chinese, with the same places to fill."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.architecture.tree import in_code, in_text

CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
REFUSES = {
    "Refusal", "StaleRefusal", "ForbiddenRefusal", "PressFailure", "Unprintable", "Unreadable",
    "Finding", "Blocker", "ApprovalNeeded", "Warning_", "phrase",
}  # fmt: skip
# What explains a price is a sentence of the domain too.
EXPLAINS = {"Part", "Said"}
PLACES = re.compile(r"%\((\w+)\)[sd]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# A language is named in itself; the page for when nothing works speaks both.
IN_ITS_OWN_LANGUAGE = re.compile("简体中文|中文")
BOTH_LANGUAGES = {"templates/500.html"}

BLOCK = re.compile(r"\{%-?\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
TAG = re.compile(r"""\{%\s*trans(?:late)?\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
INLINE = re.compile(r"""\b_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)


@dataclass
class Entry:
    """One message of the catalogue."""

    msgid: str = ""
    plural: str = ""
    strings: list[str] = field(default_factory=list)
    fuzzy: bool = False


def entries(text: str) -> Iterator[Entry]:
    """The messages of a .po file; obsolete ones are comments and are passed over."""
    for block in re.split(r"\n\s*\n", text):
        entry, target = Entry(), ""
        for line in block.splitlines():
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
            at = re.match(r'(msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?)?\s*"(.*)"$', line)
            if not at:
                continue
            target = at[1] or target
            words = ast.literal_eval(f'"{at[2]}"')
            if target == "msgid":
                entry.msgid += words
            elif target == "msgid_plural":
                entry.plural += words
            elif target.startswith("msgstr"):
                entry.strings = [*entry.strings, words] if at[1] else [*entry.strings[:-1], entry.strings[-1] + words]
        if entry.msgid:
            yield entry


def of_a_template(text: str) -> Iterator[str]:
    """The msgids Django would look up for a template, as it would spell them."""
    text = COMMENT.sub("", text)
    for options, body in BLOCK.findall(text):
        for part in PLURAL.split(body):
            words = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", part.replace("%", "%%"))
            yield " ".join(line.strip() for line in words.strip().splitlines()) if "trimmed" in options else words
    for rule in (TAG, INLINE):
        for double, single in rule.findall(text):
            yield (double or single).replace('\\"', '"').replace("\\'", "'").replace("%", "%%")


def of_a_module(tree: ast.Module) -> Iterator[str]:
    """Constants given to gettext, the messages of refusals and findings, and what explains a price."""
    named = names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in TRANSLATES | REFUSES | EXPLAINS:
            continue
        plurals = 2 if name.startswith("ngettext") else 1
        given = [*node.args[:plurals], *(k.value for k in node.keywords if k.arg in {"message", "label"})]
        for value in given:
            yield from constants(value) if not isinstance(value, ast.Name) else named.get(value.id, ())


def names(tree: ast.Module) -> dict[str, list[str]]:
    """What a name may stand for, where a sentence was too long for the line that gives it."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).extend(constants(node.value))
    return found


def constants(value: ast.AST) -> Iterator[str]:
    """The one string, or both arms of a conditional."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    if isinstance(value, ast.IfExp):
        yield from constants(value.body)
        yield from constants(value.orelse)


def wanted(root: Path) -> dict[str, str]:
    """msgid → the first place that asks for it; a word's label is asked for where the word is declared."""
    found: dict[str, str] = {}
    for msgid, name in [*in_text(root, asked_by_a_page, ".html", ".txt", under=("templates",)), *in_code(root, asked)]:
        found.setdefault(msgid, name)
    return found


def asked_by_a_page(name: str, text: str) -> Iterator[tuple[str, str]]:
    yield from ((msgid, name) for msgid in of_a_template(text))


def asked(name: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    yield from ((msgid, name) for msgid in (*of_a_module(tree), *labels(tree)))


def labels(tree: ast.Module) -> Iterator[str]:
    """The phrase of each word of an enumeration, given or read from its value."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or not {ast.unparse(base) for base in node.bases} & {"Word", "StrEnum"}:
            continue
        for line in node.body:
            if isinstance(line, ast.Assign):
                value = ast.literal_eval(line.value) if not isinstance(line.value, ast.Call) else ""
                yield from own_label(value, "Word" in {ast.unparse(base) for base in node.bases})


def own_label(value: str | tuple[str, ...], is_word: bool) -> Iterator[str]:
    if isinstance(value, tuple):
        yield value[1]
    elif value and is_word:
        yield value.replace("_", " ").capitalize()


def translations(root: Path) -> list[str]:
    page = root / CATALOGUE
    catalogue = catalogued(page.read_text() if page.exists() else "")
    plurals = {entry.plural for entry in catalogue.values() if entry.plural}
    missing = [
        f"{place}: no Chinese for {msgid!r}"
        for msgid, place in wanted(root).items()
        if msgid not in catalogue.keys() | plurals
    ]
    spoken = in_text(root, untranslatable, ".html", ".txt", under=("templates",))
    return [*missing, *incomplete(catalogue), *spoken]


@cache
def catalogued(text: str) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in entries(text)}


def incomplete(catalogue: dict[str, Entry]) -> list[str]:
    found = []
    for entry in catalogue.values():
        if entry.fuzzy or not entry.strings or not all(entry.strings):
            found.append(f"{CATALOGUE}: {entry.msgid!r} is guessed or empty")
        given = set(PLACES.findall(entry.msgid)) | set(PLACES.findall(entry.plural))
        if any(set(PLACES.findall(words)) - given for words in entry.strings):
            found.append(f"{CATALOGUE}: {entry.msgid!r} is translated with a place that is not filled")
        if any(given - set(PLACES.findall(words)) for words in entry.strings):
            found.append(f"{CATALOGUE}: {entry.msgid!r} loses a figure in translation")
    return found


def untranslatable(name: str, text: str) -> Iterator[str]:
    """Chinese written into a screen could never be read in English; paper is for Chinese customers."""
    if "documents" not in name.split("/") and name not in BOTH_LANGUAGES:
        for number, line in enumerate(COMMENT.sub("", text).splitlines(), 1):
            if CHINESE.search(IN_ITS_OWN_LANGUAGE.sub("", line)):
                yield f"{name}:{number}: Chinese outside the catalogue: {line.strip()[:60]}"
