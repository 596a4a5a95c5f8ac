"""The pack that the guide for authors shows, each example in the file under whose heading it stands."""

import re
from collections import defaultdict
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
_PIECE = re.compile(r"^## (?P<file>\S+\.yaml)$|^```yaml\n(?P<text>.*?)^```", re.DOTALL | re.MULTILINE)


def pack_of_the_guide(folder: Path) -> Path:
    """Writes it into ``folder/guide``."""
    written: dict[str, str] = defaultdict(str)
    file = ""
    for piece in _PIECE.finditer(GUIDE.read_text(encoding="utf-8")):
        if piece["file"]:
            file = piece["file"].replace("*", "m1")
        else:
            written[file] += piece["text"]
    for name, text in written.items():
        place = folder / "guide" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder / "guide"
