"""Who somebody is on paper: resident ID numbers (GB 11643-1999), other documents, telephone numbers.

A number is never required and a doubtful phone never blocks (Regulation Art. 19 asks only for name and
address).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from jiefang_tui.rules.text import Parsed, cut, normalise, one_line, plain_name
from jiefang_tui.terms import IdDocument, Sex

ID_LENGTH = 18
OLDEST_AGE = 120
_PROVINCE = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]"
_PROVINCES = re.compile(f"{_PROVINCE}|71|8[1-3]|91|99")
"""First two digits of a resident ID; 99 is the invented area 999999 of samples and trials."""
_FOREIGN = re.compile(f"9(?:{_PROVINCE})")
"""A permanent resident card of a foreigner (since 2017): 9, the province, three digits of the country."""
_NOT_RULED = "只能是数字，末位可以是 X"


class IdNumber(NamedTuple):
    """What a resident ID number (居民身份证号) tells."""

    number: str
    """Eighteen characters, X upper-case; a 15-digit number is upgraded."""
    sex: Sex
    birth_date: date
    area_code: str
    """Six digits: where the number was given out, the home area at that time; empty for a foreigner's card."""
    age: int
    """Full years at the day of reading."""


def parse_full_name(text: str) -> Parsed[str]:
    """The name of an officer (责任人, 领导) not yet written down: two Chinese characters or more, no digit.

    Pieces of a name, initials and a date typed in the wrong field would otherwise fill the register of officers.
    """
    name = plain_name(text)
    if not name:
        return Parsed(None)
    letters = sum(char.isalpha() and not char.isascii() for char in name)
    if letters < 2 or any(char.isdigit() for char in name):
        return Parsed(None, error=f"请写全姓名：「{cut(name, 16, '..')}」不是完整的姓名。")
    return Parsed(name)


_POST = re.compile(
    r"([一-鿿·]{2,4}?)((?:[县市区镇乡村街道]{0,2}(?:党委|党组|政府|人大|政协|纪委|武装部)?)?(?:常务)?副?"
    r"(?:书记|镇长|乡长|县长|区长|主席|主任|委员|部长|局长|所长|站长|科长))"
)


def name_and_post(text: str) -> tuple[str, str]:
    """``张建军副镇长`` as name and post; the post is empty where the text ends in none."""
    found = _POST.fullmatch(re.sub(r"[\s,，、]", "", text))
    return (found[1], found[2]) if found else (text.strip(), "")


