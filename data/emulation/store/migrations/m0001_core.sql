-- The emulation's core. Times are integer milliseconds UTC; uuids are 16-byte blobs;
-- flags are 0 or 1; lists and objects that are never searched are JSON text.

-- The platform's clock (architecture, decision 5): platform = platform_ms + (wall - wall_ms) * rate,
-- never below high_ms, the high-water mark that writes raise.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    mode TEXT NOT NULL CHECK (mode IN ('real', 'frozen', 'offset', 'scaled')),
    wall_ms INTEGER NOT NULL,
    platform_ms INTEGER NOT NULL,
    rate REAL NOT NULL CHECK (rate >= 0),
    high_ms INTEGER NOT NULL
) STRICT;

-- Facts about this database: seed, size, secret (hex), pace (instant, demo, real).
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Partners and their sub-partners (SUB-1: one level). root_id is the partner at the top, itself for a partner.
CREATE TABLE partners (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    parent_id INTEGER REFERENCES partners (id),
    root_id INTEGER NOT NULL REFERENCES partners (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    subscription_id TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
    region TEXT NOT NULL DEFAULT 'AMER',
    delayed_billing INTEGER NOT NULL DEFAULT 0 CHECK (delayed_billing IN (0, 1)),
    billing_start_ms INTEGER,
    created_ms INTEGER NOT NULL,
    CHECK ((parent_id IS NULL AND root_id = id) OR parent_id = root_id)
) STRICT;
CREATE INDEX partners_root ON partners (root_id, created_ms DESC, id DESC);

-- Staff of a partner or sub-partner; roles as a JSON list of contract section 8's names.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    email TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    created_ms INTEGER NOT NULL
) STRICT;

-- Onboarding templates; uuid is the provisioning ID.
CREATE TABLE templates (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    name TEXT NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    language TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;

-- Organizations; active_ms is when the organization exists for readers (an effect with a due time).
CREATE TABLE organizations (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    name TEXT NOT NULL,
    manager_id INTEGER REFERENCES partners (id),
    kind TEXT NOT NULL DEFAULT 'wholesale' CHECK (kind IN ('wholesale', 'hybrid', 'flex', 'trial', 'broadworks', 'none')),
    domain TEXT,
    domain_verified INTEGER NOT NULL DEFAULT 0 CHECK (domain_verified IN (0, 1)),
    domain_claimed INTEGER NOT NULL DEFAULT 0 CHECK (domain_claimed IN (0, 1)),
    country TEXT CHECK (length(country) = 2),
    language TEXT,
    created_ms INTEGER NOT NULL,
    active_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organizations_uuid ON organizations (uuid);

-- Packages have small numbers so that sets of them are bit masks (bit = 1 << (code - 1)).
CREATE TABLE packages (
    code INTEGER PRIMARY KEY CHECK (code BETWEEN 1 AND 30),
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('base', 'add_on', 'contact_centre'))
) STRICT;
INSERT INTO packages (code, name, title, kind) VALUES
    (1, 'common_area_calling', 'Common Area Calling', 'base'),
    (2, 'webex_calling_standard', 'Standard Calling', 'base'),
    (3, 'webex_voice', 'Enhanced Calling', 'base'),
    (4, 'webex_calling', 'Webex Calling', 'base'),
    (5, 'webex_suite', 'Webex Suite', 'base'),
    (6, 'cx_essentials', 'Customer Assist', 'base'),
    (7, 'webex_meetings', 'Webex Meetings', 'base'),
    (8, 'attendant_console', 'Attendant Console', 'add_on'),
    (9, 'cisco_calling_plan', 'Cisco Calling Plan', 'add_on'),
    (10, 'cx_premium_agent', 'Customer Assist Premium Agent', 'contact_centre'),
    (11, 'cx_standard_agent', 'Customer Assist Standard Agent', 'contact_centre'),
    (12, 'cx_voice_ports', 'Customer Assist Voice Ports', 'contact_centre'),
    (13, 'cx_ai_assistant', 'Customer Assist AI Assistant', 'contact_centre'),
    (14, 'webex_ai_agent', 'Webex AI Agent', 'contact_centre');

-- Customers. status and next_at are a folded cache of steps: only rows with next_at <= now can be
-- stale. packages is the mask of customer_packages, users the count of live subscribers (triggers
-- below). *_key columns are search keys (NFKC, case-folded, marks stripped); grams holds the single
-- signs and pairs of a name's Han, kana and hangul, for which three characters are too many.
-- next_at is the earliest step to come of the customer or of any of its packages. order_key is the
-- first four bytes of name_key as a number.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    root_id INTEGER NOT NULL REFERENCES partners (id),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    template_id INTEGER REFERENCES templates (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    external_id TEXT NOT NULL,
    external_key TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    email_key TEXT NOT NULL DEFAULT '',
    grams TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('provisioned', 'provisioned_with_errors', 'provisioning',
        'updating', 'deleting', 'error', 'pending_rpl_review', 'deleted')),
    status_ms INTEGER NOT NULL,
    next_at INTEGER,
    packages INTEGER NOT NULL DEFAULT 0,
    users INTEGER NOT NULL DEFAULT 0 CHECK (users >= 0),
    attached INTEGER NOT NULL DEFAULT 0 CHECK (attached IN (0, 1)),
    restricted INTEGER NOT NULL DEFAULT 1 CHECK (restricted IN (0, 1)),
    address1 TEXT NOT NULL,
    address2 TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT '',
    zip TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL CHECK (length(country) = 2),
    language TEXT,
    billing_start_ms INTEGER,
    errors TEXT CHECK (errors IS NULL OR json_valid(errors)),
    created_ms INTEGER NOT NULL,
    order_key INTEGER GENERATED ALWAYS AS (
        ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 1, 1)) - 1) << 28)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 2, 1)) - 1) << 24)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 3, 1)) - 1) << 20)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 4, 1)) - 1) << 16)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 5, 1)) - 1) << 12)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 6, 1)) - 1) << 8)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 7, 1)) - 1) << 4)
        | ((instr('0123456789ABCDEF', substr(hex(substr(name_key, 1, 4)), 8, 1)) - 1))
    ) VIRTUAL
) STRICT;
-- What customers_fts indexes. Its rows lie in the order of names, four bytes deep, so that hits come
-- sorted: a page of a text that a million names have reads no more than itself.
CREATE VIEW customers_places AS
    SELECT (order_key << 31) | id AS place, name_key, external_key, email_key FROM customers;
