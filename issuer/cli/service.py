"""The commands that run and administer the service, as they are typed."""

from argparse import SUPPRESS

from issuer.cli.later import later
from issuer.cli.parsing import Commands

COMMANDS = frozenset(
    {"serve", "web", "worker", "demo", "db", "api-key", "operator", "scale", "bulk"}
)
"""The first words of these commands."""

_ROLES = ("administrator", "author", "issuer", "viewer")


def add_to(commands: Commands) -> None:
    """Add `serve`, `web`, `worker`, `demo`, `db`, `api-key`, `operator`, `scale` and `bulk`."""
    serve = commands.add_parser("serve", help="run the service: a web process and a worker")
    _add_place(serve)
    serve.add_argument("--demo", action="store_true", help="make the demonstration first")
    serve.set_defaults(run=later("serve"))

    web = commands.add_parser("web", help="run a web process alone")
    _add_place(web)
    web.add_argument("--socket", type=int, help=SUPPRESS)
    web.add_argument("--lifeline", type=int, help=SUPPRESS)
    web.set_defaults(run=later("web"))

    worker = commands.add_parser("worker", help="run a worker alone")
    worker.add_argument("--lifeline", type=int, help=SUPPRESS)
    worker.set_defaults(run=later("worker"))

    demo = commands.add_parser("demo", help="make the demonstration, print a link to sign in")
    demo.set_defaults(run=later("demo"))

    _add_database(commands)
    _add_administration(commands)
    _add_scale(commands)
    _add_bulk(commands)


def _add_place(parser: Commands) -> None:
    parser.add_argument("--host", help="address to listen at; default: INSYGNIA_HOST")
    parser.add_argument("--port", type=int, help="port to listen at; default: INSYGNIA_PORT")


def _add_database(commands: Commands) -> None:
    database = commands.add_parser("db", help="look after the database")
    actions = database.add_subparsers(metavar="ACTION", required=True)
    upgrade = actions.add_parser("upgrade", help="make the tables, or bring them up to date")
    upgrade.set_defaults(run=later("database"))
    restored = actions.add_parser("restored", help="say that it was put back from a backup")
    restored.add_argument(
        "--lists",
        metavar="PATH",
        nargs="+",
        default=[],
        help="signed status lists from after the backup: files, or folders of them",
    )
    restored.add_argument(
        "--audit",
        metavar="FILE",
        nargs="+",
        default=[],
        help="pages of the audit trail from after the backup",
    )
    restored.set_defaults(run=later("restored"))


def _add_administration(commands: Commands) -> None:
    keys = commands.add_parser("api-key", help="let programs in")
    actions = keys.add_subparsers(metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make a key and print it, this once")
    create.add_argument("--organisation", metavar="SLUG", required=True)
    create.add_argument("--role", choices=_ROLES, required=True)
    create.add_argument("--name", default="command line", help="how lists call it")
    create.set_defaults(run=later("api_key"))

    operators = commands.add_parser("operator", help="look after the operators of the platform")
    actions = operators.add_subparsers(metavar="ACTION", required=True)
    invite = actions.add_parser("invite", help="print a link that makes somebody an operator")
    invite.add_argument("email", metavar="EMAIL")
    invite.add_argument("--language", choices=("pl", "en"), default="pl")
    invite.set_defaults(run=later("operator"))


def _add_scale(commands: Commands) -> None:
    scale = commands.add_parser("scale", help="make many awards, and measure lists of them")
    scale.add_argument("--awards", type=int, metavar="N", help="how many, in a new organisation")
    scale.add_argument("--home", help="folder of the database; default: INSYGNIA_HOME")
    scale.add_argument("--measure", action="store_true", help="time pages of the newest ones")
    scale.add_argument("--repeats", type=int, metavar="N", default=20, help="default: 20")
    scale.set_defaults(run=later("scale"))


def _add_bulk(commands: Commands) -> None:
    bulk = commands.add_parser("bulk", help="award everybody in a sheet")
    bulk.add_argument("file", metavar="FILE", help="XLSX, CSV, TSV or text; - is standard input")
    bulk.add_argument("--achievement", metavar="ID", required=True, help="the template")
    bulk.add_argument("--dry-run", action="store_true", help="only check, and award nothing")
    bulk.add_argument("--yes", action="store_true", help="award without asking")
    bulk.add_argument("--report", metavar="FILE", help="write the report there, CSV or XLSX")
    bulk.add_argument("--language", choices=("pl", "en"), default="pl", help="of what is printed")
    bulk.set_defaults(run=later("bulk"))
