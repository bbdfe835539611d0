"""Who may sign a card: the signer outranks the addressee, by level first, then by rank within the level.

Rank and level are read out of the post (and the unit's name), because nobody keeps a register of ranks in a township.
The patterns are the office's to change (cards.toml); nothing in a regulation fixes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jiefang_tui.terms import LeaderLevel, Rank

RankPatterns = Mapping[Rank, Sequence[str]]
LevelPatterns = Mapping[LeaderLevel, Sequence[str]]

_RANKS = list(Rank)
_LEVELS = list(LeaderLevel)
_SEATS = ("人民政府", "政府", "党工委", "党委", "街道办事处")
_BETWEEN = re.compile(r"[、，,；;/\s]+|兼(?:任)?")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]?")
_AIDE = re.compile(r"(?:秘书(?!长)|助理|司机|联络员)")
"""Right behind a post: somebody who works for whoever holds it."""
_FORMER = re.compile(
    r"(?:原任|前任|曾任|退休|离任).*"
    r"|[原前]本?(?:[县区市镇乡村]|街道|社区)?(?:党委|党工委|党|人民政府|政府)?"
)
"""All that stands before a post which somebody has held. 原平 and 前进 are places."""
_VILLAGE = re.compile(
    r"(?:(?<!农)村|社区)(?:$|[民委党支总书主两组会妇第小])|居民?委"
    r"|[镇乡](?:人民政府|政府|党|人大|长)|街道(?:办|党|人大)"
)
"""A village, a community, a township: of no higher level, whatever its name begins with (县前村)."""
_ROAD_OR_TOWN = re.compile(r"道|派|城(?![管市乡镇建])")
"""Behind 县 or 省: a road (省道), the county town (县城), somebody sent down (县派驻); no office of that level."""
_OFFICE = re.compile(r"[局委厅办院部署会长联]|政府|人民|信访|中心|大队|支队|工作组|专班")
"""What an office of that level is called behind its 县 or 省."""


class Standing(NamedTuple):
    """Where somebody stands: level, then rank."""

    level: LeaderLevel
    rank: Rank

    @property
    def is_township_head(self) -> bool:
        """Nobody in the township outranks its head: reminders (提醒函) only."""
        return self == (LeaderLevel.TOWNSHIP, Rank.HEAD)


def rank_of(post: str, patterns: RankPatterns) -> Rank:
    """The rank a post tells of. Of several posts (副书记、镇长) the highest; of several patterns the longest.

    Where two patterns of one length fit, the lower rank: 副 is never overlooked. A post nothing fits is staff, and so
    is who works for its holder (党委书记秘书), and who has held it (原镇长). What stands in brackets does not count.
    """
    ranks = [_rank_of_one(part, patterns) for part in _BETWEEN.split(_BRACKETS.sub("", post)) if part]
    return min(ranks, key=_RANKS.index, default=Rank.STAFF)


def _rank_of_one(post: str, patterns: RankPatterns) -> Rank:
    fits = [
        (len(pattern), _RANKS.index(rank), pattern)
        for rank, words in patterns.items()
        for pattern in words
        if pattern and pattern in post
    ]
    if not fits:
        return Rank.STAFF
    _, rank_no, pattern = max(fits)
    before, _, behind = post.rpartition(pattern)
    return Rank.STAFF if _AIDE.match(behind) or _FORMER.fullmatch(before) else _RANKS[rank_no]


def is_seat(unit: str) -> bool:
    """Whether a unit is the government or the party committee of its place, and stands where its head does."""
    ending = next((one for one in _SEATS if unit.endswith(one)), "")
    place = unit.removesuffix(ending)
    return bool(ending) and not place.endswith(("村", "社区"))  # a village's party committee heads no township


def level_of(level: str, names: Iterable[str], patterns: LevelPatterns) -> LeaderLevel:
    """The level written down, or a higher one that a post or a unit's name begins with (县信访局)."""
    found = [LeaderLevel(level)]
    for name in names:
        found += [one for one, words in patterns.items() if any(_tells_level(name, word) for word in words)]
    return min(found, key=_LEVELS.index)


def _tells_level(name: str, word: str) -> bool:
    """Whether `name` begins with `word` as a word of its level; one character alone (县) may begin a place, too."""
    if not word or not name.startswith(word):
        return False
    behind = name.removeprefix(word)
    if len(word) > 1:
        return not _VILLAGE.search(behind)
    return not _VILLAGE.search(name) and not _ROAD_OR_TOWN.match(behind) and bool(_OFFICE.search(behind))


def outranks(signer: Standing, addressee: Standing) -> bool:
    """Whether `signer` stands above `addressee`: by level first, then by rank. Equals do not outrank each other."""
    return _sort_key(signer) < _sort_key(addressee)


def _sort_key(who: Standing) -> tuple[int, int]:
    return _LEVELS.index(who.level), _RANKS.index(who.rank)


def highest(standings: Iterable[Standing], default: Standing) -> Standing:
    """The highest of these: a unit stands where its head does."""
    return min(standings, key=_sort_key, default=default)
