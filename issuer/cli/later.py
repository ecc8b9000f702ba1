"""Commands whose module is loaded only when they are typed.

The service brings a web framework, a database and a job engine; whoever checks a badge need not
wait for them.
"""

import gc
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

_SELDOM = (20_000, 20, 20)
"""New objects before the youngest are looked through, and such looks before older ones are."""


def later(module: str) -> Callable[[Namespace], int]:
    """Return a function that runs the function `run` of a module beside this one."""

    def run(options: Namespace) -> int:
        name = f"{__package__}.{module}"
        if name not in sys.modules:
            with loading():
                import_module(name)
        return int(sys.modules[name].run(options))

    return run


@contextmanager
def loading() -> Iterator[None]:
    """Keep for good all that is there at the end, in a process that has just begun.

    Looking through it for garbage would take a tenth of the time to start, and some time whenever
    there is garbage. What is made later is looked through more seldom than Python would: rows of a
    sheet come and go by the hundred thousand, and nearly nothing refers to itself in a circle.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
