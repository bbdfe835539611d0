"""A table keyed by an enumeration has an entry for every member, or nobody who reads it relies on one.

A member added to an enumeration, or an entry dropped, is then seen here by name and not by the clerk.
"""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import jiefang_tui

PARTIAL = {
    "terms._LIST_LABELS",
    "ledger_filter._WAYS",
    "letters._RESULTS",
    "letters._WORDS",
    "slip_words._STANDS",
    "telling.WAYS",
    "standing._WAITS",
    "plan_forms._MODE_OF",
    "pushing._LATER",
    "why._NOT_FOR",
    "why._FROM",
    "level_skips._PROPER",
    "load_stages._NUMBERED",
    "supervision_lines._BY_STATE",
    "ledger_rows._TONES",
    "matter_lines.LEGAL",
    "matter_lines._STYLES",
    "papers_panel._OBJECTED",
    "rest_panel.SOLVED_TONES",
    "month_cells._SHORT",
    "plan_forms._TURNS_HINT",
}
"""Tables that say something of a few members only: each is read with a default, wherever it is read."""

LOOKS_UP = ("get", "items", "keys", "values")
TAKES_ALL = ("list", "tuple", "set", "frozenset", "sorted", "len", "dict", "iter")


@dataclass(frozen=True)
class Table:
    """One mapping keyed by the members of one enumeration, and where it is written."""

    module: str
    owner: str
    """The class it stands in, if any."""
    name: str
    keys: frozenset[Enum]
    enumeration: type[Enum]

    @property
    def short(self) -> str:
        """As `PARTIAL` calls it."""
        return ".".join(part for part in (self.module.rpartition(".")[2], self.owner, self.name) if part)

    @property
    def missing(self) -> list[str]:
        """Names of the members it has no entry for."""
        return [member.name for member in self.enumeration if member not in self.keys]


@cache
def _modules() -> dict[str, ModuleType]:
    names = [found.name for found in pkgutil.walk_packages(jiefang_tui.__path__, "jiefang_tui.")]
    return {name: import_module(name) for name in names if not name.endswith("__main__")}


@cache
def _source(module: str) -> tuple[Path, ast.Module]:
    path = Path(str(_modules()[module].__file__))
    return path, ast.parse(path.read_text(encoding="utf-8"))


def _written_in(module: str) -> Iterator[tuple[str, str, Any]]:
    """(class or nothing, name, value) of what a module itself defines, not of what it imports."""
    for node in _source(module)[1].body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        owner = node.name if isinstance(node, ast.ClassDef) else ""
        holder = getattr(_modules()[module], owner) if owner else _modules()[module]
        for statement in inside:
            targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield owner, target.id, vars(holder).get(target.id)


@cache
def _tables() -> tuple[Table, ...]:
    found = []
    for module in _modules():
        for owner, name, value in _written_in(module):
            keys = list(value) if isinstance(value, Mapping) else []
            if keys and isinstance(keys[0], Enum) and all(type(key) is type(keys[0]) for key in keys):
                found.append(Table(module, owner, name, frozenset(keys), type(keys[0])))
    return tuple(found)


def test_there_are_tables() -> None:
    assert {"outcomes.OUTCOMES", "outcomes.RECORD", "dispatches.DISPATCHES", "moves.MOVES"} <= {
        table.short for table in _tables()
    }


def test_a_table_is_complete_or_declared_partial() -> None:
    holes = [f"{table.short} has nothing for {', '.join(table.missing)}" for table in _tables() if table.missing]
    assert [hole for hole in holes if hole.split()[0] not in PARTIAL] == []


def test_what_is_declared_partial_is_so() -> None:
    assert PARTIAL - {table.short for table in _tables() if table.missing} == set()


def test_a_partial_table_is_read_with_a_default() -> None:
    assert [use for table in _tables() if table.missing for use in _careless_uses(table)] == []


def test_a_table_inside_a_function_is_complete_or_read_with_a_default() -> None:
    found = []
    for module in _modules():
        path, tree = _source(module)
        parents = _parents(tree)
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in (node for node in ast.walk(function) if isinstance(node, ast.Dict)):
                holes = _holes_of(node, module)
                if holes and not _expects_a_gap(node, parents):
                    found.append(f"{path.name}:{node.lineno} has nothing for {', '.join(sorted(holes))}")
    assert found == []


def test_the_reading_is_told_apart() -> None:
    """The test of the test: what may be written of a partial table, and what not."""
    for fine in ("T.get(k)", "k in T", "for k in T: pass", "{**T}", "f(**T)", "T | U", "[k for k in T]", "len(T)"):
        assert list(_careless_in(ast.parse(fine), {"T"}, set())) == []
    for careless in ("T[k]", "f(T)", "U = T", "k in U or T[k]"):
        assert len(list(_careless_in(ast.parse(careless), {"T"}, set()))) == 1
    assert len(list(_careless_in(ast.parse("m.T[k]"), set(), {("m", "T")}))) == 1


# -- how a table is read


def _careless_uses(table: Table) -> Iterator[str]:
    for module in _modules():
        path, tree = _source(module)
        names, attributes = _names_of(table, module, tree)
        for node in _careless_in(tree, names, attributes):
            yield f"{path.name}:{node.lineno} reads {table.short}, which has nothing for some"


def _names_of(table: Table, module: str, tree: ast.Module) -> tuple[set[str], set[tuple[str, str]]]:
    """What `module` calls the table: plain names, and (name, attribute)."""
    names = {table.name} if module == table.module and not table.owner else set()
    owners = {"self", "cls", table.owner} if module == table.module and table.owner else set()
    package, _, last = table.module.rpartition(".")
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)):
        for alias in node.names:
            called, where = alias.asname or alias.name, (node.module, alias.name)
            if where == (table.module, table.name):
                names.add(called)
            elif where == ((table.module, table.owner) if table.owner else (package, last)):
                owners.add(called)
    return names, {(owner, table.name) for owner in owners}


def _careless_in(tree: ast.AST, names: set[str], attributes: set[tuple[str, str]]) -> Iterator[ast.expr]:
    parents = _parents(tree)
    for node in ast.walk(tree):
        named = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
        of = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (named or (of and (node.value.id, node.attr) in attributes)) and not _expects_a_gap(node, parents):
            assert isinstance(node, ast.expr)
            yield node


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _expects_a_gap(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether the table `node` is looked up with a default, asked whether it has a key, or taken as a whole."""
    match parents[node]:
        case ast.Attribute(attr=attr):
            return attr in LOOKS_UP
        case ast.Compare(ops=ops, comparators=others):
            return any(
                other is node and isinstance(op, ast.In | ast.NotIn) for op, other in zip(ops, others, strict=True)
            )
        case ast.For(iter=over) | ast.comprehension(iter=over):
            return over is node
        case ast.Dict(keys=keys, values=values):
            return any(value is node and key is None for key, value in zip(keys, values, strict=True))
        case ast.keyword(arg=None) | ast.Starred() | ast.BinOp(op=ast.BitOr()):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in TAKES_ALL
        case _:
            return False


def _holes_of(node: ast.Dict, module: str) -> set[str]:
    """Members that a written-out dict has no entry for; none where its keys are not all of one enumeration."""
    named = {
        (key.value.id, key.attr)
        for key in node.keys
        if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)
    }
    enumeration = getattr(_modules()[module], next(iter(named))[0], None) if named else None
    if len(named) < len(node.keys) or not (isinstance(enumeration, type) and issubclass(enumeration, Enum)):
        return set()
    return set(enumeration.__members__) - {attribute for _, attribute in named}
