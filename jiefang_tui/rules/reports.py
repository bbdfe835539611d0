"""Whether words sound like a report (检举控告, Regulation Art. 30), and where one may go. Pure; it only asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jiefang_tui.rules.kept_away import names_person
from jiefang_tui.rules.text import fold

Words = Mapping[str, Sequence[str]]
"""Lists of reports.toml by kind: ``report``, ``not_report``, ``cadre``, ``body``, ``money``."""

MEANT = ("cadre", "body", "money")


def sounds_like_report(texts: Iterable[str], person: str, unit: str, officers: Iterable[str], words: Words) -> bool:
    """Whether to ask if this is a report.

    Its words (`texts`) report something **and** mean a cadre, a party or public body, public money or one of the
    town's `officers` (also in `person` and `unit`, the 被反映人 and 被反映单位); or the named `person` is one of them.
    """
    named = [fold(name) for name in officers if len(fold(name)) > 1]
    if any(names_person(person, name) for name in named):
        return True
    said = fold("\n".join(texts))
    for harmless in words["not_report"]:
        said = said.replace(fold(harmless), "")
    if not any(fold(word) in said for word in words["report"]):
        return False
    about = said + fold(f"\n{person}\n{unit}")
    return any(fold(word) in about for kind in MEANT for word in words[kind]) or any(name in about for name in named)
