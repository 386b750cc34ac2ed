"""That a file keeps PDF/UA-1 as well as PDF/A-3a, where what WeasyPrint writes of its own accord keeps one alone."""

from collections.abc import Callable, Iterable
from typing import Any

# ISO 14289-1, 5: the identifier. ISO 19005-3, 6.6.2.3: whatever an archive file says beyond the words known to it is
# described in the file itself.
WORDS = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END = b"</rdf:RDF>"
OF_TABLES = frozenset({"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD"})


def accessible(written: Callable[..., bytes], *variant: object) -> bytes:
    """The metadata that would be written, with these words at its end."""
    return written(*variant).replace(END, WORDS + END)


def finished(pdf: Any) -> None:
    """Called before the file is written: its metadata can be read without unpacking it, as ISO 19005-3, 6.6.2.1 asks,
    and a table that no cell heads is told as parts one after another: it is laid out for the eye alone."""
    pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False
    told: list[Any] = [one for one in pdf.objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
    tables = _tables_around(told)
    headed = {tables[element.reference] for element in told if element["S"] == "/TH"}
    for element in told:
        if element["S"] in OF_TABLES and tables[element.reference] not in headed:
            element["S"] = "/Div"
            element.pop("A", None)


def _tables_around(elements: Iterable[Any]) -> dict[bytes, bytes | None]:
    """The innermost table that each element is in, by their references; whatever holds another comes before it."""
    found: dict[bytes, bytes | None] = {}
    for element in elements:
        found[element.reference] = element.reference if element["S"] == "/Table" else found.get(element["P"])
    return found