def age_on(birth_date: date, day: date) -> int:
    """Full years of age on `day`."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def upgrade_id(number15: str) -> str:
    """The 18-digit form of a 15-digit number: ``19`` before the year, and the check digit."""
    body = number15[:6] + "19" + number15[6:]
    return body + _check_digit(body)


def parse_id(text: str, today: date) -> Parsed[IdNumber]:
    """Read a resident ID number as far as it is typed; a 15-digit one is taken with a warning (domain §5.1).

    The error of a half-typed number says how many digits are missing, so it can be shown while typing.
    """
    number = re.sub(r"[\s\-.]", "", normalise(text)).upper()
    if not number:
        return Parsed(None)
    if not re.fullmatch(r"[0-9]{1,17}|[0-9]{17,}X?", number):
        return Parsed(None, error=f"身份证号{_NOT_RULED}。")
    if len(number) > ID_LENGTH:
        return Parsed(None, error=f"身份证号多了 {len(number) - ID_LENGTH} 位。")
    cut_short = _cut_short(number, today)
    if cut_short is not None:
        old = age_on(_old_birth(number), today)
        error = (
            f"身份证号还差 3 位({cut_short.year} 年生，{age_on(cut_short, today)}岁)；不像是 {old}岁的人的 15 位旧号。"
        )
        return Parsed(None, hint="还差 3 位", error=error)
    if len(number) == 15 and _birth("19" + number[6:12]):
        read = _read(upgrade_id(number), today)
        warning = "15 位旧号已补成 18 位，请与本人核对；" + (read.warning or "新证都是 18 位。")
        return Parsed(read.value, read.hint, read.error, "" if read.error else warning)
    if len(number) >= 14 and not (birth := _birth(number[6:14])):
        shown = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        return Parsed(None, error=f"出生日期 {shown} 不存在，请核对号码。")
    if len(number) < ID_LENGTH:
        missing = ID_LENGTH - len(number)
        return Parsed(None, hint=f"还差 {missing} 位", error=f"身份证号还差 {missing} 位。")
    assert birth is not None
    if _check_digit(number[:17]) != number[17]:
        return Parsed(None, error="身份证号的校验位不对，请逐位核对。")
    return _read(number, today)


def _cut_short(number: str, today: date) -> date | None:
    """The birth date in fifteen digits that are the beginning of eighteen, and no old number but of somebody of 100.

    999999200503150: of 2005, or an old number of 1920. Fifteen digits were given out until 1999.
    """
    if len(number) != 15 or number[6:8] not in ("19", "20"):
        return None
    birth, old = _birth(number[6:14]), _birth("19" + number[6:12])
    return birth if birth and old and birth <= today and age_on(old, today) >= 100 else None


def _old_birth(number15: str) -> date:
    birth = _birth("19" + number15[6:12])
    assert birth is not None
    return birth


def _check_digit(body: str) -> str:
    """Check digit of the first seventeen digits."""
    from stdnum.cn.ric import calc_check_digit

    return str(calc_check_digit(body + "0"))


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _read(number: str, today: date) -> Parsed[IdNumber]:
    birth = _birth(number[6:14])
    assert birth is not None
    if birth > today:
        return Parsed(None, error=f"出生日期 {birth} 晚于今天，请核对号码。")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    age = age_on(birth, today)
    warning = ""
    if age > OLDEST_AGE:
        warning = f"按号码算已 {age} 岁，请核对。"
    elif not _PROVINCES.match(number) and not _FOREIGN.match(number):
        warning = f"号码开头的地区代码 {number[:6]} 不认识，请核对。"
    # A foreigner's card names no home area.
    area = "" if _FOREIGN.match(number) and not _PROVINCES.match(number) else number[:6]
    value = IdNumber(number, sex, birth, area, age)
    return Parsed(value, hint=f"{sex.label} {age}岁", warning=warning)


def parse_optional_id(text: str, today: date) -> Parsed[IdNumber | str]:
    """As `parse_id`, of a field that may be left empty: a doubtful number is kept as typed, with a warning."""
    parsed = parse_id(text, today)
    if not parsed.error:
        return Parsed(parsed.value, parsed.hint, warning=parsed.warning)
    # While the number is typed the short form fits beside the field, so that no row moves.
    warning = parsed.hint or f"{parsed.error.rstrip('。')}；先照样记下，待核。"
    return Parsed(one_line(normalise(text)).upper()[:40], warning=warning)


def is_doubtful_id(number: str, kind: IdDocument, today: date) -> bool:
    """Whether what is kept as a resident ID number cannot be one."""
    return bool(number) and kind is IdDocument.RESIDENT and not parse_id(number, today).ok


def is_whole_document(number: str) -> bool:
    """Whether a number says who somebody is: not a few digits, nor words such as 没带."""
    return len(re.findall("[0-9A-Z]", number.upper())) >= 6


def parse_other_document(text: str, kind: IdDocument = IdDocument.OTHER) -> Parsed[str]:
    """A passport, military, residence or other document: only its signs and length are looked at.

    A doubtful number is kept as typed (at most 40 characters), with a warning.
    """
    number = re.sub(r"\s", "", normalise(text)).upper()
    if not number:
        return Parsed(None)
    if not re.fullmatch(r"[0-9A-Z一-鿿()\-/.]+", number):
        return Parsed(number[:40], warning="证件号码一般只有字母、数字、汉字和括号、横线，先照样记下，待核。")
    if len(number) > 40:
        return Parsed(number[:40], warning="证件号码太长，只记下前 40 位，请核对。")
    warning = ""
    if kind is IdDocument.PASSPORT and not re.fullmatch(r"[A-Z0-9]{6,12}", number):
        warning = "护照号码一般是 6 至 12 位字母和数字，请核对。"
    elif len(number) < 4:
        warning = "证件号码只有几位，请核对。"
    return Parsed(number, warning=warning)


def parse_phone(text: str, area_code: str = "") -> Parsed[str]:
    """A telephone number, kept in one form: ``13800001234``, ``0550-3041234``, ``0550-3041234-801``.

    `area_code` (``0550``) goes before a local number. A doubtful number is kept as typed, with a warning.
    """
    plain = normalise(text)
    if not plain:
        return Parsed(None)
    several = _several_phones(plain, area_code)
    if several:
        return several
    digits = re.sub(r"[\s()]", "", plain)
    bare = re.sub(r"^(\+86|0086|86(?=1[3-9]\d{9}$))", "", digits.replace("-", ""))
    if re.fullmatch(r"1[3-9]\d{9}", bare):
        return Parsed(bare, hint="手机")
    landline = _landline(re.sub(r"^(\+86|0086)-?", "", digits), area_code)
    if landline:
        return Parsed(landline, hint="座机")
    if re.fullmatch(r"1[3-9]\d*", bare):
        off = 11 - len(bare)
        return Parsed(bare[:60], warning=f"手机号还差 {off} 位。" if off > 0 else f"手机号多了 {-off} 位。")
    return Parsed(plain[:60], warning="这个电话号码不像手机也不像座机，请核对。")


_NUMBERS = re.compile(
    r"(?<![0-9])(?:(?:\+?86|0086)[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])\(?0[0-9]{2,3}\)?[- ]?[1-9][0-9]{6,7}(?:-[0-9]{1,6})?(?![0-9])"
    r"|(?<![0-9-])[2-9][0-9]{6,7}(?![0-9-])"
)
_NO_WORDS = ("或", "或者", "和", "及", "tel", "电话", "手机", "手机号", "联系电话", "座机")
"""Beside a number these say nothing about it."""
_SIDE_SIGNS = " ,;/:.()[]\"'-"


def phones_in(text: str) -> list[str]:
    """The telephone numbers in a text, each in one form."""
    return [parse_phone(found[0]).value or found[0] for found in _NUMBERS.finditer(normalise(text))]


def _several_phones(plain: str, area_code: str) -> Parsed[str] | None:
    """Two numbers in one field, or a number with a word beside it: ``13800001234(儿子)、0550-3041234``."""
    found = list(_NUMBERS.finditer(plain))
    if not found:
        return None
    ends = [0, *(one.end() for one in found)]
    starts = [*(one.start() for one in found), len(plain)]
    words = [plain[end:start].strip(_SIDE_SIGNS) for end, start in zip(ends, starts, strict=True)]
    words = ["" if word.lower() in _NO_WORDS else word for word in words]
    whole = plain[ends[0] : starts[0]] + plain[ends[-1] :]
    if any(re.search("[0-9+]", word) for word in words) or (len(found) == 1 and not any(words) and not whole.strip()):
        return None
    # A word belongs to the number before it, unless the first one stands before the first number.
    beside = words[:-1] if words[0] else words[1:]
    if words[0] and words[-1]:
        beside[-1] = f"{beside[-1]} {words[-1]}".strip()
    numbers = [parse_phone(one[0], area_code).value or one[0] for one in found]
    kept = "、".join(f"{number}({word})" if word else number for number, word in zip(numbers, beside, strict=True))
    hint = f"{len(numbers)} 个号码" if len(numbers) > 1 else "手机" if numbers[0].startswith("1") else "座机"
    if len(kept) > 60:
        return None
    return Parsed(kept, hint=hint)


def _landline(digits: str, area_code: str) -> str:
    match = re.fullmatch(r"(0(?:10|2\d|[3-9]\d\d))-?([1-9]\d{6,7})(-\d{1,6})?", digits)
    if not match and not digits.startswith("0"):
        match = re.fullmatch(r"()([2-9]\d{6,7})(-\d{1,6})?", digits)
    if not match:
        return ""
    code = match[1] or area_code
    return (f"{code}-" if code else "") + match[2] + (match[3] or "")
