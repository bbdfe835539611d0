"""系同一人: who a visitor may be. A ladder of three rungs, and a person decides (domain §1.5).

Exact ID number is strong, name and phone medium, name and village weak; the name alone is only mentioned. Two
different ID numbers are two people, whatever else agrees. A recorded "not the same" is never proposed again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

from jiefang_tui.rules.identity import parse_phone, upgrade_id
from jiefang_tui.rules.text import fold


class MatchLevel(IntEnum):
    """How sure a proposal is; higher is surer."""

    NONE = 0
    MENTION = 1
    WEAK = 2
    MEDIUM = 3
    STRONG = 4

    @property
    def label(self) -> str:
        """Why it is proposed, in Chinese."""
        return ("", "仅姓名相同", "姓名、村相同", "姓名、电话相同", "身份证号相同")[self]


@dataclass(frozen=True)
class Person:
    """What is typed of a visitor, or recorded of a petitioner (`petitioner_id` 0 when only typed)."""

    name: str = ""
    id_no: str = ""
    phone: str = ""
    address: str = ""
    area_code: str = ""
    petitioner_id: int = 0


def _id(number: str) -> str:
    """The 18-digit form, or empty for anything that is no whole resident ID."""
    number = fold(number).upper()
    if re.fullmatch(r"\d{15}", number):
        return upgrade_id(number)
    return number if re.fullmatch(r"\d{17}[\dX]", number) else ""


def _phone(number: str) -> str:
    """Digits that tell two phones apart: the mobile number, or the local part of a landline."""
    digits = re.sub(r"\D", "", parse_phone(number).value or "")
    if len(digits) < 7:
        return ""
    return digits if digits.startswith("1") else digits[-7:]


def village_of(address: str) -> str:
    """``章湾`` out of 示例县示例镇章湾村三组, 章湾村 or 章湾3组; empty when there is none."""
    plain = re.sub(r"^.*?[镇乡](?=.)", "", re.sub(r"^.*?[县区市](?=.)", "", fold(address)))
    match = re.match(r"([^村0-9]{1,10}?)(?:行政村|社区|居委会|村委会|村)", plain)
    if match:
        return match[1]
    match = re.match(r"([^\d]{2,10}?)(?:[0-9一二三四五六七八九十]+(?:组|队|号|栋).*)$", plain)
    return match[1] if match else plain if 2 <= len(plain) <= 6 else ""


def _same_village(typed: Person, other: Person) -> bool:
    if len(typed.area_code) == 12 and typed.area_code == other.area_code:
        return True
    village = village_of(typed.address)
    return bool(village) and village == village_of(other.address)


def match_level(typed: Person, candidate: Person) -> MatchLevel:
    """How likely the typed visitor is `candidate`."""
    mine, theirs = _id(typed.id_no), _id(candidate.id_no)
    if mine and mine == theirs:
        return MatchLevel.STRONG
    same_name = bool(fold(typed.name)) and fold(typed.name) == fold(candidate.name)
    if not same_name:
        return MatchLevel.NONE
    if mine and theirs:
        return MatchLevel.MENTION
    phone = _phone(typed.phone)
    if phone and phone == _phone(candidate.phone):
        return MatchLevel.MEDIUM
    if _same_village(typed, candidate):
        return MatchLevel.WEAK
    return MatchLevel.MENTION


def propose(
    typed: Person, candidates: Iterable[Person], not_same: Collection[int] = ()
) -> list[tuple[MatchLevel, Person]]:
    """The candidates this may be, surest first; those in `not_same` (petitioner ids) are left out."""
    found = []
    for candidate in candidates:
        if candidate.petitioner_id in not_same:
            continue
        level = match_level(typed, candidate)
        if level:
            found.append((level, candidate))
    found.sort(key=lambda pair: -pair[0])
    return found
