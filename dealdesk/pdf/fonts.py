"""Which font files documents are set in, and a private font configuration that knows no others."""

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from dealdesk.kernel.refusals import Refusal

FAMILY = "Noto Sans CJK SC"
# Where a font says to which family it belongs.
FAMILY_NAME_ID = 1
FILES = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
# For what the faces of text have no shape of. No style sheet names its family: digits would be set in it as well.
EMOJI = "NotoColorEmoji.ttf"
PLACES = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
    Path("/usr/local/share/fonts"),
)
EMOJI_PLACES = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/share/fonts/google-noto-color-emoji-fonts"),
    Path("/usr/local/share/fonts"),
)
# No font of the machine can slip in and change the bytes, and none can be read by a local() in a style sheet. Emoji are
# pictures of one size, and are as large as the text they stand in only where somebody says by how much to shrink them.
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="font"><test name="outline" compare="eq"><bool>false</bool></test>
<edit name="pixelsizefixupfactor" mode="assign">
<divide><name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide></edit>
<edit name="matrix" mode="assign"><times><name>matrix</name>
<matrix><name>pixelsizefixupfactor</name><double>0</double><double>0</double><name>pixelsizefixupfactor</name></matrix>
</times></edit>
<edit name="size" mode="assign"><divide><name>size</name><name>pixelsizefixupfactor</name></divide></edit></match>
</fontconfig>
"""


class FontsMissing(Refusal):
    """This machine cannot print Chinese."""

    def __init__(self) -> None:
        super().__init__("The Chinese fonts for documents are missing: install the package fonts-noto-cjk.")


def found() -> tuple[Path, ...]:
    """The font files in use, regular first; refuses a machine that has none."""
    for place in PLACES:
        if files := _all_in(place):
            return files
    for place in _listed():
        if files := _all_in(place):
            return files
    raise FontsMissing


def emoji() -> Path | None:
    """A machine without it prints all the rest, and names an emoji that it cannot draw."""
    return next((file for place in EMOJI_PLACES if (file := place / EMOJI).is_file()), None)


def all_found() -> tuple[Path, ...]:
    """The faces of text, and that of emoji where there is one."""
    last = emoji()
    return (*found(), last) if last else found()


def configured(folder: Path) -> Path:
    """A fontconfig file below the folder that knows our fonts alone; one home for each set of font files."""
    files = all_found()
    mark = hashlib.sha256("\n".join(f"{file}:{file.stat().st_size}" for file in files).encode()).hexdigest()[:12]
    home = folder / mark
    fonts, cache = home / "fonts", home / "cache"
    fonts.mkdir(parents=True, exist_ok=True)
    cache.mkdir(exist_ok=True)
    for file in files:
        if not (fonts / file.name).exists():
            _link(fonts / file.name, file)
    configuration = home / "fonts.conf"
    text = CONFIGURATION.format(fonts=escape(str(fonts)), cache=escape(str(cache)))
    if not configuration.exists() or configuration.read_text() != text:
        _write(configuration, text)
    return configuration


def _all_in(place: Path) -> tuple[Path, ...]:
    files = tuple(place / name for name in FILES)
    return files if all(file.is_file() for file in files) else ()


def _listed() -> list[Path]:
    """Folders where the machine's own font list knows the family."""
    try:
        # Wherever on the path fontconfig put it; nothing in the line comes from outside.
        answer = subprocess.run(  # noqa: S603
            ["fc-list", f":family={FAMILY}", "file"],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return sorted({Path(line.split(":")[0].strip()).parent for line in answer.stdout.splitlines() if line.strip()})


# Two workers may prepare the folder at the same moment: each makes its own and puts it in place in one step.
def _write(target: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=target.parent)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(draft, target)


def _link(target: Path, file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent.parent) as drafts:
        draft = Path(drafts) / target.name
        draft.symlink_to(file)
        os.replace(draft, target)
