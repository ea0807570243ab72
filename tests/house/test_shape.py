from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEXTS = [
    *SOURCES,
    *TESTS,
    *(p for folder in ("assets", ".ci") for p in sorted((ROOT / folder).rglob("*")) if p.is_file()),
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", ".gitignore")),
]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_modules_keep_to_one_idea() -> None:
    long = {name(path): n for path in SOURCES if (n := len(path.read_text().splitlines())) > 500}
    assert not long


def test_every_module_says_what_it_is_and_is_annotated_lazily() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), name(path)


def test_no_module_is_a_drawer() -> None:
    drawers = {"helpers", "utils", "util", "manager", "common", "misc"}
    assert not [name(path) for path in SOURCES if path.stem in drawers]


def test_nothing_decodes_or_runs_what_it_was_given() -> None:
    """Law 7, read from the syntax tree so that words in comments do not count."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                assert not {"pickle", "marshal", "shelve"} & {alias.name for alias in node.names}, name(path)
            if isinstance(node, ast.ImportFrom):
                assert node.module not in ("pickle", "marshal", "shelve"), name(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), name(path)


def test_world_and_engine_hold_no_floats_and_no_unnamed_chance() -> None:
    """Laws 1 and 3: no float literal, true division or random stream in the rooms of the rules."""
    for room in ("world", "engine"):
        for path in sorted((ROOT / "src" / "hegemon" / room).rglob("*.py")):
            tree = ast.parse(path.read_text())
            said = {id(n) for text in ast.walk(tree) if isinstance(text, ast.FormattedValue) for n in ast.walk(text)}
            for node in ast.walk(tree):
                if id(node) in said:  # a number on its way into a sentence enters no world
                    continue
                where = f"{name(path)}:{getattr(node, 'lineno', 0)}"
                assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), where
                assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _path(node)), where
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
                    assert not {"random", "time", "secrets", "uuid"} & names, where


def _path(node: ast.BinOp) -> bool:
    """Says whether a division joins paths: one side is a text."""
    sides = [n for side in (node.left, node.right) for n in ast.walk(side)]
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in sides)


def test_no_lock_file_and_no_registry_address() -> None:
    locks = {"uv.lock", "poetry.lock", "package-lock.json", "Pipfile.lock", "pdm.lock"}
    assert not [path for lock in locks for path in ROOT.glob(f"{lock}")]
    host = re.compile(rb"https?://(registry|files|deb|security)\.[a-z]|https?://[^/ ]+/simple/?")
    for path in TEXTS:
        assert not host.search(path.read_bytes()), name(path)


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_no_two_tests_or_modules_of_one_folder_differ_only_in_case(folder: str) -> None:
    paths = [name(path).casefold() for path in (ROOT / folder).rglob("*.py")]
    assert len(paths) == len(set(paths))


def test_rooms_import_only_the_rooms_before_them() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_runtime_dependencies_are_the_five_agreed_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = {re.split(r"[<>=~! ]", line)[0] for line in project["dependencies"]}
    assert found == {"textual", "numpy", "networkx", "appdirs", "msgspec"}
    assert project["requires-python"] == ">=3.11"