-- Hits are counted in here: those of a beginning of names lie together.
CREATE INDEX customers_by_place
    ON customers (order_key, id, root_id, owner_id, status, next_at, packages);
CREATE UNIQUE INDEX customers_uuid ON customers (uuid);
CREATE UNIQUE INDEX customers_external ON customers (owner_id, external_id) WHERE status <> 'deleted';
CREATE INDEX customers_organization ON customers (organization_id);
-- A small set (an owner, a status, a set of packages: a row of customer_counts) is found here, then
-- sorted.
CREATE INDEX customers_owner ON customers (owner_id, status, packages, id, next_at);
-- Rows that time may have moved on, with what counting them asks for.
CREATE INDEX customers_next ON customers (next_at, id, root_id, owner_id, status, packages)
    WHERE next_at IS NOT NULL;
-- One index a sort; what filters ask for rides along, so a walk never visits rows it does not show.
CREATE INDEX customers_by_name ON customers (root_id, name_key, id, owner_id, status, next_at, packages);
CREATE INDEX customers_by_external ON customers (root_id, external_key, id, owner_id, status, next_at, packages);
CREATE INDEX customers_by_created ON customers (root_id, created_ms, id, owner_id, status, next_at, packages);
CREATE INDEX customers_by_users ON customers (root_id, users, id, owner_id, status, next_at, packages);

