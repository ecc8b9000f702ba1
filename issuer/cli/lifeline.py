"""How a process learns that the one that started it is gone, however that died.

The parent holds one end of a pipe and never writes. When it dies the other end is at its end, which
every system tells at once, `kill -9` or not.
"""

import os
import signal
import threading
from collections.abc import Callable

PATIENCE_S = 10
"""How long a process that has lost its parent may take to end by itself."""


def end_with_parent(descriptor: int | None) -> None:
    """End this process, as by SIGTERM, when the other end of the pipe `descriptor` is closed."""
    if descriptor is not None:
        watch(descriptor, lambda: os.kill(os.getpid(), signal.SIGTERM))


def watch(descriptor: int, end: Callable[[], None]) -> None:
    """Call `end` when the pipe is closed; a process that is still there later is ended at once."""

    def wait() -> None:
        while os.read(descriptor, 1):
            pass
        end()
        threading.Event().wait(PATIENCE_S)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
