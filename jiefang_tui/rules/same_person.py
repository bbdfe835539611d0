"""系同一人: who a visitor may be. A ladder of three rungs, and a person decides (domain §1.5).

Exact ID number is strong, name and phone medium, name and village weak; the name alone is only mentioned. Two
different ID numbers are two people, whatever else agrees. A recorded "not the same" is never proposed again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jiefang_tui.rules.text import fold
from jiefang_tui.rules.typed.identity import parse_phone, phones_in, upgrade_id
from jiefang_tui.terms import Term


class Sameness(Term):
    """Why somebody is proposed, the surest first."""

    ID = "id", "身份证号相同"
    NAME_PHONE = "name_phone", "姓名、电话相同"
    NAME_VILLAGE = "name_village", "姓名、村相同"
    PHONE = "phone", "电话相同"
    NAME = "name", "仅姓名相同"
    NAME_BEGINS = "name_begins", "姓名开头相同"
    OTHER_ID = "other_id", "姓名相同，证号不同"

    @property
    def rank(self) -> int:
        """The higher, the surer; from 1."""
        return len(Sameness) - list(Sameness).index(self)


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


def _phones(text: str) -> set[str]:
    """Digits that tell phones apart, of each in the text: the mobile number, or the local part of a landline."""
    found = set()
    for number in phones_in(text) or [parse_phone(text).value or ""]:
        digits = re.sub(r"\D", "", number)
        if len(digits) >= 7:
            found.add(digits if digits.startswith("1") else digits[-7:])
    return found


# What stands before a village: not the 市 of 市头村, nor that of 示例镇市头村, nor the 镇 of 新镇村.
_ABOVE_TOWN = re.compile(r"^(?:[^村]+?省)?(?:[^村镇乡]+?[县区市](?=[^村组队号0-9].))+")
_TOWN = re.compile(r"^[^村]+?[镇乡](?=[^村组队号0-9].)")


def village_of(address: str, villages: Collection[str] = ()) -> str:
    """``章湾`` out of 示例县示例镇章湾村三组, 章湾村 or 章湾3组; empty when there is none.

    `villages` are the names this office knows; one of them found in the address decides. Names that lead to one key
    are one village, which is called by the first.
    """
    plain = fold(address)
    if not plain:
        return ""
    stems = {fold(name).removesuffix("村"): name for name in villages}
    known = max((stem for stem in stems if len(stem) >= 2 and stem in plain), key=len, default="")
    if known:
        if isinstance(villages, Mapping):
            known = next(stem for stem, name in stems.items() if villages[name] == villages[stems[known]])
        return known
    plain = _ABOVE_TOWN.sub("", plain)
    plain = _TOWN.sub("", plain)
    match = re.match(r"([^村0-9]{1,10}?)(?:行政村|社区|居委会|村委会|村)", plain)
    if match:
        return match[1]
    match = re.match(r"([^\d]{2,10}?)(?:[0-9一二三四五六七八九十]+(?:组|队|号|栋).*)$", plain)
    if match:
        return match[1]
    return plain if re.fullmatch(r"\D{2,6}", plain) else ""


def _same_village(typed: Person, other: Person, villages: Collection[str]) -> bool:
    if len(typed.area_code) == 12 and typed.area_code == other.area_code:
        return True
    village = village_of(typed.address, villages)
    return bool(village) and village == village_of(other.address, villages)


def same_person(typed: Person, candidate: Person, villages: Collection[str] = ()) -> Sameness | None:
    """Why the typed visitor may be `candidate`, by the highest rung that holds; None when nothing speaks for it."""
    mine, theirs = _id(typed.id_no), _id(candidate.id_no)
    if mine and mine == theirs:
        return Sameness.ID
    name, other_name = fold(typed.name), fold(candidate.name)
    same_phone = bool(_phones(typed.phone) & _phones(candidate.phone))
    if not name or name != other_name:
        if same_phone:
            return Sameness.PHONE
        return Sameness.NAME_BEGINS if len(name) >= 2 and other_name.startswith(name) else None
    if mine and theirs:
        return Sameness.OTHER_ID
    if same_phone:
        return Sameness.NAME_PHONE
    return Sameness.NAME_VILLAGE if _same_village(typed, candidate, villages) else Sameness.NAME
