"""The service listens so that answers leave at once."""

import socket
from pathlib import Path

from issuer.cli.serve import listen
from issuer.settings import Settings


def test_answers_do_not_wait_for_more(tmp_path: Path) -> None:
    with (
        listen(Settings(home=tmp_path, port=0)) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as connection,
    ):
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
