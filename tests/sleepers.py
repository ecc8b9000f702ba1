"""Processes that are stopped for a while, as a machine that was suspended stops them."""

import signal
import subprocess
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool
from timing import wait_until


def fell_asleep(process: subprocess.Popen[bytes], *urls: str) -> bool:
    """Stop a process where it holds no lock; else let it go on and return False."""
    process.send_signal(signal.SIGSTOP)
    # The signal is on its way while a thread still computes, which may take a lock meanwhile.
    wait_until(lambda: all(map(is_stopped, Path(f"/proc/{process.pid}/task").glob("*/stat"))))
    if all(map(nobody_is_writing, urls)):
        return True
    process.send_signal(signal.SIGCONT)
    return False


def is_stopped(stat: Path) -> bool:
    """Tell whether a thread stands still, by its file in /proc."""
    return stat.read_text().rpartition(")")[2].split()[0] == "T"


def nobody_is_writing(url: str) -> bool:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            try:
                connection.exec_driver_sql("PRAGMA busy_timeout=100")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError:
                return False
            return True
        busy = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_xid IS NOT NULL"
        )
        return bool(connection.scalar(text(busy)) == 0)
