"""`python -m tests.architecture [law …]`: where this tree breaks its laws, or some of them."""

import sys
from pathlib import Path

from tests.architecture.laws.every import LAWS

if __name__ == "__main__":
    here = Path.cwd()
    wanted = sys.argv[1:] or list(LAWS)
    found = {law: LAWS[law](here) for law in wanted}
    for law, sentences in found.items():
        print(f"{law}: {'kept' if not sentences else ''}", *sentences, sep="\n    ")
    sys.exit(any(found.values()))
