"""Reading the periods of regulation.toml: the Regulation's, an office's stricter ones, presets, other routes' periods.

What an office's own file says wrongly is given to `Complain` (key, what is expected, what is used instead).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from jiefang_tui.reference.shapes import Period
from jiefang_tui.terms import LegalRoute

Complain = Callable[[str, str, str], None]
LAW = "信访工作条例"
UNITS = ("calendar", "working")


def is_days(value: object) -> bool:
    """Whether `value` can be a number of days."""
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3650


def shipped_period(key: str, entry: Mapping[str, Any]) -> Period:
    """One period of the shipped file."""
    return Period(
        key,
        entry["label"],
        entry["days"],
        entry["unit"] == "working",
        entry["from"],
        entry["article"],
        entry.get("source", LAW),
    )


def own_periods(entries: Mapping[str, Any], law: Mapping[str, Period], complain: Complain) -> dict[str, Period]:
    """The office's own periods over those of the law, where they are stricter; all the others are the law's."""
    periods = dict(law)
    for key, entry in entries.items():
        if key not in law:
            complain(f"law.{key}", "没有这一项期限，请删去或改正名称", "这一项不起作用")
        else:
            periods[key] = _own_period(law[key], entry, complain)
    return periods


def spans(days: int, is_working: bool) -> tuple[int, int]:
    """The fewest and the most calendar days that so many days can take, holidays and made-up Saturdays included."""
    if not is_working:
        return days, days
    return days + 2 * max(0, (days - 6) // 6), days + 10 + 2 * ((days - 1) // 5) + 2 * (days // 15)


def _is_looser(own: Period, law: Period, is_petitioners: bool) -> bool:
    """Whether the law is the better one for the petitioner whenever the period begins.

    Our duties may not end later. The petitioner's own time to ask for review may be longer but not shorter.
    """
    if own.is_working == law.is_working:
        return own.days < law.days if is_petitioners else own.days > law.days
    ours, theirs = spans(own.days, own.is_working), spans(law.days, law.is_working)
    return ours[1] < theirs[0] if is_petitioners else ours[0] > theirs[1]


def _own_period(shipped: Period, entry: Any, complain: Complain) -> Period:
    key = shipped.key
    days = entry.get("days") if isinstance(entry, dict) else None
    as_law = f"现按 {shipped.length}办"
    if not isinstance(days, int) or not is_days(days):
        complain(f"law.{key}.days", "应为大于 0 的整数", as_law)
        return shipped
    if entry.get("unit", UNITS[0]) not in UNITS:
        complain(f"law.{key}.unit", "应为 calendar(自然日)或 working(工作日)", as_law)
        return shipped
    since = entry.get("since")
    if since is not None and type(since) is not date:
        complain(f"law.{key}.since", "应为日期，例如 2026-07-01", as_law)
        return shipped
    working = entry["unit"] == "working" if "unit" in entry else shipped.is_working
    if key == "extension" and working:  # days that are added to a day, and counted together
        complain(f"law.{key}.unit", "应为 calendar(自然日)", as_law)
        return shipped
    is_petitioners = key.endswith("_until")
    own = shipped._replace(days=days, is_working=working, since=since)
    if _is_looser(own, shipped, is_petitioners):
        how = "短" if is_petitioners else "宽"
        complain(f"law.{key}.days", f"{own.length}比条例{shipped.article}{how}", as_law)
        return shipped._replace(source=f"{LAW}(本单位填的 {own.length}较{how}，没有采用)")
    if own.length == shipped.length:
        return shipped
    return own._replace(source=f"本单位规定(比条例{'长' if is_petitioners else '严'})")


def own_preset(preset: Mapping[str, Period], entries: Mapping[str, Any], complain: Complain) -> dict[str, Period]:
    """A preset with the office's own days; the Regulation's date holds beside it, so any number will do."""
    periods = dict(preset)
    for key, entry in entries.items():
        days = entry.get("days") if isinstance(entry, dict) else None
        if key not in periods:
            complain(f"preset.simple.{key}", "没有这一项期限，请删去或改正名称", "这一项不起作用")
        elif not isinstance(days, int) or not is_days(days):
            complain(f"preset.simple.{key}.days", "应为大于 0 的整数", f"现按 {periods[key].days} 个工作日办")
        else:
            periods[key] = periods[key]._replace(days=days)
    return periods


def route_periods(entries: Iterable[Mapping[str, Any]], complain: Complain) -> dict[LegalRoute, Period]:
    """The office's table of periods of other routes (Art. 31(1)-(5)), each with the law it comes from."""
    found: dict[LegalRoute, Period] = {}
    for place, entry in enumerate(entries, 1):
        key, gone = f"route_period 第 {place} 条", "这一条不采用"
        try:
            route = LegalRoute(str(entry.get("route")))
        except ValueError:
            route = LegalRoute.PETITION_PROCEDURE
        texts = {name: entry.get(name) for name in ("label", "from", "source")}
        since = entry.get("since")
        if route is LegalRoute.PETITION_PROCEDURE:
            complain(f"{key} route", "应为信访程序以外的五种途径之一", gone)
        elif route in found:
            complain(f"{key} route", "这种途径前面已有一条", gone)
        elif not is_days(entry.get("days")):
            complain(f"{key} days", "应为大于 0 的整数", gone)
        elif entry.get("unit") not in UNITS:
            complain(f"{key} unit", "应为 calendar(自然日)或 working(工作日)", gone)
        elif not all(isinstance(text, str) and text.strip() for text in texts.values()):
            complain(f"{key} label、from、source", "应为非空的文字，source 写明是哪部法律第几条", gone)
        elif since is not None and type(since) is not date:
            complain(f"{key} since", "应为日期，例如 2026-07-01", gone)
        else:
            found[route] = Period(
                route.value,
                str(texts["label"]),
                entry["days"],
                entry["unit"] == "working",
                str(texts["from"]),
                "",
                f"{texts['source']}(法定途径)",
                since,
            )
    return found
