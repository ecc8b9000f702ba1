"""The settings of the service, read once from the environment by `app` and the command line."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Network: TypeAlias = IPv4Network | IPv6Network

_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


class Environment(StrEnum):
    """Where the service runs: what is convenient to try out is refused in production."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Everything an operator can set; each name stands in the environment with `INSYGNIA_`."""

    model_config = SettingsConfigDict(env_prefix="INSYGNIA_", frozen=True, extra="ignore")

    home: Path = Field(Path("var"), description="Folder of the database, the keys and the mail.")
    database_url: str = Field("", description="Where records are; SQLite in `home` by default.")
    host: str = Field("127.0.0.1", description="Address to listen at.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen at.")
    public_url: str = Field("", description="How the world reaches the service; follows `port`.")
    env: Environment | None = Field(
        None, description="development or production; production if the public address is https."
    )
    trusted_proxies: str = Field("", description="Addresses whose X-Forwarded-For is believed.")
    private_hosts: str = Field("", description="Hosts that may have private addresses.")
    smtp_url: SecretStr | None = Field(
        None, description="smtp://user:password@host:587 or smtps://; without it mail is filed."
    )
    mail_from: str = Field("", description="The sender's address; noreply at the public host.")
    time_zone: str = Field("Europe/Warsaw", description="Time zone of new organisations.")
    demo_status: bool = Field(default=True, description="Whether badges of a demonstration say it.")
    verification_milliseconds: int = Field(
        250, ge=50, le=10_000, description="Time of the processor for a document of a stranger."
    )
    batch_rows: int = Field(200_000, ge=1, description="The most rows that a sheet may have.")
    batch_megabytes: int = Field(
        50, ge=1, le=250, description="The largest sheet, in MB; 250 at most."
    )
    batches_unread: int = Field(
        5, ge=1, le=100, description="The most imports of an organisation that wait to be read."
    )
    open_sheets: int | None = Field(
        None,
        ge=1,
        le=64,
        description="Sheets that a machine opens at once; unset: one a processor, at least 2.",
    )
    workers: int | None = Field(
        None,
        ge=1,
        le=64,
        description=(
            "Workers that `insygnia serve` starts; unset: one for two processors, four at most."
        ),
    )
    batch_hold_minutes: int = Field(
        10, ge=0, le=24 * 60, description="So long a batch's mails wait and it can be undone."
    )
    oidc_issuer: str = Field("", description="Address of an OpenID Connect provider.")
    oidc_client_id: str = Field("", description="Our name at the provider.")
    oidc_client_secret: SecretStr | None = Field(None, description="Our secret at the provider.")
    oidc_domains: str = Field("", description="E-mail domains for which the provider decides.")
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )
    registries: str = Field(
        "", description="Registers of issuers: NAME=FILE or NAME=https://…, one a line or “;”."
    )
    kept_report_days: int = Field(
        365, ge=1, le=3660, description="So long a report stays that a visitor asked to be kept."
    )
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token that opens /metrics; without it only a demonstration does."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as e:
            raise ValueError("there is no such time zone; one is called Europe/Warsaw") from e
        return name

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, text: str) -> str:
        networks_in(text)
        return text

    @field_validator("registries")
    @classmethod
    def _named_registries(cls, text: str) -> str:
        sources_in(text)
        return text

    @field_validator("database_url")
    @classmethod
    def _database_address(cls, text: str) -> str:
        kind = text.partition("://")[0].partition("+")[0]
        if text and kind not in {"sqlite", "postgresql"}:
            raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
        return text

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, address: SecretStr | None) -> SecretStr | None:
        parts = split_address(address.get_secret_value()) if address else None
        if address and (parts is None or parts.scheme not in {"smtp", "smtps"}):
            raise ValueError("write smtp://USER:PASSWORD@HOST:PORT or smtps://…")
        return address

    @model_validator(mode="after")
    def _address_without_odds(self) -> "Settings":
        parts = split_address(self.base_url)
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("INSYGNIA_PUBLIC_URL must be an http or https address")
        if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
            raise ValueError("INSYGNIA_PUBLIC_URL must be https, except on this machine")
        # Pages, cookies and addresses in badges begin at the root of a host (decision 0021).
        if self.base_url != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
            raise ValueError(
                "INSYGNIA_PUBLIC_URL must end after the host and its port: give the service a host "
                "of its own, such as https://badges.example.edu"
            )
        usual_port = parts.scheme == "https" and parts.port == 443
        if parts.netloc != parts.netloc.lower() or not parts.netloc.isascii() or usual_port:
            raise ValueError(
                "INSYGNIA_PUBLIC_URL must name the host as DIDs do: in lower case, other letters "
                "than a-z as A-labels (xn--…), without the port 443"
            )
        return self

    @property
    def trusted_networks(self) -> list[Network]:
        """The networks of the proxies whose X-Forwarded-For is believed."""
        return networks_in(self.trusted_proxies)

    @property
    def registry_sources(self) -> list[tuple[str, str]]:
        """The registers of issuers: the name of each, and its file or https address."""
        return sources_in(self.registries)

    @property
    def base_url(self) -> str:
        """The public address, without a slash at its end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def is_demonstration(self) -> bool:
        """Tell whether badges are only for this machine: the address is not https (rule 8)."""
        return urlsplit(self.base_url).scheme != "https"

    @property
    def environment(self) -> Environment:
        """Where this runs: in production when the public address is https."""
        if self.env is not None:
            return self.env
        return Environment.DEVELOPMENT if self.is_demonstration else Environment.PRODUCTION

    @property
    def database(self) -> str:
        """The address of the records."""
        return self.database_url or f"sqlite:///{self.home.absolute() / 'insygnia.db'}"

    @property
    def jobs_database(self) -> str:
        """The address of the job engine's own tables: a file beside SQLite, else the same."""
        if self.database.startswith("sqlite:"):
            return self.database.removesuffix(".db") + "-jobs.db"
        return self.database


def networks_in(text: str) -> list[Network]:
    """Return the addresses and networks in `text`, between commas or blanks.

    Raises `ValueError` that names the first one which is neither.
    """
    networks: list[Network] = []
    for part in text.replace(",", " ").split():
        try:
            networks.append(ip_network(part, strict=False))
        except ValueError as e:
            raise ValueError(
                f"{part} is no address or network; write them like 10.0.0.0/8, 2001:db8::1"
            ) from e
    return networks


def split_address(address: str) -> SplitResult | None:
    """Return the parts of an address; None if it cannot be one, such as with a port of 99999."""
    try:
        parts = urlsplit(address)
        # Only reading the port tells whether it can be one.
        _ = parts.port
    except ValueError:
        return None
    return parts


def sources_in(text: str) -> list[tuple[str, str]]:
    """Return the name and the place of each register in a setting; ValueError for what is none."""
    found = []
    for line in text.replace(";", "\n").splitlines():
        name, _, place = (part.strip() for part in line.partition("="))
        if not (name or place):
            continue
        if not name or not place or place.startswith("http://"):
            raise ValueError("write NAME=FILE or NAME=https://…, one a line or with ; between")
        found.append((name, place))
    return found
