"""The files of this repository, as git lists them, and the Python in them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("contexts", "keys", "signing", "verifier", "issuer", "bulk")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[str, ...]:
    """Return the paths of all files that are, or are about to be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(
        path for path in sorted(set(listed.stdout.splitlines())) if (ROOT / path).is_file()
    )


def python_files(*folders: str) -> tuple[str, ...]:
    """Return the Python files below `folders`, or all of them."""
    return tuple(
        path
        for path in files()
        if path.endswith(".py")
        and (not folders or path.startswith(tuple(f"{f}/" for f in folders)))
    )


def text(path: str) -> str:
    """Return the text of a file; what is not UTF-8 is seen byte by byte."""
    return (ROOT / path).read_bytes().decode("utf-8", "replace")


@cache
def tree(path: str) -> ast.Module:
    return ast.parse(text(path))


def functions(path: str) -> Iterator[Function]:
    """Yield every function and method of a file, inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def public_definitions(path: str) -> Iterator[Function | ast.ClassDef]:
    """Yield the public functions and classes of a module, and the public methods of the classes."""
    for node in tree(path).body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                inner = (part for part in node.body if isinstance(part, Function))
                yield from (part for part in inner if not part.name.startswith("_"))


@cache
def used_names(path: str) -> tuple[tuple[str, int], ...]:
    """Return each dotted name that a file uses or imports, spelt out in full, with its line."""
    return tuple(_used_names(path))


def _used_names(path: str) -> Iterator[tuple[str, int]]:
    known: dict[str, str] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                known[name.asname or name.name.partition(".")[0]] = (
                    name.name if name.asname else name.name.partition(".")[0]
                )
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                known[name.asname or name.name] = f"{node.module}.{name.name}"
                yield f"{node.module}.{name.name}", node.lineno
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute | ast.Name) and (dotted := _dotted(node)):
            first, dot, rest = dotted.partition(".")
            yield f"{known.get(first, first)}{dot}{rest}", node.lineno


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := _dotted(node.value)):
        return f"{left}.{node.attr}"
    return None
