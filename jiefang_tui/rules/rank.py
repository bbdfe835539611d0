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

    Where two patterns of one length fit, the lower rank: 副 is never overlooked. A post nothing fits is staff.
    """
    ranks = [_rank_of_one(part, patterns) for part in _BETWEEN.split(post) if part]
    return min(ranks, key=_RANKS.index, default=Rank.STAFF)


def _rank_of_one(post: str, patterns: RankPatterns) -> Rank:
    fits = [
        (len(pattern), _RANKS.index(rank))
        for rank, words in patterns.items()
        for pattern in words
        if pattern and pattern in post
    ]
    return _RANKS[max(fits)[1]] if fits else Rank.STAFF


def is_seat(unit: str) -> bool:
    """Whether a unit is the government or the party committee of its place, and stands where its head does."""
    ending = next((one for one in _SEATS if unit.endswith(one)), "")
    place = unit.removesuffix(ending)
    return bool(ending) and not place.endswith(("村", "社区"))  # a village's party committee heads no township


def level_of(level: str, names: Iterable[str], patterns: LevelPatterns) -> LeaderLevel:
    """The level written down, or a higher one that a post or a unit's name begins with (县信访局)."""
    found = [LeaderLevel(level)]
    for name in names:
        found += [one for one, words in patterns.items() if any(word and name.startswith(word) for word in words)]
    return min(found, key=_LEVELS.index)


def outranks(signer: Standing, addressee: Standing) -> bool:
    """Whether `signer` stands above `addressee`: by level first, then by rank. Equals do not outrank each other."""
    return _place(signer) < _place(addressee)


def _place(who: Standing) -> tuple[int, int]:
    return _LEVELS.index(who.level), _RANKS.index(who.rank)


def highest(standings: Iterable[Standing], default: Standing) -> Standing:
    """The highest of these: a unit stands where its head does."""
    return min(standings, key=_place, default=default)
