"""The command ``jiefang``. A heavy import stands inside the command that needs it; a plain start parses nothing.

Exit 0 done, 1 refused with one sentence on stderr, 2 wrong usage. Never a traceback.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from jiefang_tui.paths import DataFolder
    from jiefang_tui.services.desk.founded import DeskClosed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` and return the exit status."""
    from jiefang_tui.services.desk.errors import Refused

    os.umask(0o077)  # petitioners' names are nobody's but the owner's: files 0600, folders 0700
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a character
    notes: DataFolder | None = None
    try:
        written = list(sys.argv[1:] if argv is None else argv)
        args = None if _is_plain(written) else _parsed(written)
        if args is not None and args.version:
            from jiefang_tui import __version__

            print(f"接访台 jiefang {__version__}")
            return 0
        from jiefang_tui import paths

        folder = paths.data_dir(args.data if args is not None else written[-1] if written else None)
        command = args.command if args is not None else None
        notes = _temporary() if command == "demo" else folder  # a demo leaves nothing with the office's data
        status = _open(folder) if args is None or command is None else _COMMANDS[command](args, folder)
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


def _is_plain(written: list[str]) -> bool:
    """Whether this opens the desk: ``jiefang`` or ``jiefang --data DIR``. All else is for the parser."""
    return not written or (len(written) == 2 and written[0] == "--data" and not written[1].startswith("-"))


def _parsed(written: list[str]) -> argparse.Namespace:
    from jiefang_tui.command_line import read

    return read(written)


def _temporary() -> DataFolder:
    import tempfile

    from jiefang_tui.paths import DataFolder

    return DataFolder(Path(tempfile.gettempdir()))


def _say(sentence: str) -> int:
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return 1


def _open(folder: DataFolder) -> int:
    """Open the desk. What a start loads and makes stays, and the garbage collector would look through it some fifty
    times in vain: it rests until the first screen stands (`DeskApp.on_ready`), or none ever will."""
    gc.disable()
    try:
        return _open_desk(folder)
    finally:
        gc.enable()


def _open_desk(folder: DataFolder) -> int:
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
    app.suit_terminal()
    app._fatal_error = app._close_messages_no_wait  # Textual's own prints a traceback with every local value
    try:
        app.run()
    finally:
        desk = app.desk or desk
        if desk is not None:
            watched = not app.is_terminal_gone
            said = opening.close_desk(desk, _progress if watched else None, keeps_backup=keeps_backup)
            if said and watched:
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


_COMMANDS = {
    "demo": _demo,
    "init": _init,
    "stats": _stats,
    "due": _due,
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "sample": _sample,
}


def _progress(done: int, total: int) -> None:
    """One line on the terminal that is written over."""
    if total and sys.stderr.isatty():
        sys.stderr.write(f"\r已完成 {100 * done // total}%" + ("\r          \r" if done >= total else ""))
        sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
