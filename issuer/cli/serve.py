"""`insygnia serve`: the service on one machine, a small parent with a web process and workers."""

import os
import socket
import subprocess
import sys
from argparse import Namespace
from http.client import HTTPConnection, HTTPException

from issuer.cli import files
from issuer.cli.processes import Family, Program
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.settings import Settings

_PATIENCE_S = 2
_MOST_WAITING = 512
_MOST_WORKERS = 4


def run(options: Namespace) -> int:
    """Run until SIGTERM or SIGINT; say where, once requests and jobs are served."""
    settings = read_settings(options)
    with listen(settings) as listener, Family() as family:
        # The system may have chosen the port; the public address of a demonstration follows it.
        options.port = listener.getsockname()[1]
        settings = read_settings(options)
        prepare_home(settings)
        number = listener.fileno()
        family.start("web", Program(("web", "--socket", str(number)), (number,)))
        # Whoever needs the tables first makes them: the other one only says that it is not ready.
        for place in range(settings.workers or default_workers(os.cpu_count() or 1)):
            family.start(f"worker-{place + 1}", Program(("worker",)))
        demonstration = _started_demonstration() if options.demo else None

        def is_ready() -> bool:
            code = demonstration.poll() if demonstration else 0
            if code:
                raise files.RefusedError("The demonstration could not be made.")
            return code == 0 and answers_ready(listener)

        return family.look_after(
            is_ready, lambda: files.write_text(f"{settings.base_url} is ready.\n")
        )


def default_workers(processors: int) -> int:
    """Return how many workers there are when nobody says: half of the processors, four at most.

    One interpreter computes on one processor at a time, so a batch is signed by several workers,
    each with chunks of its own. The other half of the processors answers requests.
    """
    return max(1, min(_MOST_WORKERS, processors // 2))


def listen(settings: Settings) -> socket.socket:
    """Return a socket at the place that the settings name; the system chooses a port for 0.

    Raises:
        FileError: somebody else listens there, or it is not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    place = (settings.host, settings.port)
    try:
        listener = socket.create_server(place, family=family, backlog=_MOST_WAITING)
    except OSError as e:
        reason = os.strerror(e.errno) if e.errno else str(e)
        raise files.FileError(f"{place[0]}:{place[1]} cannot be listened at: {reason}.") from e
    # Connections inherit it. Without it the second half of an answer waits 40 ms for the receiver.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def answers_ready(listener: socket.socket) -> bool:
    """Tell whether the web process behind `listener` says that everything is served."""
    host, port = listener.getsockname()[:2]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
    connection = HTTPConnection(reachable, port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _started_demonstration() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "issuer.cli", "demo"], stdin=subprocess.DEVNULL, env=os.environ
    )
