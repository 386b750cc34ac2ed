"""Several files as one package: each under its own name, and a list of what is not in it."""

import unicodedata
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# What no file may be called by on one system or another, as a look-alike that every one takes.
LOOKALIKES = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
# Controls, and marks that say which way the text runs.
UNSEEN = frozenset({"Cc", "Cf"})


def packed(files: Mapping[str, bytes], missing: tuple[str, ...], called: str) -> bytes:
    """The same files give the same bytes: PDFs are not squeezed again, and nothing is dated. `missing` are the lines of
    a text of that name, for what did not leave; there is none where everything did."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        for name, content in files.items():
            package.writestr(ZipInfo(_safe(name)), content)
        if missing:
            package.writestr(ZipInfo(_safe(called)), "\ufeff" + "\r\n".join(missing) + "\r\n")
    return out.getvalue()


def _safe(name: str) -> str:
    """No part of a name is a folder to whoever unpacks it, and none is hidden or turned round."""
    shown = (char for char in name.translate(LOOKALIKES) if unicodedata.category(char) not in UNSEEN)
    return "".join(shown).strip(". ")
