"""What a browser makes of a page: its forms with what is filled in, and the sentences that say what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import HTMLParser

Values = dict[str, list[str]]
WRONG = ("error", "alert", "why", "wrong")


@dataclass
class Form:
    action: str
    method: str
    values: Values = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


@dataclass
class _Select:
    name: str
    multiple: bool
    first: Mapping[str, str] | None = None
    chosen: bool = False


class Page:
    """One page, read once: by a parser in C, for the pages are long and many, that tells of each tag and each text."""

    def __init__(self, text: str) -> None:
        self.forms: list[Form] = []
        self.sentences: list[str] = []
        self.filled: Values = {}
        # Names a person cannot type into: what the page carries along, and the buttons.
        self.carried: set[str] = set()
        # Field → what stands beside it where it is marked as wrong.
        self.wrong: dict[str, str] = {}
        self._described: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._open: list[tuple[str, bool, str]] = []
        self._text: list[str] = []
        self._select: _Select | None = None
        self._area = ""
        self._by_id: dict[str, Form] = {}
        parser = HTMLParser(target=self, huge_tree=True)
        parser.feed(text)
        parser.close()
        for name, ids in self._described.items():
            if words := " ".join(word for one in ids.split() for word in self._words.get(one, [])):
                self.wrong[name] = words

    def form(self, url: str, own: str, typed: set[str]) -> Form | None:
        """The form that posts to a URL and has most of the fields; one without an action posts to its own page."""
        there = [form for form in self.forms if form.method == "post" and (form.action.split("#")[0] or own) == url]
        return max(there, key=lambda form: len(form.values.keys() & typed), default=None)

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        self._told()
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self._by_id[given.get("id", "")] = self.forms[-1]
        names = f"{given.get('class', '')} {given.get('role', '')} {given.get('id', '')}"
        self._open.append((tag, any(word in names for word in WRONG), given.get("id", "")))
        self._control(tag, given)

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        name = given.get("name", "")
        if given.get("aria-invalid") == "true":
            self._described[name] = given.get("aria-describedby", "")
        if name and (tag == "button" or given.get("type") in {"hidden", "submit"}):
            self.carried.add(name)
        if tag == "input" and name:
            kind, value = given.get("type", "text"), given.get("value", "")
            if kind in {"checkbox", "radio"}:
                if "checked" in given:
                    self._fill(name, value or "on", given)
            elif kind not in {"submit", "button", "file"}:
                self._fill(name, value, given)
        elif tag == "select":
            self._select = _Select(name, "multiple" in given)
        elif tag == "option" and self._select:
            self._select.first = self._select.first or given
            if "selected" in given:
                self._select.chosen = True
                self._fill(self._select.name, given.get("value", ""), given)
        elif tag == "textarea":
            self._area = name

    def _fill(self, name: str, value: str, given: Mapping[str, str]) -> None:
        self.filled.setdefault(name, []).append(value)
        form = self._by_id.get(given["form"]) if "form" in given else None
        inside = any(tag == "form" for tag, *_ in self._open)
        if form or (inside and self.forms):
            (form or self.forms[-1]).add(name, value)

    def data(self, text: str) -> None:
        self._text.append(text)

    def _told(self) -> None:
        """One text is told in pieces."""
        text, self._text = "".join(self._text).strip(), []
        if text and any(wrong for _, wrong, _ in self._open):
            self.sentences.append(text)
            for _, wrong, place in self._open:
                if wrong and place:
                    self._words.setdefault(place, []).append(text)

    def end(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # A browser drops the line break with which a text area opens.
            self._fill(self._area, "".join(self._text).removeprefix("\n"), {})
            self._area = ""
        self._told()
        if tag == "select" and self._select:
            # Where nothing is chosen, a browser shows and sends the first.
            if not self._select.chosen and not self._select.multiple and self._select.first:
                self._fill(self._select.name, self._select.first.get("value", ""), {})
            self._select = None
        self._open.pop()

    def close(self) -> None:
        self._told()
