"""The command ``jiefang``. A heavy import stands inside the command that needs it.

Exit 0 done, 1 refused with one sentence on stderr, 2 wrong usage. Never a traceback.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from datetime import date

    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk.founded import DeskClosed

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
    from jiefang_tui import clock
    from jiefang_tui.rules.dates import parse_date

    parsed = parse_date(text, clock.today())
    if parsed.value is None:
        raise argparse.ArgumentTypeError(parsed.error or "日期不能是空的")
    return parsed.value


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("应在 1 到 1000000 之间")
    return value


_count.__name__ = "int"


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(prog="jiefang", description="接访台:乡镇信访接待室的登记台，离线使用。不带命令就打开接待室。")
    top.add_argument("--data", metavar="DIR", help="数据文件夹(默认见 README，也可用环境变量 JIEFANG_DATA)")
    top.add_argument("--version", action="store_true", help="显示版本")
    top.set_defaults(run=_open, json=False)
    commands = top.add_subparsers(title="命令", metavar="COMMAND", dest="command", parser_class=_Parser)

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="数据文件夹")
        one.set_defaults(run=run)
        return one

    demo = command("demo", _demo, "在用完即弃的副本上打开示例接访日")
    demo.add_argument("--on", metavar="D", type=_day, help="示例日期，默认今天")
    init = command("init", _init, "新建接待室，不提问")
    init.add_argument("--unit", metavar="U", required=True, help="单位名称，如 示例镇信访接待室")
    init.add_argument("--area", metavar="CODE", required=True, help="区划代码，6、9 或 12 位数字")
    init.add_argument("--officer", metavar="NAME", required=True, help="登记员姓名")
    stats = command("stats", _stats, "统计批次、人次、件数")
    stats.add_argument("--from", metavar="D", dest="since", type=_day, required=True, help="起始日期")
    stats.add_argument("--to", metavar="D", dest="until", type=_day, required=True, help="截止日期(含)")
    stats.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    due = command("due", _due, "未了的期限，按缓急排列")
    due.add_argument("--on", metavar="D", type=_day, help="按哪一天看，默认今天")
    due.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    backup = command("backup", _backup, "备份数据文件并核对")
    backup.add_argument("file", metavar="FILE", nargs="?", type=Path, help="备份到哪里，默认在 backups 文件夹")
    restore = command("restore", _restore, "用备份恢复，原文件另名保留")
    restore.add_argument("file", metavar="FILE", type=Path, help="备份文件")
    command("check", _check, "检查数据文件和备份是否完好")
    sample = command("sample", _sample, "生成大量虚构数据，供试用和测速")
    sample.add_argument("--matters", metavar="N", type=_count, required=True, help="事项件数")
    sample.add_argument("--seed", metavar="S", type=int, default=1, help="随机种子，默认 1")
    sample.add_argument("--on", metavar="D", type=_day, help="数据截止日期，默认今天")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` and return the exit status."""
    from jiefang_tui.services.desk.errors import Refused

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a character
    notes: DataFolder | None = None
    try:
        args = parser().parse_args(argv)
        if args.version:
            from jiefang_tui import __version__

            print(f"接访台 jiefang {__version__}")
            return 0
        from jiefang_tui import paths

        folder = paths.data_dir(args.data)
        notes = _temporary() if args.run is _demo else folder  # a demo leaves nothing with the office's data
        status: int = args.run(args, folder)
        sys.stdout.flush()
        return status
    except SystemExit as wanted:
        return wanted.code if isinstance(wanted.code, int) else 1
    except Refused as refused:
        return _say(str(refused))
    except KeyboardInterrupt:
        return _say("已中断。")
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from jiefang_tui.services.desk.failures import note_failure

        return _say(f"程序出错了({type(error).__name__})。" if notes is None else note_failure(notes, error))


def _temporary() -> DataFolder:
    import tempfile

    from jiefang_tui.paths import DataFolder

    return DataFolder(Path(tempfile.gettempdir()))


