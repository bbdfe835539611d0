"""Whose name is meant: whether a person told of in free words is a given officer (Regulation Art. 28(3)). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.written_twice import SIMPLE

_BETWEEN = re.compile(r"[,，、;；:：。.()（）\[\]【】<>《》/|+&\n]|和|与|及")
_SHORTEST_POST = 2
_UNIT = re.compile(r"(?:[所站办村委局会组队室院部处科厅府区镇乡县]|中心|公司)$")
_LEADING = ("长", "书记", "主任", "主席", "负责人")
_BEFORE = re.compile(r"(?:本|我|们|原|前|现|任|副|第一|党|村|社区|镇|乡|街道)*")
"""What may stand before a post without making it another one: 村主任 is what the village's 主任 is called."""
_VISITOR = "信访人|来访人|上访人|反映人|当事人|村民|居民|群众|户主"
_THEIRS = "一家|家里|家属|家人|家|本人|一户|户|等人|等|夫妇|夫妻|父子|父女|母子|母女|同志|先生|女士"
"""Words beside a visitor's name that still mean the visitor."""


def _plain(text: str) -> str:
    """Names are compared as they are written simply: 李強 is 李强."""
    return fold(text).translate(SIMPLE)


# -- persons


def names_person(words: str, name: str) -> bool:
    """Whether free words such as 村主任王二、李四(会计) name the officer called `name`.

    A name may stand with a post before or after it (two characters at least, so that 王芳 is not found in 王芳华).
    """
    wanted = _plain(name)
    if not wanted:
        return False
    # A name itself may hold one of the dividing characters (和, 与): the whole is looked at as well.
    return any(_is_named(_plain(part), wanted) for part in (words, *_BETWEEN.split(words), *words.split()))


def _is_named(part: str, wanted: str) -> bool:
    rest = len(part) - len(wanted)
    if not (part.startswith(wanted) or part.endswith(wanted)):
        return False
    return rest == 0 or rest >= _SHORTEST_POST


def is_same_person(text: str, other: str) -> bool:
    """Whether one of two free texts is a name that the other names: 李强 and 村主任李强; 司法所 is no name."""
    return any(
        names_person(words, name) for words, name in ((text, other), (other, text)) if not _UNIT.search(_plain(name))
    )


def names_visitor(words: str, name: str) -> bool:
    """Whether words name somebody who came: 王建, 信访人王建, 王建家; of a name of one character 乙家 and not 乙方."""
    wanted = fold(name)
    if len(wanted) > 1 and names_person(words, name):
        return True
    theirs = re.compile(rf"(?:{_VISITOR})*{re.escape(wanted)}(?:{_THEIRS})*")
    return bool(wanted) and any(theirs.fullmatch(fold(part)) for part in _parts((words,)))


def names_by_post(words: str, name: str, post: str) -> bool:
    """Whether free words mean an officer by surname and post: 王镇长, 李主任, 张所.

    王镇长 is said to a 副镇长 as well. Of an officer whose post nobody wrote down the surname is enough.
    """
    return any(_is_by_post(_plain(part), _plain(name), _plain(post)) for part in _parts((words,)))


def _is_by_post(part: str, name: str, post: str) -> bool:
    for length in (1, 2):
        said = part.removeprefix(name[:length])
        if len(name) > length and said != part and said and _holds(post, said, without_post=True):
            return True
    return False


def _holds(post: str, said: str, *, without_post: bool = False) -> bool:
    if not post:
        return without_post and said.endswith(_LEADING)
    whole = said if len(said) >= _SHORTEST_POST else said + "长"
    posts = [one for one in re.split(r"[、,;/]|兼", post) if one]
    return any(
        one.endswith(whole) or (whole.endswith(one) and _BEFORE.fullmatch(whole.removesuffix(one))) for one in posts
    )


def names_vaguely(words: str, name: str) -> bool:
    """Whether words such as 小李, 老李, 李某, 姓李的 can mean who is called `name`."""
    surnames = {_plain(name)[:1], _plain(name)[:2]} if len(_plain(name)) > 2 else {_plain(name)[:1]}
    said = "|".join(rf"[小老]{re.escape(one)}|{re.escape(one)}某+|姓{re.escape(one)}的?" for one in surnames if one)
    return bool(said) and any(re.fullmatch(rf".{{0,8}}?(?:{said})", _plain(part)) for part in _parts((words,)))


def names_post(words: str, post: str) -> bool:
    """Whether words that name nobody mean who has this post: 所长, 自然资源所所长, 一把手 is nobody's."""
    posts = [_plain(one) for one in re.split(r"[、,;/]|兼", post) if _plain(one)]
    return any(_plain(part).endswith(one) for part in _parts((words,)) for one in posts)


def is_of_unit(told: str, unit: str) -> bool:
    """Whether words about the unit complained of (or of a person with it) name this one."""
    told, unit = _plain(told), _plain(unit)
    return bool(unit) and (unit in told or (len(told) > _SHORTEST_POST and told in unit))


def may_be_of(told: str, unit: str) -> bool:
    """Whether words about a unit may mean this one: they share two characters that stand side by side."""
    told, unit = fold(told), fold(unit)
    return any(told[at : at + 2] in unit for at in range(len(told) - 1))


def _parts(words: Iterable[str]) -> Iterator[str]:
    """The whole of each text, since a name may hold a dividing character, and its parts."""
    for text in words:
        yield from dict.fromkeys(part for part in (text, *_BETWEEN.split(text)) if fold(part))
