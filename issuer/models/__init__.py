"""The tables, one file a subject; importing this package makes all of them known."""

from issuer.models.achievements import (
    Achievement,
    AchievementState,
    AchievementTerm,
    AchievementVersion,
    TermKind,
)
from issuer.models.awards import Award, AwardState, DuplicatePolicy, Form, FormKind, Generation
from issuer.models.base import Base
from issuer.models.batches import (
    Batch,
    BatchChunk,
    BatchFile,
    BatchReading,
    BatchRow,
    BatchState,
    ChunkKind,
    JobState,
    RowState,
)
from issuer.models.erasures import Erasure, ErasureState
from issuer.models.kept_reports import KeptReport, KeptReportCredential
from issuer.models.organisations import Organisation
from issuer.models.outbox import Delivery, Mail, MailKind, Webhook, WebhookDelivery
from issuer.models.people import (
    ApiKey,
    Identity,
    Link,
    LinkPurpose,
    LoginSession,
    Membership,
    Person,
    Role,
)
from issuer.models.records import AuditEntry, IdempotentAnswer, InstanceFact, RateCount, Upload
from issuer.models.signing_keys import IssuerKey, KeyState
from issuer.models.status_lists import StatusList
from issuer.models.workers import Worker

__all__ = [
    "Achievement",
    "AchievementState",
    "AchievementTerm",
    "AchievementVersion",
    "ApiKey",
    "AuditEntry",
    "Award",
    "AwardState",
    "Base",
    "Batch",
    "BatchChunk",
    "BatchFile",
    "BatchReading",
    "BatchRow",
    "BatchState",
    "ChunkKind",
    "Delivery",
    "DuplicatePolicy",
    "Erasure",
    "ErasureState",
    "Form",
    "FormKind",
    "Generation",
    "IdempotentAnswer",
    "Identity",
    "InstanceFact",
    "IssuerKey",
    "JobState",
    "KeptReport",
    "KeptReportCredential",
    "KeyState",
    "Link",
    "LinkPurpose",
    "LoginSession",
    "Mail",
    "MailKind",
    "Membership",
    "Organisation",
    "Person",
    "RateCount",
    "Role",
    "RowState",
    "StatusList",
    "TermKind",
    "Upload",
    "Webhook",
    "WebhookDelivery",
    "Worker",
]