-- A package of a customer, with its own folded status (PRV-9). limit_n: the most of it the customer may use.
CREATE TABLE customer_packages (
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    package INTEGER NOT NULL REFERENCES packages (code),
    status TEXT NOT NULL CHECK (status IN ('provisioned', 'provisioning', 'deleting', 'error', 'deleted')),
    next_at INTEGER,
    limit_n INTEGER CHECK (limit_n >= 0),
    warnings TEXT CHECK (warnings IS NULL OR json_valid(warnings)),
    errors TEXT CHECK (errors IS NULL OR json_valid(errors)),
    added_ms INTEGER NOT NULL,
    PRIMARY KEY (customer_id, package)
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    address1 TEXT NOT NULL,
    address2 TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT '',
    zip TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL CHECK (length(country) = 2),
    created_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX locations_uuid ON locations (uuid);
CREATE INDEX locations_organization ON locations (organization_id, id);

-- Persons of customer organizations; a person stays when the wholesale service ends.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    email TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    administrator INTEGER NOT NULL DEFAULT 0 CHECK (administrator IN (0, 1)),
    created_ms INTEGER NOT NULL,
    active_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX people_uuid ON people (uuid);
CREATE UNIQUE INDEX people_email ON people (email);
CREATE INDEX people_organization ON people (organization_id, id);

-- Subscribers: a person with a wholesale package (PKG-3: one base package; add-ons as a mask).
CREATE TABLE subscribers (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    person_id INTEGER NOT NULL REFERENCES people (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    location_id INTEGER REFERENCES locations (id),
    package INTEGER NOT NULL REFERENCES packages (code),
    add_ons INTEGER NOT NULL DEFAULT 0,
    phone TEXT NOT NULL DEFAULT '',
    extension TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('provisioned', 'pending_user_migration', 'deleted')),
    next_at INTEGER,
    errors TEXT CHECK (errors IS NULL OR json_valid(errors)),
    created_ms INTEGER NOT NULL,
    status_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX subscribers_uuid ON subscribers (uuid);
CREATE INDEX subscribers_customer ON subscribers (customer_id, created_ms, id, status, package);
CREATE INDEX subscribers_person ON subscribers (person_id, id);
CREATE INDEX subscribers_created ON subscribers (created_ms, id);
CREATE INDEX subscribers_changed ON subscribers (status_ms, id);
-- Few wait at any time; they are found without a walk over all.
CREATE INDEX subscribers_pending ON subscribers (customer_id, id) WHERE status = 'pending_user_migration';
CREATE INDEX subscribers_next ON subscribers (next_at, id) WHERE next_at IS NOT NULL;

-- Workspaces hold Common Area packages (PKG-7).
CREATE TABLE workspaces (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL CHECK (length(uuid) = 16),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    location_id INTEGER REFERENCES locations (id),
    name TEXT NOT NULL,
    package INTEGER REFERENCES packages (code),
    phone TEXT NOT NULL DEFAULT '',
    extension TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX workspaces_uuid ON workspaces (uuid);
CREATE INDEX workspaces_customer ON workspaces (customer_id, id);

-- Usage is intervals [start_ms, end_ms), opened and closed, never edited (decision 6).
CREATE TABLE usage_intervals (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    subscriber_id INTEGER REFERENCES subscribers (id),
    workspace_id INTEGER REFERENCES workspaces (id),
    location_id INTEGER REFERENCES locations (id),
    package INTEGER NOT NULL REFERENCES packages (code),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    CHECK ((subscriber_id IS NULL) <> (workspace_id IS NULL)),
    CHECK (end_ms IS NULL OR end_ms >= start_ms)
) STRICT;
CREATE INDEX usage_customer ON usage_intervals (customer_id, start_ms);

-- What was accepted, by whom; body is redacted JSON.
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    tracking_id TEXT NOT NULL UNIQUE,
    at_ms INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT CHECK (body IS NULL OR json_valid(body))
) STRICT;

-- The timeline: what a subject's status is from due_ms on. A status is the latest step that is due.
-- kind: 1 customer, 2 package of a customer (part = package code), 3 subscriber.
CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    subject INTEGER NOT NULL,
    part INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
    request_id INTEGER REFERENCES requests (id)
) STRICT;
CREATE UNIQUE INDEX steps_subject ON steps (kind, subject, part, due_ms, seq, status);
CREATE INDEX steps_due ON steps (due_ms, kind, subject);

-- Counters by owner, status and set of packages: any combination of these filters is a small sum.
CREATE TABLE customer_counts (
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    status TEXT NOT NULL,
    packages INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (owner_id, status, packages)
) STRICT, WITHOUT ROWID;
