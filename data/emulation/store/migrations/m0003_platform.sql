-- What changing needs beside what reading needed (contract, sections 2, 3 and 7).

-- A template's settings (TPL-2 to TPL-5). invites_admins: ATT-4, the opposite of the wizard's
-- "restrict admin invite emails" (TPL-4a).
ALTER TABLE templates ADD COLUMN authentication TEXT NOT NULL DEFAULT 'webex'
    CHECK (authentication IN ('webex', 'saml', 'oidc'));
ALTER TABLE templates ADD COLUMN identity_provider TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN administrator TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN pstn_vendor TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN brand TEXT NOT NULL DEFAULT '';
ALTER TABLE templates ADD COLUMN invites_admins INTEGER NOT NULL DEFAULT 1
    CHECK (invites_admins IN (0, 1));
ALTER TABLE templates ADD COLUMN calling_disabled INTEGER NOT NULL DEFAULT 0
    CHECK (calling_disabled IN (0, 1));
ALTER TABLE templates ADD COLUMN changed_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE templates ADD COLUMN ended_ms INTEGER;
-- How many customers that are not gone were made with it; the triggers below keep it.
ALTER TABLE templates ADD COLUMN customers INTEGER NOT NULL DEFAULT 0 CHECK (customers >= 0);
CREATE INDEX templates_owner ON templates (owner_id, id);
-- Which customers were made with a template.
CREATE INDEX customers_template ON customers (template_id, status);
CREATE TRIGGER customers_template_insert AFTER INSERT ON customers
WHEN new.template_id IS NOT NULL AND new.status <> 'deleted' BEGIN
    UPDATE templates SET customers = customers + 1 WHERE id = new.template_id;
END;
CREATE TRIGGER customers_template_delete AFTER DELETE ON customers
WHEN old.template_id IS NOT NULL AND old.status <> 'deleted' BEGIN
    UPDATE templates SET customers = customers - 1 WHERE id = old.template_id;
END;
CREATE TRIGGER customers_template_update AFTER UPDATE OF template_id, status ON customers
WHEN (old.template_id, old.status = 'deleted') IS NOT (new.template_id, new.status = 'deleted') BEGIN
    UPDATE templates SET customers = customers - 1
        WHERE id = old.template_id AND old.status <> 'deleted';
    UPDATE templates SET customers = customers + 1
        WHERE id = new.template_id AND new.status <> 'deleted';
END;

-- What a new organization is given (PRV-4, ADR-2, LOC-4, LOC-5), and what an attach looks at
-- (ATT-1, ATT-2): licences are none, active, suspended or cancelled; existing_users counts those
-- that have no row in people.
ALTER TABLE organizations ADD COLUMN sip_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN dial_in TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN site_language TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN licences TEXT NOT NULL DEFAULT 'none'
    CHECK (licences IN ('none', 'active', 'suspended', 'cancelled'));
ALTER TABLE organizations ADD COLUMN existing_users INTEGER NOT NULL DEFAULT 0
    CHECK (existing_users >= 0);
-- From when on one that was deleted itself is gone, with its persons and all rights (CMG-3a).
ALTER TABLE organizations ADD COLUMN ended_ms INTEGER;
-- UHB-3, for hybrid organizations.
ALTER TABLE organizations ADD COLUMN enterprise_restricted INTEGER NOT NULL DEFAULT 0
    CHECK (enterprise_restricted IN (0, 1));

-- Those without wholesale: few, and found without a walk over all.
CREATE INDEX organizations_outside ON organizations (id) WHERE kind NOT IN ('wholesale', 'hybrid');

-- Rights of a partner in an organization, from since_ms on (ATT-2, SUB-7): external administrator.
CREATE TABLE organization_rights (
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    level TEXT NOT NULL CHECK (level IN ('full', 'provisioning')),
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (organization_id, partner_id)
) STRICT, WITHOUT ROWID;