def _say(sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return 1


def _open(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import founded, opening

    desk = None
    _needs_terminal()
    if founded.is_founded(folder):
        try:
            desk = opening.open_desk(folder)
        except founded.DeskClosed as closed:
            if closed.backup is None:
                raise
            return _run_desk(None, folder, keeps_backup=True, closed=closed)  # the first screen offers the backup
    else:
        opening.prepare_folder(folder)
    return _run_desk(desk, folder, keeps_backup=True)


def _run_desk(desk: Any, folder: DataFolder, *, keeps_backup: bool, closed: DeskClosed | None = None) -> int:
    from jiefang_tui.services.desk import opening
    from jiefang_tui.ui.app import DeskApp

    app: Any = DeskApp(desk, folder=folder, closed=closed)
    app._fatal_error = app._close_messages_no_wait  # Textual's own prints a traceback with every local value
    try:
        app.run()
    finally:
        desk = app.desk or desk
        if desk is not None:
            said = opening.close_desk(desk, _progress, keeps_backup=keeps_backup)
            if said:
                print(said)
    if app._exception is not None:
        raise app._exception
    return 0


def _needs_terminal() -> None:
    from jiefang_tui.services.desk.errors import Refused

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("接访台要在终端窗口里打开；不开窗口的命令见 jiefang -h。")


def _demo(args: argparse.Namespace, folder: DataFolder) -> int:
    import tempfile
    from datetime import datetime, time

    from jiefang_tui import clock
    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk import opening
    from jiefang_tui.services.sample.sample_day import build

    _needs_terminal()
    day = args.on or clock.today()
    with tempfile.TemporaryDirectory(prefix="jiefang-demo-", ignore_cleanup_errors=True) as root:
        copy = DataFolder(Path(root))
        if "JIEFANG_NOW" not in os.environ:
            clock.set_start(datetime.combine(day, time(9, 14)).astimezone())
        build(copy, day)
        return _run_desk(opening.open_desk(copy), copy, keeps_backup=False)


def _init(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import opening

    desk = opening.found_office(folder, args.unit, args.area, args.officer)
    opening.close_desk(desk)
    print(f"已新建 {desk.office_name}(区划代码 {desk.area_code}，登记员 {desk.officer_name})，数据在 {folder.root}。")
    return 0


def _stats(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import opening
    from jiefang_tui.services.reception import statistics

    desk = opening.open_desk(folder, reader=True)
    try:
        if args.json:
            import json

            print(json.dumps(statistics.stats(desk, args.since, args.until), ensure_ascii=False, indent=2))
        else:
            print(statistics.stats_text(desk, args.since, args.until))
    finally:
        opening.close_desk(desk)
    return 0


def _due(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui import clock
    from jiefang_tui.services.desk import opening
    from jiefang_tui.services.law import due_list

    desk = opening.open_desk(folder, reader=True)
    on = args.on or clock.today()
    try:
        if args.json:
            import json

            print(json.dumps(due_list.due_list(desk, on), ensure_ascii=False, indent=2))
        else:
            print(due_list.due_text(desk, on))
            said = due_list.unknown_years_notice(desk, on)
            if said:
                print(said)
    finally:
        opening.close_desk(desk)
    return 0


def _backup(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import safekeeping

    print(safekeeping.back_up(folder, args.file, _progress))
    return 0


def _restore(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import safekeeping

    print("\n".join(safekeeping.restore(folder, args.file, _progress)))
    return 0


def _check(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui.services.desk import safekeeping

    sound, lines = safekeeping.check(folder)
    print("\n".join(lines))
    return 0 if sound else _say("检查发现问题，见上面各行。")


def _sample(args: argparse.Namespace, folder: DataFolder) -> int:
    from jiefang_tui import clock
    from jiefang_tui.services.sample import load

    print(load.build(folder, args.matters, args.seed, args.on or clock.today(), _progress))
    return 0


def _progress(done: int, total: int) -> None:
    """One line on the terminal that is written over."""
    if total and sys.stderr.isatty():
        sys.stderr.write(f"\r已完成 {100 * done // total}%" + ("\r          \r" if done >= total else ""))
        sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
