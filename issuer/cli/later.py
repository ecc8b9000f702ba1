"""Commands whose module is loaded only when they are typed.

The service brings a web framework, a database and a job engine; whoever checks a badge need not
wait for them.
"""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module


def later(module: str) -> Callable[[Namespace], int]:
    """Return a function that runs the function `run` of a module beside this one."""

    def run(options: Namespace) -> int:
        return int(import_module(f"{__package__}.{module}").run(options))

    return run
