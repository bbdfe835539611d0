"""Reference data: the shipped files of ``data/reference`` with the office's own files laid over them key by key.

Each file is read when it is first asked for, once. A wrong entry in an office's own file is named in `problems` and
the shipped value is used instead; a wrong shipped file is a fault of ours and raises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiefang_tui import paths
from jiefang_tui.reference.files import CODE_LENGTHS, area_rows, pinyin_table, read_area
from jiefang_tui.reference.grounds import Ground, read_grounds
from jiefang_tui.reference.periods import is_days, own_periods, own_preset, route_periods, shipped_period
from jiefang_tui.reference.reports import Reports
from jiefang_tui.reference.shapes import (
    Advice,
    Area,
    CardRule,
    Cards,
    ContentClass,
    CountyField,
    Period,
    Policy,
    ReferenceProblem,
    Route,
)
from jiefang_tui.terms import LeaderLevel, LegalRoute, RefusalGround

if TYPE_CHECKING:
    from jiefang_tui.reference.opposite import Apart
    from jiefang_tui.reference.other_periods import OtherPeriod
    from jiefang_tui.reference.radar import Threshold
    from jiefang_tui.reference.reception import Frequency

__all__ = [
    "Area",
    "CardRule",
    "Cards",
    "ContentClass",
    "CountyField",
    "Ground",
    "Period",
    "Policy",
    "Reference",
    "ReferenceProblem",
    "Reports",
    "Route",
    "load_reference",
]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_SETTINGS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "group_threshold": (lambda v: is_days(v) and 2 <= v <= 100, "2 至 100 的整数"),
    "max_representatives": (lambda v: is_days(v) and v <= 5, "1 至 5 的整数"),
    "commitment_soon_days": (is_days, "大于 0 的整数"),
    "silent_days": (is_days, "大于 0 的整数"),
    "yellow_days": (is_days, "大于 0 的整数"),
    "bold_days": (is_days, "大于 0 的整数"),
    "sign_days": (is_days, "大于 0 的整数"),
    "service_days": (is_days, "大于 0 的整数"),
    "follow_up_days": (is_days, "大于 0 的整数"),
    "reopen_days": (is_days, "大于 0 的整数"),
    "performed_first": (_is_flag, "true 或 false"),
    "phone_area_code": (lambda v: _is_text(v) and (not v or v.isdigit()), '区号数字，例如 "0550"'),
}
_CLASS_FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "code": (lambda v: _is_text(v) and v != "", "非空的文字"),
    "label": (lambda v: _is_text(v) and v != "", "非空的文字"),
    "parent": (_is_text, "文字"),
    "aliases": (_is_text, "文字"),
    "official": (_is_text, "文字"),
    "sealed": (_is_flag, "true 或 false"),
    "mediation": (_is_flag, "true 或 false"),
}


@dataclass
class Reference:
    """All reference data of one office. `own` is its own folder of reference files; it need not exist."""

    shipped: Path = field(default_factory=paths.reference_dir)
    own: Path | None = None
    _problems: dict[tuple[str, str], ReferenceProblem] = field(default_factory=dict, repr=False)
    _shipped_cache: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    _own_cache: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.own is not None and self.own.resolve() == self.shipped.resolve():
            self.own = None

    # -- what can be asked

    @property
    def problems(self) -> list[ReferenceProblem]:
        """What is wrong in the office's own files. Reads all that were not yet read, except pinyin."""
        for name in (
            "policy",
            "routes",
            "grounds",
            "classes",
            "areas",
            "county_form",
            "holidays",
            "cards",
            "reports",
            "reception",
            "radar",
            "opposite",
        ):
            getattr(self, name)
        return list(self._problems.values())

    @cached_property
    def pinyin(self) -> dict[str, str]:
        """Characters, words and ``^`` surnames with their initials, for `rules.pinyin.initials`."""
        table = pinyin_table((self.shipped / "pinyin.txt").read_text(encoding="utf-8"))
        text = self._own_text("pinyin.txt")
        if text:
            table.update(pinyin_table(text))
        return table

    @cached_property
    def policy(self) -> Policy:
        """Periods and settings (regulation.toml). A period looser than the Regulation's is not taken."""
        name = "regulation.toml"
        shipped, own = self._shipped_toml(name), self._own_toml(name)
        law = {key: shipped_period(key, entry) for key, entry in shipped["law"].items()}
        simple = {key: shipped_period(key, entry) for key, entry in shipped["preset"]["simple"].items()}

        def complain(key: str, expected: str, instead: str) -> None:
            self._problem(name, key, expected, instead)

        settings = dict(shipped["desk"])
        for key, value in self._table(name, own, "desk").items():
            if key not in _SETTINGS:
                self._problem(name, f"desk.{key}", "没有这一项设置，请删去或改正名称", "这一项不起作用")
            elif not _SETTINGS[key][0](value):
                self._problem(name, f"desk.{key}", f"应为{_SETTINGS[key][1]}", f"现按 {settings[key]!r} 办")
            else:
                settings[key] = value
        presets = self._table(name, own, "preset")
        return Policy(
            own_periods(self._table(name, own, "law"), law, complain),
            **settings | self._backlog(name, shipped["backlog"], own),
            law=law,
            in_force=shipped["in_force"],
            simple=own_preset(simple, self._table(name, presets, "simple"), complain),
            advices={
                LegalRoute(route): Advice(
                    entry["label"], entry["months"], entry["from"], entry["article"], entry["source"]
                )
                for route, entry in shipped["advice"].items()
            },
            route_periods=route_periods(
                [*shipped.get("route_period", []), *self._entries(name, own, "route_period")], complain
            ),
        )

    def _backlog(self, name: str, shipped: Mapping[str, int], own: Mapping[str, Any]) -> dict[str, int]:
        """When a matter is 积案; a convention of this office, not law, so any number of days will do."""
        settings = dict(shipped)
        for key, value in self._table(name, own, "backlog").items():
            if key not in settings:
                self._problem(name, f"backlog.{key}", "没有这一项设置，请删去或改正名称", "这一项不起作用")
            elif not is_days(value):
                self._problem(name, f"backlog.{key}", "应为大于 0 的整数", f"现按 {settings[key]!r} 办")
            else:
                settings[key] = value
        return {f"backlog_{key}": value for key, value in settings.items()}

    @cached_property
    def routes(self) -> dict[LegalRoute, Route]:
        """The six routes of Art. 31, in order; the office may reword label and guidance."""
        name = "regulation.toml"
        routes = {}
        for entry in self._shipped_toml(name)["route"]:
            code = LegalRoute(entry["code"])
            routes[code] = Route(code, entry["label"], entry["article"], entry["guidance"])
        for entry in self._entries(name, self._own_toml(name), "route"):
            code_typed = entry.get("code")
            try:
                code = LegalRoute(str(code_typed))
            except ValueError:
                self._problem(name, f"route.{code_typed}", "code 应为六种途径之一", "这一条不采用")
                continue
            for key in ("label", "guidance"):
                if key not in entry:
                    continue
                if not _is_text(entry[key]) or not entry[key]:
                    self._problem(name, f"route.{code}.{key}", "应为非空的文字", "现用原来的文字")
                    continue
                routes[code] = routes[code]._replace(**{key: entry[key]})
        return routes

    @cached_property
    def grounds(self) -> dict[RefusalGround, Ground]:
        """The grounds for not accepting a matter, in order; the office may reword one or switch it off."""
        name = "regulation.toml"
        own = self._entries(name, self._own_toml(name), "ground")
        return read_grounds(self._shipped_toml(name)["ground"], own, partial(self._problem, name))

    @cached_property
    def classes(self) -> dict[str, ContentClass]:
        """内容分类 by code, first levels before their second levels, in code order."""
        name = "classification.toml"
        raw: dict[str, dict[str, Any]] = {e["code"]: dict(e) for e in self._shipped_toml(name)["class"]}
        for place, entry in enumerate(self._entries(name, self._own_toml(name), "class"), 1):
            self._lay_class(name, place, entry, raw)
        for code, entry in raw.items():
            if entry.get("parent") and entry["parent"] not in raw:
                self._problem(name, f"class.{code}.parent", "上级代码不存在", "这一条按一级分类列出")
                entry["parent"] = ""
        return {code: self._class(raw[code]) for code in sorted(raw)}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Known areas by code. Codes that are not here are accepted with a typed name."""
        name = "areas.csv"
        areas = {}
        for line, row in area_rows((self.shipped / name).read_text(encoding="utf-8")):
            area, wrong = read_area(row)
            if area is None:
                raise ValueError(f"{name} line {line}: {wrong}")
            areas[area.code] = area
        for line, row in area_rows(self._own_text(name)):
            area, wrong = read_area(row)
            if area is None:
                self._problem(name, f"第 {line} 行", wrong, "这一行不采用")
            else:
                areas[area.code] = area
        return areas

    @cached_property
    def county_form(self) -> list[CountyField]:
        """The county system's form in its order. An office's own file with any field replaces the whole form."""
        name = "county_form.toml"
        shipped = [_county_field(e) for e in self._shipped_toml(name)["field"]]
        entries = list(self._entries(name, self._own_toml(name), "field"))
        own = []
        for place, entry in enumerate(entries, 1):
            label, order, source = entry.get("label"), entry.get("order", place), entry.get("field", "")
            if not _is_text(label) or not label:
                self._problem(name, f"field 第 {place} 条 label", "应为非空的文字", "这一栏不采用")
            elif not is_days(order):
                self._problem(name, f"field 第 {place} 条 order", "应为大于 0 的整数", "这一栏不采用")
            elif not _is_text(source):
                self._problem(name, f"field 第 {place} 条 field", "应为本台字段名(文字)", "这一栏不采用")
            else:
                own.append(CountyField(order, label, source))
        return sorted(own or shipped, key=lambda item: item.order)

    @cached_property
    def holidays(self) -> dict[date, bool]:
        """The office's changes to the calendar: day -> is it worked. For `rules.workdays.is_workday`."""
        name = "holidays.toml"
        days: dict[date, bool] = {}
        for source in (self._shipped_toml(name), self._own_toml(name)):
            for key, value in self._table(name, source, "days").items():
                try:
                    day = date.fromisoformat(key)
                except ValueError:
                    self._problem(name, f"days.{key}", "日期应写成 2027-02-08", "这一天不采用")
                    continue
                if value not in ("work", "rest"):
                    self._problem(name, f"days.{key}", '应为 "work" 或 "rest"', "这一天按原来的日历")
                    continue
                days[day] = value == "work"
        return days

    @cached_property
    def cards(self) -> Cards:
        """Rules for yellow and red cards, days for the answer, who outranks whom (cards.toml; all of it defaults)."""
        from jiefang_tui.reference import cards as card_rules  # the first screen needs none

        name = card_rules.NAME

        def problem(key: str, expected: str, instead: str) -> None:
            self._problem(name, key, expected, instead)

        return card_rules.read_cards(self._shipped_toml(name), self._own_toml(name), problem)

    @cached_property
    def reports(self) -> Reports:
        """What sounds like a report (检举控告) and where one may go (reports.toml)."""
        from jiefang_tui.reference import reports as report_words

        name = report_words.NAME
        return report_words.read_reports(self._shipped_toml(name), self._own_toml(name), partial(self._problem, name))

    @cached_property
    def reception(self) -> dict[LeaderLevel, Frequency]:
        """How often leaders of each level are to receive, with its source (reception.toml)."""
        from jiefang_tui.reference import reception  # only 接访安排 asks

        name = reception.NAME
        return reception.read_reception(self._shipped_toml(name), self._own_toml(name), partial(self._problem, name))

    @cached_property
    def radar(self) -> dict[str, Threshold]:
        """How many matters within how many days make a common cause (radar.toml)."""
        from jiefang_tui.reference import radar  # only 共性问题 asks

        name = radar.NAME
        return radar.read_radar(self._shipped_toml(name), self._own_toml(name), partial(self._problem, name))

    @cached_property
    def opposite(self) -> dict[str, Apart]:
        """Of which words the other side of a dispute is never asked to come (opposite.toml)."""
        from jiefang_tui.reference import opposite  # only a matter's acts ask

        name = opposite.NAME
        return opposite.read_opposite(self._shipped_toml(name), self._own_toml(name), partial(self._problem, name))

    @cached_property
    def other_periods(self) -> dict[str, OtherPeriod]:
        """What the parties of an agreement may do themselves, and within which period (other_periods.toml)."""
        from jiefang_tui.reference import other_periods  # only an agreement asks

        name = other_periods.NAME
        problem = partial(self._problem, name)
        return other_periods.read_other_periods(self._shipped_toml(name), self._own_toml(name), problem)

    @cached_property
    def holiday_years(self) -> frozenset[int]:
        """Years whose list of rest days the office entered in full (``years = [2027]`` in its holidays.toml)."""
        name = "holidays.toml"
        found: set[int] = set()
        for source in (self._shipped_toml(name), self._own_toml(name)):
            years = source.get("years", [])
            if isinstance(years, list) and all(type(year) is int and 2000 <= year <= 2200 for year in years):
                found.update(years)
            else:
                self._problem(name, "years", "应写成 years = [2027]", "这一项不采用")
        return frozenset(found)

    # -- small questions

    def class_label(self, code: str) -> str:
        """``劳动和社会保障/拖欠工资``; a code nobody knows is shown as it is."""
        entry = self.classes.get(code)
        if entry is None:
            return code
        parent = self.classes.get(entry.parent)
        return f"{parent.label}/{entry.label}" if parent else entry.label

    def area_name(self, code: str, typed: str = "") -> str:
        """Name of an area; for an unknown code what was typed, else the code. A village without a code stands by its
        name.
        """
        area = self.areas.get(code)
        if code and not code.isdigit():
            return code
        return area.name if area else typed or code

    def full_area_name(self, code: str) -> str:
        """``示例县示例镇章湾村``: the names of all known levels of `code`."""
        known = [self.areas[code[:n]].name for n in CODE_LENGTHS if n <= len(code) and code[:n] in self.areas]
        return "".join(known) or code

    def villages_of(self, township: str) -> list[Area]:
        """The known villages of a nine-digit township, by code."""
        return [self.areas[code] for code in sorted(self.areas) if len(code) == 12 and code.startswith(township)]

    # -- reading

    def _shipped_toml(self, name: str) -> dict[str, Any]:
        cache = self._shipped_cache
        if name not in cache:
            cache[name] = tomllib.loads((self.shipped / name).read_text(encoding="utf-8"))
        return cache[name]

    def _own_text(self, name: str) -> str:
        if self.own is None:
            return ""
        try:
            return (self.own / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            self._problem(name, "", "文件应存成 UTF-8 编码", "整个文件没有采用")
        except OSError:
            self._problem(name, "", "文件读不出来", "整个文件没有采用")
        return ""

    def _own_toml(self, name: str) -> dict[str, Any]:
        cache = self._own_cache
        if name not in cache:
            try:
                cache[name] = tomllib.loads(self._own_text(name))
            except tomllib.TOMLDecodeError as error:
                place = str(error).rpartition("(at ")[2].rstrip(")")
                self._problem(name, "", f"格式有误({place})", "整个文件没有采用")
                cache[name] = {}
        return cache[name]

    def _table(self, name: str, source: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = source.get(key, {})
        if isinstance(value, dict):
            return value
        self._problem(name, key, f"应写成 [{key}] 一段", "这一段不采用")
        return {}

    def _entries(self, name: str, source: Mapping[str, Any], key: str) -> Iterable[dict[str, Any]]:
        value = source.get(key, [])
        if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            return value
        self._problem(name, key, f"应逐条写成 [[{key}]]", "这一段不采用")
        return []

    def _problem(self, file: str, key: str, expected: str, instead: str) -> None:
        where = f" 的 {key}" if key else ""
        sentence = f"{file}{where}: {expected}；{instead}。"
        self._problems[file, key] = ReferenceProblem(file, key, sentence)

    def _lay_class(self, name: str, place: int, entry: dict[str, Any], raw: dict[str, dict[str, Any]]) -> None:
        code = entry.get("code")
        if not _is_text(code) or not code:
            self._problem(name, f"class 第 {place} 条 code", "应为非空的文字", "这一条不采用")
            return
        assert isinstance(code, str)
        good: dict[str, Any] = {}
        for key, value in entry.items():
            if key not in _CLASS_FIELDS:
                self._problem(name, f"class.{code}.{key}", "没有这一项，请删去或改正名称", "这一项不起作用")
            elif not _CLASS_FIELDS[key][0](value):
                self._problem(name, f"class.{code}.{key}", f"应为{_CLASS_FIELDS[key][1]}", "现用原来的值")
            else:
                good[key] = value
        if code not in raw and "label" not in good:
            self._problem(name, f"class.{code}.label", "新的分类要有 label", "这一条不采用")
            return
        raw[code] = raw.get(code, {}) | good

    def _class(self, entry: Mapping[str, Any]) -> ContentClass:
        return ContentClass(
            code=entry["code"],
            label=entry["label"],
            parent=entry.get("parent", ""),
            aliases=entry.get("aliases", ""),
            official=entry.get("official", ""),
            is_sealed=entry.get("sealed", False),
            is_mediation=entry.get("mediation", False),
        )


def load_reference(folder: paths.DataFolder | None = None) -> Reference:
    """The shipped reference data with those of `folder` laid over them. Reads nothing yet."""
    return Reference(paths.reference_dir(), folder.reference if folder else None)


def _county_field(entry: Mapping[str, Any]) -> CountyField:
    return CountyField(entry["order"], entry["label"], entry["field"])
