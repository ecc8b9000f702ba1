"""The rules of the house that a machine can check: lengths, names, docstrings, errors, purity."""

import ast
import inspect
import re
from types import ModuleType

import pytest

import contexts.errors
import contexts.vocabulary.errors
import keys.errors
import signing.baking_errors
import signing.errors
import signing.status_list_errors
import verifier.errors

from .repository import (
    PACKAGES,
    ROOT,
    Function,
    files,
    functions,
    public_definitions,
    python_files,
    text,
    tree,
    used_names,
)

LONGEST_FILE, LONGEST_FUNCTION = 300, 30
# One document each, which is easier to read as a whole.
DOCUMENTS = (
    "issuer/samples/badge.py",
    "tests/interop/sample.py",
    "tests/selective_disclosure/badges.py",
    "tests/vocabulary/sample.py",
)

# Their code neither reads the clock nor the environment, nor talks to anybody (issue of the core).
PURE = ("contexts", "keys", "signing", "verifier")
IMPURE = (
    "asyncio", "ctypes", "ftplib", "getpass", "glob", "http", "importlib.reload", "logging",
    "multiprocessing", "os", "random", "requests", "select", "shelve", "smtplib", "socket", "ssl",
    "subprocess", "sys.argv", "sys.stdin", "sys.stdout", "time", "urllib.request", "uuid.uuid1",
    "uuid.uuid4", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
    "datetime.date.today", "print", "input", "open", "eval", "exec", "breakpoint",
)  # fmt: skip
ALLOWED: dict[str, tuple[str, ...]] = {
    # Taking the contexts out of their packages again is a program of its own, never imported.
    "contexts/documents/collect.py": ("subprocess", "sys.stdout"),
    # Key files are created with their permissions, in one step, and read back by descriptor.
    "keys/file_backend.py": ("os",),
    "keys/kek.py": ("os.urandom", "os.fstat"),
    "keys/envelope.py": ("os.urandom",),
    # The only way out: it resolves names itself, and its TLS settings are passed in.
    "verifier/fetching/fetcher.py": ("ssl",),
    "verifier/fetching/names.py": ("socket",),
    "verifier/fetching/network.py": ("ssl",),
    # Children read what is hostile: their parent starts them, and they give up what they have.
    "verifier/processes/beginnings.py": ("socket",),
    "verifier/processes/limits.py": ("os",),
    "verifier/processes/spawning.py": ("os", "socket", "subprocess"),
}


def test_there_is_something_to_check() -> None:
    assert len(python_files(*PACKAGES)) > 60
    assert (ROOT / "pyproject.toml").is_file()


def test_no_file_of_code_is_too_long() -> None:
    lengths = {path: text(path).count("\n") for path in python_files()}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{path}:{function.name}": _length(function)
        for path in python_files()
        if path not in DOCUMENTS
        for function in functions(path)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_no_module_is_called_after_nothing() -> None:
    vague = re.compile(r"(^|/|_)(utils?|helpers?|common|managers?|misc)(_|\.py$|/)")
    assert [path for path in python_files() if vague.search(path)] == []


@pytest.mark.parametrize("path", python_files(*PACKAGES))
def test_no_module_prints(path: str) -> None:
    assert [line for name, line in used_names(path) if name == "print"] == []


@pytest.mark.parametrize("path", python_files(*PURE))
def test_the_kernel_has_no_clock_no_environment_and_no_network(path: str) -> None:
    allowed = ALLOWED.get(path, ())
    found = [
        (name, line)
        for name, line in used_names(path)
        for forbidden in IMPURE
        if _is_in(name, forbidden) and not any(_belongs(name, exception) for exception in allowed)
    ]
    assert found == []


def test_every_exception_to_purity_is_used() -> None:
    for path, exceptions in ALLOWED.items():
        used = {name for name, _ in used_names(path)}
        for exception in exceptions:
            assert any(_is_in(name, exception) for name in used), (path, exception)


@pytest.mark.parametrize("path", python_files("issuer", "bulk"))
def test_only_where_programs_start_is_the_environment_read(path: str) -> None:
    # `app` is what the web server is told to start, with nothing but the environment.
    if not path.startswith("issuer/cli/") and path != "issuer/app.py":
        found = [name for name, _ in used_names(path) if _is_in(name, "os.environ")]
        assert found == []


@pytest.mark.parametrize("path", python_files(*PACKAGES))
def test_every_module_and_everything_public_has_a_docstring(path: str) -> None:
    bare = [node.name for node in public_definitions(path) if not ast.get_docstring(node)]
    assert bare == []
    assert ast.get_docstring(tree(path))


ERROR_MODULES: list[tuple[ModuleType, type[Exception]]] = [
    (contexts.errors, contexts.errors.Error),
    (contexts.vocabulary.errors, contexts.vocabulary.errors.VocabularyError),
    (keys.errors, keys.errors.Error),
    (signing.errors, signing.errors.Error),
    (signing.baking_errors, signing.errors.Error),
    (signing.status_list_errors, signing.errors.Error),
    (verifier.errors, verifier.errors.Error),
]


@pytest.mark.parametrize(("module", "base"), ERROR_MODULES, ids=lambda value: value.__name__)
def test_every_error_ends_in_error_and_has_the_base_of_its_package(
    module: ModuleType, base: type[Exception]
) -> None:
    own = [
        value
        for _, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__
    ]
    assert own
    for error in own:
        assert error.__name__.endswith("Error"), error
        assert issubclass(error, base), error
        assert error.__doc__, error
    if base in own:
        # An instant that cannot be read is a bad value wherever dates are parsed.
        assert base.__bases__ in {(Exception,), (ValueError,)}


def test_errors_are_declared_in_the_files_for_errors_only() -> None:
    declared = [
        f"{path}:{node.name}"
        for path in python_files(*PURE)
        if not path.endswith("errors.py")
        for node in public_definitions(path)
        if node.name.endswith("Error")
    ]
    assert declared == []


def test_every_reason_for_silence_is_given() -> None:
    silent = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<codes>[:\[][^#]*)?(?P<reason>.*)")
    unreasoned = [
        f"{path}:{number}"
        for path in python_files(*PACKAGES)
        for number, line in enumerate(text(path).splitlines(), 1)
        if (match := silent.search(line)) and not re.search(r"[A-Za-z]{3}", _reason(match.group(0)))
    ]
    assert unreasoned == []


def test_every_package_says_that_it_is_typed() -> None:
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(files())


def _length(function: Function) -> int:
    """Return the lines that a function does something in: neither signature nor docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_in(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _belongs(name: str, exception: str) -> bool:
    """Tell whether `name` is part of what is allowed, or the import that leads there."""
    return _is_in(name, exception) or exception.startswith(f"{name}.")


def _reason(comment: str) -> str:
    """Return what is left of a comment after the marks that silence a checker."""
    return re.sub(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[\w,\- ]+\])?)", "", comment)
