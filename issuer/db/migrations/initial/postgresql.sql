CREATE TABLE kept_report (
    id UUID NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    removal_hash VARCHAR(64) NOT NULL,
    report TEXT NOT NULL,
    signed TEXT,
    file_sha256 VARCHAR(64) NOT NULL,
    shown_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_kept_report PRIMARY KEY (id),
    CONSTRAINT uq_kept_report_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_kept_report_expires_at ON kept_report (expires_at);

CREATE TABLE organisation (
    id UUID NOT NULL,
    slug VARCHAR(63) NOT NULL,
    did VARCHAR(2048) NOT NULL,
    names JSON NOT NULL,
    descriptions JSON NOT NULL,
    language VARCHAR(35) NOT NULL,
    time_zone VARCHAR(64) NOT NULL,
    url VARCHAR(2083),
    email VARCHAR(250),
    phone VARCHAR(64),
    address JSON NOT NULL,
    identifiers JSON NOT NULL,
    linkedin_id VARCHAR(20),
    accent VARCHAR(7),
    two_confirm_batches BOOLEAN NOT NULL,
    logo_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT uq_organisation_slug UNIQUE (slug),
    CONSTRAINT uq_organisation_did UNIQUE (did)
);

CREATE TABLE person (
    id UUID NOT NULL,
    email VARCHAR(250) NOT NULL,
    email_key VARCHAR(512) NOT NULL,
    name VARCHAR(500) NOT NULL,
    password_hash VARCHAR(255),
    language VARCHAR(35) NOT NULL,
    is_operator BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_email_key UNIQUE (email_key)
);

CREATE TABLE rate_count (
    key VARCHAR(255) NOT NULL,
    count INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rate_count PRIMARY KEY (key)
);

CREATE INDEX ix_rate_count_expires_at ON rate_count (expires_at);

CREATE TABLE instance_fact (
    name VARCHAR(50) NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_instance_fact PRIMARY KEY (name)
);

CREATE TABLE worker (
    id VARCHAR(64) NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_worker PRIMARY KEY (id)
);

CREATE INDEX ix_worker_seen_at ON worker (seen_at);

CREATE TABLE achievement (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    author_id UUID,
    state VARCHAR(20) NOT NULL,
    duplicate_policy VARCHAR(20) NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    active_version INTEGER,
    achievement_type VARCHAR(100) NOT NULL,
    sort_name VARCHAR COLLATE "C" NOT NULL,
    awarded_count INTEGER NOT NULL,
    claimed_count INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_achievement PRIMARY KEY (id),
    CONSTRAINT fk_achievement_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_achievement_author_id_person FOREIGN KEY(author_id) REFERENCES person (id)
);

CREATE INDEX ix_achievement_organisation_id_sort_name_id ON achievement (organisation_id, sort_name, id);

CREATE INDEX ix_achievement_organisation_id_updated_at_id ON achievement (organisation_id, updated_at, id);

CREATE TABLE erasure (
    id UUID NOT NULL,
    organisation_id UUID,
    mails JSON NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    cleaned_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_erasure PRIMARY KEY (id),
    CONSTRAINT fk_erasure_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_erasure_state_due_at ON erasure (state, due_at);

CREATE TABLE kept_report_credential (
    report_id UUID NOT NULL,
    credential_hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_kept_report_credential PRIMARY KEY (report_id, credential_hash),
    CONSTRAINT fk_kept_report_credential_report_id_kept_report FOREIGN KEY(report_id) REFERENCES kept_report (id) ON DELETE CASCADE
);

CREATE INDEX ix_kept_report_credential_credential_hash ON kept_report_credential (credential_hash);

CREATE TABLE webhook (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    url VARCHAR(2083) NOT NULL,
    events JSON NOT NULL,
    secrets JSON NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    resting_until TIMESTAMP WITH TIME ZONE,
    disabled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_webhook PRIMARY KEY (id),
    CONSTRAINT fk_webhook_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_webhook_organisation_id ON webhook (organisation_id);

CREATE TABLE identity (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    iss VARCHAR(2083) NOT NULL,
    sub VARCHAR(255) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_identity PRIMARY KEY (id),
    CONSTRAINT uq_identity_iss_sub UNIQUE (iss, sub),
    CONSTRAINT fk_identity_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_identity_person_id ON identity (person_id);

CREATE TABLE membership (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL,
    roles JSON NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT uq_membership_organisation_id_person_id UNIQUE (organisation_id, person_id),
    CONSTRAINT fk_membership_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_membership_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_membership_person_id ON membership (person_id);

CREATE TABLE api_key (
    id VARCHAR(16) NOT NULL,
    organisation_id UUID NOT NULL,
    name VARCHAR(250) NOT NULL,
    secret_hash VARCHAR(64) NOT NULL,
    scopes JSON NOT NULL,
    created_by UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_used_at TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_api_key PRIMARY KEY (id),
    CONSTRAINT fk_api_key_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_api_key_created_by_person FOREIGN KEY(created_by) REFERENCES person (id)
);

CREATE INDEX ix_api_key_organisation_id ON api_key (organisation_id);

CREATE TABLE audit (
    id BIGSERIAL NOT NULL,
    organisation_id UUID,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    action VARCHAR(50) NOT NULL,
    actor VARCHAR(80) NOT NULL,
    subject_kind VARCHAR(30) NOT NULL,
    subject_id VARCHAR(80) NOT NULL,
    facts JSON NOT NULL,
    text_digest VARCHAR(64),
    text_nonce VARCHAR(32),
    text TEXT,
    CONSTRAINT pk_audit PRIMARY KEY (id),
    CONSTRAINT fk_audit_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_audit_organisation_id_action_at_id ON audit (organisation_id, action, at, id);

CREATE INDEX ix_audit_organisation_id_at_id ON audit (organisation_id, at, id);

CREATE INDEX ix_audit_organisation_id_id ON audit (organisation_id, id);

CREATE INDEX ix_audit_organisation_id_subject_id_at_id ON audit (organisation_id, subject_id, at, id);

CREATE TABLE upload (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    award_id UUID,
    purpose VARCHAR(20) NOT NULL,
    name VARCHAR(1000),
    media_type VARCHAR(100) NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    content BYTEA,
    composition JSON,
    created_by VARCHAR(80),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_upload PRIMARY KEY (id),
    CONSTRAINT fk_upload_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_upload_award_id ON upload (award_id);

CREATE INDEX ix_upload_organisation_id ON upload (organisation_id);

CREATE TABLE issuer_key (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    algorithm VARCHAR(20) NOT NULL,
    version INTEGER NOT NULL,
    public_key BYTEA NOT NULL,
    multikey VARCHAR(200) NOT NULL,
    thumbprint VARCHAR(43) NOT NULL,
    state VARCHAR(20) NOT NULL,
    envelope JSON,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    retired_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_issuer_key PRIMARY KEY (id),
    CONSTRAINT uq_issuer_key_organisation_id_thumbprint UNIQUE (organisation_id, thumbprint),
    CONSTRAINT fk_issuer_key_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_issuer_key_thumbprint ON issuer_key (thumbprint);

CREATE TABLE status_list (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    number INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    permutation_key JSON NOT NULL,
    bits BYTEA NOT NULL,
    signed TEXT NOT NULL,
    signed_sha256 VARCHAR(64) NOT NULL,
    signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_status_list PRIMARY KEY (id),
    CONSTRAINT uq_status_list_organisation_id_number UNIQUE (organisation_id, number),
    CONSTRAINT fk_status_list_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_status_list_signed_at ON status_list (signed_at);

CREATE TABLE achievement_term (
    achievement_id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    value VARCHAR COLLATE "C" NOT NULL,
    CONSTRAINT pk_achievement_term PRIMARY KEY (achievement_id, kind, value),
    CONSTRAINT fk_achievement_term_achievement_id_achievement FOREIGN KEY(achievement_id) REFERENCES achievement (id)
);

CREATE INDEX ix_achievement_term_kind_value_achievement_id ON achievement_term (kind, value, achievement_id);

CREATE TABLE achievement_version (
    id UUID NOT NULL,
    achievement_id UUID NOT NULL,
    number INTEGER NOT NULL,
    content JSON NOT NULL,
    pictures JSON NOT NULL,
    editions JSON NOT NULL,
    created_by UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    activated_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_achievement_version PRIMARY KEY (id),
    CONSTRAINT uq_achievement_version_achievement_id_number UNIQUE (achievement_id, number),
    CONSTRAINT fk_achievement_version_achievement_id_achievement FOREIGN KEY(achievement_id) REFERENCES achievement (id),
    CONSTRAINT fk_achievement_version_created_by_person FOREIGN KEY(created_by) REFERENCES person (id)
);

CREATE TABLE batch (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    achievement_id UUID NOT NULL,
    state VARCHAR(20) NOT NULL,
    file_name VARCHAR(1000),
    file_kind VARCHAR(20),
    size INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    language VARCHAR(35) NOT NULL,
    came_from UUID,
    headings JSON NOT NULL,
    rows INTEGER NOT NULL,
    ok INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    done INTEGER NOT NULL,
    awarded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    revoked INTEGER NOT NULL,
    failure JSON,
    created_by VARCHAR(80) NOT NULL,
    approved_by VARCHAR(80),
    confirmed_by VARCHAR(80),
    revoked_by VARCHAR(80),
    person_id UUID,
    api_key_id VARCHAR(16),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    hold_seconds INTEGER NOT NULL,
    mails_at TIMESTAMP WITH TIME ZONE,
    undone_at TIMESTAMP WITH TIME ZONE,
    reason TEXT,
    erased JSON NOT NULL,
    cleared_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_batch PRIMARY KEY (id),
    CONSTRAINT fk_batch_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_batch_achievement_id_achievement FOREIGN KEY(achievement_id) REFERENCES achievement (id),
    CONSTRAINT fk_batch_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_batch_api_key_id_api_key FOREIGN KEY(api_key_id) REFERENCES api_key (id)
);

CREATE INDEX ix_batch_achievement_id ON batch (achievement_id);

CREATE INDEX ix_batch_came_from ON batch (came_from);

CREATE INDEX ix_batch_organisation_id_created_at_id ON batch (organisation_id, created_at, id);

CREATE TABLE webhook_delivery (
    id UUID NOT NULL,
    webhook_id UUID NOT NULL,
    event VARCHAR(50) NOT NULL,
    payload JSON NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    status INTEGER,
    CONSTRAINT pk_webhook_delivery PRIMARY KEY (id),
    CONSTRAINT fk_webhook_delivery_webhook_id_webhook FOREIGN KEY(webhook_id) REFERENCES webhook (id)
);

CREATE INDEX ix_webhook_delivery_state_due_at ON webhook_delivery (state, due_at);

CREATE INDEX ix_webhook_delivery_webhook_id_created_at_id ON webhook_delivery (webhook_id, created_at, id);

CREATE TABLE award (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    achievement_id UUID NOT NULL,
    version_id UUID NOT NULL,
    credential_uuid UUID NOT NULL,
    credential_id VARCHAR(2083) NOT NULL,
    subject_id VARCHAR(2083) NOT NULL,
    first_name VARCHAR(1000),
    last_name VARCHAR(1000),
    email VARCHAR(1000),
    email_key VARCHAR COLLATE "C",
    email_salt VARCHAR(32),
    sort_name VARCHAR COLLATE "C",
    search_last_name VARCHAR COLLATE "C",
    search_first_name VARCHAR COLLATE "C",
    search_number VARCHAR COLLATE "C",
    language VARCHAR(35) NOT NULL,
    valid_until TIMESTAMP WITH TIME ZONE,
    expired BOOLEAN NOT NULL,
    narrative TEXT,
    certificate_number VARCHAR(1000),
    evidence JSON NOT NULL,
    activity_from DATE,
    activity_to DATE,
    results JSON NOT NULL,
    state VARCHAR(20) NOT NULL,
    delivery VARCHAR(20) NOT NULL,
    published BOOLEAN NOT NULL,
    hidden BOOLEAN NOT NULL,
    awarded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    claimed_at TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    replaced_by_id UUID,
    erased_at TIMESTAMP WITH TIME ZONE,
    generation INTEGER NOT NULL,
    awarded_by UUID,
    api_key_id VARCHAR(16),
    batch_id UUID,
    CONSTRAINT pk_award PRIMARY KEY (id),
    CONSTRAINT fk_award_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_award_achievement_id_achievement FOREIGN KEY(achievement_id) REFERENCES achievement (id),
    CONSTRAINT fk_award_version_id_achievement_version FOREIGN KEY(version_id) REFERENCES achievement_version (id),
    CONSTRAINT uq_award_credential_uuid UNIQUE (credential_uuid),
    CONSTRAINT uq_award_credential_id UNIQUE (credential_id),
    CONSTRAINT fk_award_replaced_by_id_award FOREIGN KEY(replaced_by_id) REFERENCES award (id),
    CONSTRAINT fk_award_awarded_by_person FOREIGN KEY(awarded_by) REFERENCES person (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT fk_award_api_key_id_api_key FOREIGN KEY(api_key_id) REFERENCES api_key (id)
);

CREATE INDEX ix_award_achievement_by_date ON award (organisation_id, achievement_id, awarded_at, id);

CREATE INDEX ix_award_achievement_by_email ON award (organisation_id, achievement_id, email_key, id);

CREATE INDEX ix_award_achievement_by_name ON award (organisation_id, achievement_id, sort_name, id);

CREATE INDEX ix_award_achievement_id_email_key ON award (achievement_id, email_key);

CREATE INDEX ix_award_all_by_date ON award (organisation_id, awarded_at, id);

CREATE INDEX ix_award_all_by_email ON award (organisation_id, email_key, id);

CREATE INDEX ix_award_all_by_name ON award (organisation_id, sort_name, id);

CREATE INDEX ix_award_batch ON award (batch_id, id) WHERE batch_id IS NOT NULL;

CREATE INDEX ix_award_delivery_by_date ON award (organisation_id, delivery, awarded_at, id);

CREATE INDEX ix_award_delivery_by_email ON award (organisation_id, delivery, email_key, id);

CREATE INDEX ix_award_delivery_by_name ON award (organisation_id, delivery, sort_name, id);

CREATE INDEX ix_award_email_key_awarded_at ON award (email_key, awarded_at);

CREATE INDEX ix_award_expiring ON award (expired, valid_until) WHERE valid_until IS NOT NULL;

CREATE INDEX ix_award_in_force_by_date ON award (organisation_id, expired, awarded_at, id) WHERE revoked_at IS NULL;

CREATE INDEX ix_award_in_force_by_email ON award (organisation_id, expired, email_key, id) WHERE revoked_at IS NULL;

CREATE INDEX ix_award_in_force_by_name ON award (organisation_id, expired, sort_name, id) WHERE revoked_at IS NULL;

CREATE INDEX ix_award_language_by_date ON award (organisation_id, language, awarded_at, id);

CREATE INDEX ix_award_language_by_email ON award (organisation_id, language, email_key, id);

CREATE INDEX ix_award_language_by_name ON award (organisation_id, language, sort_name, id);

CREATE INDEX ix_award_organisation_id_search_first_name_id ON award (organisation_id, search_first_name, id);

CREATE INDEX ix_award_organisation_id_search_last_name_id ON award (organisation_id, search_last_name, id);

CREATE INDEX ix_award_organisation_id_search_number_id ON award (organisation_id, search_number, id);

CREATE INDEX ix_award_replaced_by_date ON award (organisation_id, awarded_at, id) WHERE replaced_by_id IS NOT NULL;

CREATE INDEX ix_award_replaced_by_email ON award (organisation_id, email_key, id) WHERE replaced_by_id IS NOT NULL;

CREATE INDEX ix_award_replaced_by_name ON award (organisation_id, sort_name, id) WHERE replaced_by_id IS NOT NULL;

CREATE INDEX ix_award_revoked_by_date ON award (organisation_id, awarded_at, id) WHERE revoked_at IS NOT NULL AND replaced_by_id IS NULL;

CREATE INDEX ix_award_revoked_by_email ON award (organisation_id, email_key, id) WHERE revoked_at IS NOT NULL AND replaced_by_id IS NULL;

CREATE INDEX ix_award_revoked_by_name ON award (organisation_id, sort_name, id) WHERE revoked_at IS NOT NULL AND replaced_by_id IS NULL;

CREATE INDEX ix_award_state_by_date ON award (organisation_id, state, awarded_at, id);

CREATE INDEX ix_award_state_by_email ON award (organisation_id, state, email_key, id);

CREATE INDEX ix_award_state_by_name ON award (organisation_id, state, sort_name, id);

CREATE TABLE batch_file (
    batch_id UUID NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT pk_batch_file PRIMARY KEY (batch_id),
    CONSTRAINT fk_batch_file_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);

CREATE TABLE batch_reading (
    id UUID NOT NULL,
    batch_id UUID NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_batch_reading PRIMARY KEY (id),
    CONSTRAINT uq_batch_reading_batch_id UNIQUE (batch_id),
    CONSTRAINT fk_batch_reading_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);

CREATE INDEX ix_batch_reading_state_due_at ON batch_reading (state, due_at);

CREATE TABLE batch_chunk (
    id UUID NOT NULL,
    batch_id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    number INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    entries JSON NOT NULL,
    awarded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    CONSTRAINT pk_batch_chunk PRIMARY KEY (id),
    CONSTRAINT uq_batch_chunk_batch_id_kind_number UNIQUE (batch_id, kind, number),
    CONSTRAINT fk_batch_chunk_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
);

CREATE INDEX ix_batch_chunk_state_due_at ON batch_chunk (state, due_at);

CREATE TABLE generation (
    id UUID NOT NULL,
    award_id UUID NOT NULL,
    number INTEGER NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT,
    status_list_id UUID,
    status_index INTEGER,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_generation PRIMARY KEY (id),
    CONSTRAINT uq_generation_award_id_number UNIQUE (award_id, number),
    CONSTRAINT uq_generation_status_list_id_status_index UNIQUE (status_list_id, status_index),
    CONSTRAINT fk_generation_award_id_award FOREIGN KEY(award_id) REFERENCES award (id),
    CONSTRAINT fk_generation_status_list_id_status_list FOREIGN KEY(status_list_id) REFERENCES status_list (id)
);

CREATE TABLE batch_row (
    batch_id UUID NOT NULL,
    number INTEGER NOT NULL,
    state VARCHAR(20) NOT NULL,
    email TEXT,
    first_name TEXT,
    last_name TEXT,
    email_key VARCHAR COLLATE "C",
    sort_email VARCHAR COLLATE "C",
    sort_first_name VARCHAR COLLATE "C",
    sort_last_name VARCHAR COLLATE "C",
    sort_status VARCHAR COLLATE "C" NOT NULL,
    values JSON NOT NULL,
    extras JSON NOT NULL,
    faults JSON NOT NULL,
    award_id UUID,
    CONSTRAINT pk_batch_row PRIMARY KEY (batch_id, number),
    CONSTRAINT fk_batch_row_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
    CONSTRAINT fk_batch_row_award_id_award FOREIGN KEY(award_id) REFERENCES award (id)
);

CREATE INDEX ix_batch_row_award_id ON batch_row (award_id);

CREATE INDEX ix_batch_row_batch_id_state_number ON batch_row (batch_id, state, number);

CREATE INDEX ix_batch_row_email_key ON batch_row (email_key);

CREATE TABLE link (
    id UUID NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    organisation_id UUID,
    person_id UUID,
    award_id UUID,
    email VARCHAR(250),
    roles JSON NOT NULL,
    makes_operator BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_link PRIMARY KEY (id),
    CONSTRAINT uq_link_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_link_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_link_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_link_award_id_award FOREIGN KEY(award_id) REFERENCES award (id)
);

CREATE INDEX ix_link_award_id ON link (award_id);

CREATE INDEX ix_link_organisation_id ON link (organisation_id);

CREATE INDEX ix_link_person_id ON link (person_id);

CREATE TABLE login_session (
    id UUID NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    person_id UUID,
    award_id UUID,
    covers_mailbox BOOLEAN NOT NULL,
    organisation_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_login_session PRIMARY KEY (id),
    CONSTRAINT uq_login_session_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_login_session_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT fk_login_session_award_id_award FOREIGN KEY(award_id) REFERENCES award (id),
    CONSTRAINT fk_login_session_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_login_session_award_id ON login_session (award_id);

CREATE INDEX ix_login_session_person_id ON login_session (person_id);

CREATE TABLE idempotent_answer (
    organisation_id UUID NOT NULL,
    key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    award_id UUID,
    batch_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_idempotent_answer PRIMARY KEY (organisation_id, key),
    CONSTRAINT fk_idempotent_answer_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_idempotent_answer_award_id_award FOREIGN KEY(award_id) REFERENCES award (id),
    CONSTRAINT fk_idempotent_answer_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id) ON DELETE CASCADE
);

CREATE INDEX ix_idempotent_answer_award_id ON idempotent_answer (award_id);

CREATE INDEX ix_idempotent_answer_batch_id ON idempotent_answer (batch_id);

CREATE INDEX ix_idempotent_answer_created_at ON idempotent_answer (created_at);

CREATE TABLE form (
    generation_id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    content TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    CONSTRAINT pk_form PRIMARY KEY (generation_id, kind),
    CONSTRAINT fk_form_generation_id_generation FOREIGN KEY(generation_id) REFERENCES generation (id)
);

CREATE TABLE mail (
    id UUID NOT NULL,
    kind VARCHAR(20) NOT NULL,
    organisation_id UUID,
    award_id UUID,
    link_id UUID,
    person_id UUID,
    recipient VARCHAR(1000),
    language VARCHAR(35) NOT NULL,
    state VARCHAR(20) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    failure VARCHAR(100),
    CONSTRAINT pk_mail PRIMARY KEY (id),
    CONSTRAINT fk_mail_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_mail_award_id_award FOREIGN KEY(award_id) REFERENCES award (id),
    CONSTRAINT fk_mail_link_id_link FOREIGN KEY(link_id) REFERENCES link (id),
    CONSTRAINT fk_mail_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_mail_award_id ON mail (award_id);

CREATE INDEX ix_mail_state_due_at ON mail (state, due_at);

ALTER TABLE award ADD CONSTRAINT fk_award_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id);

ALTER TABLE organisation ADD CONSTRAINT fk_organisation_logo_id_upload FOREIGN KEY(logo_id) REFERENCES upload (id);

ALTER TABLE upload ADD CONSTRAINT fk_upload_award_id_award FOREIGN KEY(award_id) REFERENCES award (id);

ALTER TABLE form ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;

CREATE TRIGGER audit_facts BEFORE UPDATE OF id, organisation_id, at, action, actor, subject_kind, subject_id, facts, text_digest ON audit
FOR EACH ROW EXECUTE FUNCTION keep_audit();

CREATE TRIGGER audit_text BEFORE UPDATE OF text, text_nonce ON audit
FOR EACH ROW WHEN (NEW.text IS NOT NULL OR NEW.text_nonce IS NOT NULL)
EXECUTE FUNCTION keep_audit();

CREATE TRIGGER audit_rows BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION keep_audit();

