"""Money in words as on a cheque (大写金额): 壹拾万贰仟陆佰元整. 支付结算办法, annex 1."""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def amount_in_words(fen: int) -> str:
    """`fen` in words; ``零元整`` for nothing. Raises ValueError below zero and from 10^16 yuan on."""
    if fen < 0 or fen >= 10**18:
        raise ValueError("amount")
    yuan, rest = divmod(fen, 100)
    jiao, coin = divmod(rest, 10)
    said = _integer(yuan) + "元" if yuan else ""
    if not rest:
        return (said or "零元") + "整"
    if jiao:
        said += _DIGITS[jiao] + "角"
    elif yuan:
        said += "零"
    return said + (_DIGITS[coin] + "分" if coin else "整")


def _integer(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    is_gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            is_gap = bool(said)
            continue
        if said and (is_gap or group < 1000):
            said += "零"
        said += _group(group) + _GROUPS[place]
        is_gap = False
    return said


def _group(group: int) -> str:
    """Below ten thousand."""
    said, is_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            is_gap = bool(said)
            continue
        said += ("零" if is_gap else "") + _DIGITS[digit] + _PLACES[place]
        is_gap = False
    return said
