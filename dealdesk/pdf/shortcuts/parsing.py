"""HTML that reads alike as XML is read as XML, by a parser in C; whatever might not is left to the patient one."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from weasyprint import tinyhtml5

SVG = "{http://www.w3.org/2000/svg}"
VOID = frozenset({"br", "col", "link", "meta"})
OPEN_VOID = re.compile(r"<(br|col|link|meta)\b([^<>]*?)/?>")
CLOSED = re.compile(r"<([^\s<>/]+)[^<>]*/>")
REFERENCE = re.compile(r"&[^\s;<]*;?")
# A tag as our templates write it: a value stands in double quotes, in one line, and holds no bracket; and no name says
# which space it is of. Whatever has a bracket and is none of these is the patient parser's.
TAG = re.compile(r'</?[a-zA-Z][a-zA-Z0-9]*(?:\s+(?!xmlns)[a-zA-Z][a-zA-Z0-9-]*="[^"<>\n\t]*")*\s*/?>')
BRACKET = re.compile(r"[<>]")
START = re.compile(r"<!DOCTYPE html>\s*(?=<html\b)", re.IGNORECASE)
END = re.compile(r"</html>(\s*)$")
KNOWN_REFERENCES = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x27;", "&#10;"})
# Comments, and whatever else is no element: so that nothing can be declared either, which XML would have to unfold.
OUTSIDE = ("<!", "<?", "\r")
WORDS = frozenset({"b", "br", "code", "del", "em", "i", "ins", "small", "span", "strong", "sub", "sup", "u"})
SHAPES = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect"})
DRAWN = SHAPES | {"desc", "g", "text", "title"}
BLOCKS = frozenset(
    {"article", "div", "footer", "h1", "h2", "h3", "h4", "header", "main", "ol", "p", "section", "table", "ul"}
)
FLOW = WORDS | BLOCKS | {"svg"}
ROWS = frozenset({"tr"})
# What may stand in what, so that an HTML parser neither closes, adds nor moves anything.
INSIDE = (
    dict.fromkeys(WORDS - VOID | {"h1", "h2", "h3", "h4", "p"}, WORDS | {"svg"})
    | dict.fromkeys(("article", "body", "div", "footer", "header", "li", "main", "section", "td", "th"), FLOW)
    | dict.fromkeys(("tbody", "tfoot", "thead"), ROWS)
    | dict.fromkeys(("ol", "ul"), frozenset({"li"}))
    | dict.fromkeys(("g", "svg"), DRAWN)
    | dict.fromkeys(SHAPES | VOID | {"desc", "text", "title"}, frozenset[str]())
    | {
        "html": frozenset({"body", "head"}),
        "head": frozenset({"link", "meta", "title"}),
        "table": frozenset({"colgroup", "tbody", "tfoot", "thead"}),
        "colgroup": frozenset({"col"}),
        "tr": frozenset({"td", "th"}),
    }
)
# Text here would be moved elsewhere.
WORDLESS = frozenset({"colgroup", "head", "html", "table", "tbody", "tfoot", "thead", "tr"})
NAME = re.compile(r"[a-z][a-z0-9-]*").fullmatch
# An HTML parser writes these in two cases; the one of them that ours have is written so already.
TWO_CASES = frozenset(tinyhtml5.constants.adjust_svg_attributes)
VIEW = "viewBox"
BLANK = " \t\n\f"


def tree(html: str) -> Element | None:
    """The tree that tinyhtml5 makes of a document, or None where it is not certain to be the same."""
    start, end = START.match(html), END.search(html)
    if start is None or end is None:
        return None
    markup = html[start.end() :]
    if any(mark in markup for mark in OUTSIDE) or BRACKET.search(TAG.sub("", markup)):
        return None
    if not (set(REFERENCE.findall(markup)) <= KNOWN_REFERENCES and set(CLOSED.findall(markup)) <= VOID | SHAPES):
        return None
    try:
        root = ElementTree.fromstring(OPEN_VOID.sub(r"<\1\2/>", markup))  # noqa: S314 # nothing is declared in it
    except (ElementTree.ParseError, UnicodeEncodeError):
        return None
    if [child.tag for child in root] != ["head", "body"] or not _reads_alike(root):
        return None
    _place(root, end[1])
    return root


def _reads_alike(root: Element) -> bool:
    for element in root.iter():
        inside = INSIDE.get(element.tag)
        if inside is None or (element.tag in WORDLESS and (element.text or "").strip(BLANK)):
            return False
        if not all(_stays(name, element.tag) for name in element.attrib):
            return False
        for child in element:
            if child.tag not in inside or (element.tag in WORDLESS and (child.tail or "").strip(BLANK)):
                return False
    return True


def _stays(name: str, tag: str) -> bool:
    """Whether an attribute keeps its name."""
    return (NAME(name) is not None and name not in TWO_CASES) or (name == VIEW and tag == "svg")


def _place(root: Element, after: str) -> None:
    """Where an HTML parser puts the blanks around head and body, and which space the names of drawings are in."""
    root.text = None
    body = root[1]
    rest = (body.tail or "") + after
    body.tail = None
    if len(body):
        body[-1].tail = (body[-1].tail or "") + rest or None
    else:
        body.text = (body.text or "") + rest or None
    for drawing in list(root.iter("svg")):
        for element in drawing.iter():
            element.tag = SVG + element.tag


def parse(original: Callable[..., Any]) -> Callable[..., Any]:
    """As WeasyPrint asks for the tree of a text; asked in another way, or for another text, tinyhtml5 answers."""

    def parsed(document: Any, namespace_html_elements: bool = True, **options: Any) -> Any:
        if isinstance(document, StringIO) and not namespace_html_elements and not options:
            root = tree(document.read())
            if root is not None:
                return root
            document.seek(0)
        return original(document, namespace_html_elements, **options)

    return parsed
