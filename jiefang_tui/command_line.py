"""The command line: what may be written after ``jiefang``, said in Chinese. A plain start does not load this."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_USAGE_ERRORS = (
    (r"the following arguments are required: (.*)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument .*: invalid choice: '?([^']*?)'? \(choose from (.*)\)", r"没有 \1 这个命令,可用的有 \2"),
    (r"argument (\S+): invalid int value: '(.*)'", r"\1 应为整数,不是 \2"),
    (r"ambiguous option: (\S+) .*", r"\1 不明确,请写全"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 后面不带值"),
    (r"argument ([^:]+): (.*)", r"\1:\2"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **kwargs)
        self._optionals.title = "选项"
        self._positionals.title = "参数"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _USAGE_ERRORS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message)
                break
        else:
            message = f"参数有误({message})"
        sys.stderr.write(f"用法错误:{message.rstrip('。')}。看说明:{self.prog} -h\n")
        raise SystemExit(2)


def _day(text: str) -> date:
    """A day that is looked at: without a year the nearest. Of a month or a year it is not said which."""
    from jiefang_tui import clock
    from jiefang_tui.rules.typed.dates import Sense, parse_date

    parsed = parse_date(text, clock.today(), Sense.NEAR)
    if parsed.value is None:
        raise argparse.ArgumentTypeError(parsed.error or "日期不能是空的")
    if parsed.is_rough:
        raise argparse.ArgumentTypeError("请写到哪一天")
    return parsed.value


def _day_text(text: str) -> str:
    """A day that is read together with another (`read`): both mean the same year; also a month or a year."""
    from jiefang_tui import clock
    from jiefang_tui.rules.typed.dates import Sense, parse_date

    parsed = parse_date(text, clock.today(), Sense.NEAR)
    if parsed.value is None:
        raise argparse.ArgumentTypeError(parsed.error or "日期不能是空的")
    return text


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("应在 1 到 1000000 之间")
    return value


_count.__name__ = "int"


def read(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments as they are meant; leaves the program with a sentence when they cannot be."""
    whole = parser()
    args = whole.parse_args(argv)
    if args.command == "stats":
        _read_span(whole, args)
    return args


def _read_span(whole: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    """From and to of a report look back, and share one sense of year."""
    from jiefang_tui import clock
    from jiefang_tui.rules.typed.dates import Sense, parse_span

    begin, end = parse_span(args.since, args.until, clock.today(), Sense.BACK)
    if begin.value is None or end.value is None:
        whole.error(f"argument --from: {begin.error or end.error}")
    if begin.value > end.value:
        whole.error(f"argument --to: 截止日期 {end.value} 早于起始日期 {begin.value}")
    args.since, args.until = begin.value, end.value


def parser() -> argparse.ArgumentParser:
    """The whole command line; `command` says which, None for the desk."""
    top = _Parser(prog="jiefang", description="接访台:乡镇信访接待室的登记台，离线使用。不带命令就打开接待室。")
    top.add_argument("--data", metavar="DIR", help="数据文件夹(默认见 README，也可用环境变量 JIEFANG_DATA)")
    top.add_argument("--version", action="store_true", help="显示版本")
    top.set_defaults(json=False)
    commands = top.add_subparsers(title="命令", metavar="COMMAND", dest="command", parser_class=_Parser)

    def command(name: str, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="数据文件夹")
        return one

    demo = command("demo", "在用完即弃的副本上打开示例接访日")
    demo.add_argument("--on", metavar="D", type=_day, help="示例日期，默认今天")
    init = command("init", "新建接待室，不提问")
    init.add_argument("--unit", metavar="U", required=True, help="单位名称，如 示例镇信访接待室")
    init.add_argument("--area", metavar="CODE", required=True, help="区划代码，6、9 或 12 位数字")
    init.add_argument("--officer", metavar="NAME", required=True, help="登记员姓名")
    stats = command("stats", "统计批次、人次、件数")
    stats.add_argument("--from", metavar="D", dest="since", type=_day_text, required=True, help="起始日期")
    stats.add_argument("--to", metavar="D", dest="until", type=_day_text, required=True, help="截止日期(含)")
    stats.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    due = command("due", "未了的期限，按缓急排列")
    due.add_argument("--on", metavar="D", type=_day, help="按哪一天看，默认今天")
    due.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    backup = command("backup", "备份数据文件并核对")
    backup.add_argument("file", metavar="FILE", nargs="?", type=Path, help="备份到哪里，默认在 backups 文件夹")
    restore = command("restore", "用备份恢复，原文件另名保留")
    restore.add_argument("file", metavar="FILE", type=Path, help="备份文件")
    command("check", "检查数据文件和备份是否完好")
    sample = command("sample", "生成大量虚构数据，供试用和测速")
    sample.add_argument("--matters", metavar="N", type=_count, required=True, help="事项件数")
    sample.add_argument("--seed", metavar="S", type=int, default=1, help="随机种子，默认 1")
    sample.add_argument("--on", metavar="D", type=_day, help="数据截止日期，默认今天")
    return top
