"""`insygnia web`: one web process."""

import socket
from argparse import Namespace

import uvicorn

from issuer.cli.later import loading
from issuer.cli.lifeline import end_with_parent
from issuer.cli.preparing import prepare_tables, recall_early
from issuer.cli.serve import listen
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.settings import Settings

_LONGEST_FAREWELL_S = 8


def run(options: Namespace) -> int:
    """Answer requests until SIGTERM or SIGINT."""
    settings = read_settings(options)
    end_with_parent(options.lifeline)
    if options.socket is None:
        prepare_home(settings)
        prepare_tables(settings)
        listener = listen(settings)
    else:
        recall_early(settings)
        listener = socket.socket(fileno=options.socket)
    server = uvicorn.Server(_loaded(settings))
    server.run(sockets=[listener])
    return 0 if server.started else 1


def _loaded(settings: Settings) -> uvicorn.Config:
    """Return the configuration with the application in it."""
    config = configuration(settings)
    with loading():
        config.load()
    return config


def configuration(settings: Settings) -> uvicorn.Config:
    """Return how requests are taken: events are ours, and what proxies say is judged by `api`."""
    return uvicorn.Config(
        "issuer.app:from_environment",
        factory=True,
        log_config=None,
        log_level=settings.log_level.lower(),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LONGEST_FAREWELL_S,
        lifespan="off",
    )
