"""The settings of the service, read once from the environment by `app` and the command line."""

from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    oidc_issuer: str = Field("", description="Address of an OpenID Connect provider.")
    oidc_client_id: str = Field("", description="Our name at the provider.")
    oidc_client_secret: SecretStr | None = Field(None, description="Our secret at the provider.")
    oidc_domains: str = Field("", description="E-mail domains for which the provider decides.")
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token that opens /metrics; without it only a demonstration does."
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @model_validator(mode="after")
    def _address_without_odds(self) -> "Settings":
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("INSYGNIA_PUBLIC_URL must be an http or https address")
        if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
            raise ValueError("INSYGNIA_PUBLIC_URL must be https, except on this machine")
        return self

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