-- created_packages: the mask of the packages that the customer began with (PRV-6).
ALTER TABLE customers ADD COLUMN created_packages INTEGER NOT NULL DEFAULT 0;
-- attached_ms: from when on an attached customer's organization is open to its partner (ATT-1); NULL
-- before anybody knows, where nothing came of the attach, and for those that were not attached.
ALTER TABLE customers ADD COLUMN attached_ms INTEGER;
ALTER TABLE customers ADD COLUMN calling TEXT CHECK (calling IS NULL OR json_valid(calling));

ALTER TABLE people ADD COLUMN former_email TEXT;
ALTER TABLE people ADD COLUMN ended_ms INTEGER;
CREATE INDEX subscribers_phone ON subscribers (phone) WHERE phone <> '';
CREATE INDEX workspaces_phone ON workspaces (phone) WHERE phone <> '';
CREATE INDEX usage_subscriber ON usage_intervals (subscriber_id) WHERE end_ms IS NULL AND subscriber_id IS NOT NULL;
CREATE INDEX usage_workspace ON usage_intervals (workspace_id) WHERE end_ms IS NULL AND workspace_id IS NOT NULL;
-- One live name of a place within an organization, one live extension within a place: services check.

-- Free accounts, whose users have to consent before they become subscribers (SBR-3).
CREATE TABLE free_accounts (
    email TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Emails that the platform sent, as far as somebody may want to know of them.
CREATE TABLE emails (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('consent', 'attach_approval', 'welcome')),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    subscriber_id INTEGER REFERENCES subscribers (id),
    address TEXT NOT NULL
) STRICT;
CREATE INDEX emails_owner ON emails (owner_id, id);
CREATE INDEX emails_customer ON emails (customer_id, id);

-- Denied parties of RPL-7; the keys are normalised as `rules.reviews` does it. Names are made up.
CREATE TABLE denied_parties (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    address_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX denied_parties_name ON denied_parties (name_key);
CREATE INDEX denied_parties_address ON denied_parties (address_key) WHERE address_key <> '';

-- What waits for somebody's decision: a review (RPL-3) or an administrator's approval (ATT-1).
-- Its steps stand in the timeline already; a decision replaces those to come.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL CHECK (kind IN ('review', 'approval')),
    opened_ms INTEGER NOT NULL,
    deadline_ms INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    outcome TEXT CHECK (outcome IN ('approved', 'refused')),
    decided_ms INTEGER,
    staff_id INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX decisions_customer ON decisions (customer_id, id);
CREATE INDEX decisions_opened ON decisions (opened_ms, id);
-- Few wait; who looks for them passes those that the deadline settled without a look at the row.
CREATE INDEX decisions_waiting ON decisions (opened_ms, id, deadline_ms) WHERE outcome IS NULL;

-- Identity providers of a partner (SSO-1 to SSO-5). A secret goes in and nothing of it is kept, as
-- nobody signs in here: only that there is one.
CREATE TABLE identity_providers (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL CHECK (kind IN ('saml', 'oidc')),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    entity_id TEXT NOT NULL DEFAULT '',
    client_id TEXT NOT NULL DEFAULT '',
    has_secret INTEGER NOT NULL DEFAULT 0 CHECK (has_secret IN (0, 1)),
    scopes TEXT NOT NULL DEFAULT '',
    endpoints TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(endpoints)),
    redirect_uri TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'registered')),
    created_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identity_providers_name ON identity_providers (owner_id, name_key);

-- Programs that use the API with OAuth (contract, section 1): one row for each, and what was given
-- out. A code and a refresh token are kept as their SHA-256; a code works once.
CREATE TABLE integrations (
    id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL UNIQUE,
    secret_hash BLOB NOT NULL,
    name TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE grants (
    id INTEGER PRIMARY KEY,
    integration_id INTEGER NOT NULL REFERENCES integrations (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    scopes TEXT NOT NULL,
    code_hash BLOB UNIQUE,
    code_until_ms INTEGER,
    refresh_hash BLOB UNIQUE,
    refresh_until_ms INTEGER
) STRICT;
