"""Typed text: normalised, measured in terminal cells, masked, and what it means (`Parsed`). No field is known by name.

One parser per kind of field, ``parse_x(text, ...) -> Parsed[X]``. Parsers never raise; empty text gives
``Parsed(None)``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """The meaning of one field's text, as a parser sees it."""

    value: T | None
    """What is stored; None when the text is empty or wrong."""
    hint: str = ""
    """Short Chinese hint shown beside the field: ``集体访``, ``186,000 元``, ``女 58岁``."""
    error: str = ""
    """One Chinese sentence; the field may not be saved so."""
    warning: str = ""
    """One Chinese sentence, shown, never blocks."""
    is_rough: bool = False
    """Whether the words said less than the value does (``10余万`` as 100,000), so that they are kept beside it."""

    @property
    def ok(self) -> bool:
        """Whether the field may be saved as it stands (an empty field may)."""
        return not self.error


# Full-width digits, letters and spaces, as an input method types them.
_HALF = {0xFF10 + i: 0x30 + i for i in range(10)}
_HALF |= {0xFF21 + i: 0x41 + i for i in range(26)}
_HALF |= {0xFF41 + i: 0x61 + i for i in range(26)}
_HALF |= {0x3000: 0x20, 0xA0: 0x20, 0x2007: 0x20, 0x202F: 0x20, 0x09: 0x20}

# What NFKC leaves, but a structured field means as its ASCII sign.
_SIGNS = str.maketrans(
    {
        "。": ".", "、": ",", "—": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "―": "-", "·": ".", "•": ".",
        "【": "[", "】": "]", "〔": "[", "〕": "]", "’": "'", "‘": "'", "“": '"', "”": '"', "丶": ",",
    }
)  # fmt: skip
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
_KEPT_FORMAT = {0x200D}  # joins emoji
_ENCLOSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})


def _droppable(char: str) -> bool:
    if char == "\n" or ord(char) in _KEPT_FORMAT:
        return False
    return unicodedata.category(char) in _ENCLOSED_CATEGORIES


def _without_controls(text: str) -> str:
    """`text` without control and invisible format characters and lone surrogates; newlines stay."""
    if text.isprintable():
        return text
    return "".join(char for char in text if not _droppable(char))


def tidy(text: str) -> str:
    """Free Chinese text (names, 诉求) cleaned gently.

    Full-width digits, the points within them, letters and spaces become half-width, line ends become ``\\n``, control
    characters and lone surrogates (which no file can hold) go; Chinese punctuation and rare
    characters stay as typed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _WIDE_POINT.sub(".", _without_controls(text.translate(_HALF))).strip()


def normalise(text: str) -> str:
    """A structured field (number, date, amount, phone) in half-width: NFKC, ASCII signs, one line."""
    text = unicodedata.normalize("NFKC", tidy(text)).translate(_SIGNS)
    return " ".join(text.split())


def narrow(text: str) -> str:
    """A structured field as it stands once it was left: half-width digits and letters, and signs where all is ASCII."""
    if text.isascii():
        return text
    plain = normalise(text)
    return plain if plain.isascii() else text.translate(_HALF).strip()


def one_line(text: str) -> str:
    """`text` for a list: tidied, every run of spaces and line ends one space."""
    return " ".join(tidy(text).split())


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, lower case, no spaces, no middle dots within a name."""
    return without_dots("".join(unicodedata.normalize("NFKC", tidy(text)).casefold().split()))


MIDDLE_DOTS = "·•・･‧∙⋅﹒．."
"""The middle dots of names such as 阿依古丽·买买提, as input methods and other systems write them."""
# Patterns of wide classes are strings: `re` compiles each at its first use and keeps it, and a start pays for none.
_BETWEEN_CHARACTERS = rf"(?<=[^\x00-\x7f\s{MIDDLE_DOTS}])\s*[{MIDDLE_DOTS}]\s*(?=[^\x00-\x7f\s{MIDDLE_DOTS}])"
_WITHIN_NAME = r"(?<=[\u3400-\u9fff\U00020000-\U0003fffd·])\s+(?=[\u3400-\u9fff\U00020000-\U0003fffd·])"


def without_dots(text: str) -> str:
    """`text` without the middle dots that stand between two Chinese characters; 3.5 and J.S. keep theirs."""
    return text if text.isascii() else re.sub(_BETWEEN_CHARACTERS, "", text)


