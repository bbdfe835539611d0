"""The grounds for not accepting a matter (regulation.toml, ``[[ground]]``), the office's wording laid over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from jiefang_tui.terms import RefusalGround

Problem = Callable[[str, str, str], None]
"""(key, what is expected, what is used instead)"""


class Ground(NamedTuple):
    """Why a matter is not, or no longer, accepted."""

    code: RefusalGround
    label: str
    article: str
    """Of the Regulation."""
    says: str
    """What the notice tells the petitioner."""
    source: str = ""
    """Where the ground stands when the Regulation itself does not have it (provincial law)."""
    is_routed: bool = False
    """Guided to a statutory way (Art. 31) instead of refused."""
    is_off: bool = False
    """Not to be chosen here: 越级走访 at a township, the lowest level there is; what binds only the level above."""

    article_above: str = ""
    """The same of a matter that a higher level sent, where another paragraph is meant."""

    def of_matter(self, *, is_from_above: bool) -> Ground:
        """The ground as it is cited of such a matter."""
        return self._replace(article=self.article_above) if is_from_above and self.article_above else self

    @property
    def basis(self) -> str:
        """What is cited for it: the article of the Regulation, or the provincial text that alone has the ground."""
        return self.source or f"信访工作条例{self.article}"

    @property
    def short_basis(self) -> str:
        """The same for the desk's own lines, where an article is the Regulation's."""
        return self.source or self.article

    @property
    def is_offered(self) -> bool:
        """Whether a matter may be refused on it here."""
        return not self.is_routed and not self.is_off


def read_grounds(
    shipped: Iterable[Mapping[str, Any]], own: Iterable[Mapping[str, Any]], problem: Problem
) -> dict[RefusalGround, Ground]:
    """The shipped grounds in order; `own` may reword label and says and switch one on or off, anything else of it is
    told to `problem`. A ground that is not the Regulation's is switched on only with the local text it stands in.
    """
    grounds = {}
    for entry in shipped:
        code = RefusalGround(entry["code"])
        grounds[code] = Ground(
            code,
            entry["label"],
            entry["article"],
            entry["says"],
            entry.get("source", ""),
            entry.get("routed", False),
            entry.get("off", False),
            entry.get("article_above", ""),
        )
    shipped_sources = {code: ground.source for code, ground in grounds.items()}
    for entry in own:
        typed = entry.get("code")
        if typed not in [str(code) for code in RefusalGround]:
            problem(f"ground.{typed}", "code 应为已有的理由之一", "这一条不采用")
            continue
        code = RefusalGround(str(typed))
        local = ("source",) if grounds[code].source else ()
        for key in ("label", "says", *local):
            if key not in entry:
                continue
            if not isinstance(entry[key], str) or not entry[key].strip():
                problem(f"ground.{code}.{key}", "应为非空的文字", "现用原来的文字")
                continue
            grounds[code] = grounds[code]._replace(**{key: entry[key].strip()})
        if entry.get("off") is False and local and grounds[code].source == shipped_sources[code]:
            problem(f"ground.{code}.source", "应写明本地哪部信访条例第几条，才能用这个理由", "这一条不列出来选")
        elif isinstance(entry.get("off", False), bool):
            grounds[code] = grounds[code]._replace(is_off=entry.get("off", grounds[code].is_off))
        else:
            problem(f"ground.{code}.off", "应为 true 或者 false", "这一项不采用")
    return grounds
