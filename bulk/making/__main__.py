"""Makes one file of a batch, as the order on standard input says, and writes it to the output."""

import os
import resource
import signal
import sys
from pathlib import Path
from uuid import UUID

from bulk.making.orders import Order, pieces
from bulk.places import Places
from bulk.sheet_children import SheetChildren
from bulk.sheets import SheetLimits
from issuer.db.engine import open_database
from verifier.processes.limits import end_with_parent

_MEMORY = 2 * 1024 * 1_048_576
_PROCESSOR_SECONDS = 900
_PATIENCE = 10
"""How much it stands back behind those who answer requests (0 to 19)."""


def main() -> None:
    """Do what is ordered; whoever ordered ends this by closing either end."""
    order = Order.read(sys.stdin.buffer.readline())
    end_with_parent(sys.stdin.fileno())
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    database = open_database(order.database_url)
    children = SheetChildren(SheetLimits(), Places(Path(order.folder), order.places))
    made = pieces(
        order.name,
        database,
        UUID(order.batch_id),
        order.language,
        order.base_url,
        children.annotate,
    )
    for piece in made:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    database.dispose()


if __name__ == "__main__":
    main()