def plain_name(text: str) -> str:
    """A name as it is kept: one kind of middle dot, no blanks within Chinese (欧阳 文); Latin names keep theirs."""
    name = one_line(text)
    return name if name.isascii() else re.sub(_WITHIN_NAME, "", re.sub(_BETWEEN_CHARACTERS, "·", name))


def spellings_of_name(name: str) -> list[str]:
    """How a name may stand in rows written before names were kept in one form: with each dot, and without."""
    name = plain_name(name)
    if "·" not in name:
        return [name]
    return [name, *(name.replace("·", dot) for dot in (*MIDDLE_DOTS[1:], ""))]


_NAMES = r"[,，、;；/]+|\s+|(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff])"


_A_NAME = r"(?![零一二两三四五六七八九十百]+岁)[\u3400-\u9fff·\U00020000-\U0003fffd]{2,}"
"""Chinese characters that may be a name; 十一岁 behind one is its age."""


def split_names(text: str) -> list[str]:
    """The names in a text that holds several (``张三、李四``); a single name is alone, and so is what is no names."""
    whole = re.sub(_BETWEEN_CHARACTERS, "·", one_line(text))
    parts = [part for part in re.split(_NAMES, whole) if part]
    names = all(re.fullmatch(_A_NAME, plain_name(part)) for part in parts)
    signed = re.search("[,，、;；/]", whole)
    if len(parts) < 2 or not names or not (signed or all(len(part) <= 3 for part in parts)):
        return [plain_name(whole)] if whole else []
    return [plain_name(part) for part in parts]


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cc", "Cf", "Cs"):
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 2
    # Planes 2 and 3 hold nothing but wide ideographs, also those newer than this Python's tables.
    return 2 if 0x20000 <= ord(char) <= 0x3FFFD else 1


def cell_width(text: str) -> int:
    """Width of `text` in terminal cells: wide characters 2, combining ones 0, ambiguous ones 1."""
    if text.isascii():
        return len(text) if text.isprintable() else sum(map(_char_width, text))
    return sum(map(_char_width, text))


def cut(text: str, cells: int, mark: str = "") -> str:
    """The longest beginning of `text` that fits in `cells` cells; when something is cut, `mark` ends it.

    A wide character is never halved, so the result may be one cell narrower.
    """
    if cell_width(text) <= cells:
        return text
    room = cells - cell_width(mark)
    if room < 0:
        return cut(mark, max(cells, 0))
    used = 0
    for index, char in enumerate(text):
        used += _char_width(char)
        if used > room:
            return text[:index] + mark
    return text


def pad(text: str, cells: int, right: bool = False) -> str:
    """`text` in exactly `cells` cells: cut if longer, else filled with spaces (in front when `right`)."""
    text = cut(text, cells)
    fill = " " * max(cells - cell_width(text), 0)
    return fill + text if right else text + fill


def mask_name(name: str) -> str:
    """``张三`` -> ``张*``, ``张三丰`` -> ``张*丰``; 匿名 stays (domain §5.3)."""
    name = one_line(name)
    if name in ("", "匿名"):
        return name
    if len(name) == 1:
        return "*"
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * min(len(name) - 2, 3) + name[-1]


def mask_title(title: str) -> str:
    """A matter's title where names and matters are masked: its first two characters."""
    return cut(title, 4) + "**" if title else title


def mask_id(number: str) -> str:
    """First three and last four of an ID number, ``340***********0018``; a short one keeps its last two."""
    number = normalise(number)
    if len(number) < 4:
        return "*" * len(number)
    if len(number) < 12:
        return "*" * (len(number) - 2) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_phone(phone: str) -> str:
    """``138****1234``; a landline keeps its area code and last four, ``0550-***1234``; of several each is masked."""
    phone = normalise(phone)
    numbers = re.findall(r"[0-9][0-9-]{4,}", phone)
    if numbers and numbers != [phone]:
        return re.sub(r"[0-9][0-9-]{4,}", lambda one: mask_phone(one[0]), phone).replace(",", "、")
    landline = re.fullmatch(r"(0\d{2,3}-)(\d{3,4})(\d{4})(-\d+)?", phone)
    if landline:
        return landline[1] + "*" * len(landline[2]) + landline[3]
    if len(phone) >= 11:
        return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
    if len(phone) > 4:
        return "*" * (len(phone) - 4) + phone[-4:]
    return "*" * len(phone)
