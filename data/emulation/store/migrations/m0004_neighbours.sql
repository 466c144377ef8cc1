-- Billing reports, the neighbours of the wholesale calls, and faults (contract, sections 6, 7 and 9).

-- A billing report (REP): owner_id is whose use it tells of, a partner or a sub-partner (SUB-5);
-- start_day and end_day are days since 1970-01-01 UTC, both inclusive. It is IN_PROGRESS until
-- due_ms and then what outcome says (REP-3): no step has to be folded. Its file is not kept: it is
-- made from the intervals of use whenever it is fetched, so names, external ids and starts of billing
-- are those of that moment. created_ms is the moment that a report of a point in time tells of.
CREATE TABLE billing_reports (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    type TEXT NOT NULL CHECK (type IN ('PARTNER', 'CUSTOMER', 'USER')),
    category TEXT NOT NULL DEFAULT 'RECONCILIATION'
        CHECK (category IN ('RECONCILIATION', 'POINT_IN_TIME')),
    internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
    start_day INTEGER NOT NULL,
    end_day INTEGER NOT NULL CHECK (end_day >= start_day),
    outcome TEXT NOT NULL DEFAULT 'COMPLETED' CHECK (outcome IN ('COMPLETED', 'FAILED')),
    errors TEXT CHECK (errors IS NULL OR json_valid(errors)),
    staff_id INTEGER REFERENCES staff (id),
    created_ms INTEGER NOT NULL,
    due_ms INTEGER NOT NULL CHECK (due_ms >= created_ms)
) STRICT;
CREATE INDEX billing_reports_owner
    ON billing_reports (owner_id, start_day, end_day, type, category, id);

-- The PSTN connection of a location (PST-1); no row is none yet. option_id is one of rules/tables.
-- since_ms: from when on, for a location that is made with its organization (PST-2). ended_ms: when
-- the customer's service ends. premise: kind and id of the way out, where that is on premises.
CREATE TABLE pstn_connections (
    location_id INTEGER PRIMARY KEY REFERENCES locations (id),
    option_id TEXT NOT NULL,
    premise TEXT NOT NULL DEFAULT '',
    since_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;

-- Phone numbers that were added to a location. A number that came with a user or a workspace is
-- theirs, and has no row here unless it was added too.
CREATE TABLE numbers (
    id INTEGER PRIMARY KEY,
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    location_id INTEGER NOT NULL REFERENCES locations (id),
    phone TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX numbers_phone ON numbers (phone) WHERE ended_ms IS NULL;
CREATE INDEX numbers_organization ON numbers (organization_id, id);
-- Those with an end are taken until then.
CREATE INDEX numbers_taken ON numbers (phone);
ALTER TABLE locations ADD COLUMN main_number TEXT NOT NULL DEFAULT '';

-- Devices of persons and workspaces (DEV). model is one of rules/tables. Of a SIP password nothing is
-- kept but that there is one.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    organization_id INTEGER NOT NULL REFERENCES organizations (id),
    person_id INTEGER REFERENCES people (id),
    workspace_id INTEGER REFERENCES workspaces (id),
    model TEXT NOT NULL,
    mac TEXT NOT NULL DEFAULT '',
    has_secret INTEGER NOT NULL DEFAULT 0 CHECK (has_secret IN (0, 1)),
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    CHECK ((person_id IS NULL) <> (workspace_id IS NULL))
) STRICT;
CREATE INDEX devices_organization ON devices (organization_id, created_ms, id);
CREATE INDEX devices_person ON devices (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX devices_workspace ON devices (workspace_id) WHERE workspace_id IS NOT NULL;
CREATE UNIQUE INDEX devices_mac ON devices (mac) WHERE mac <> '' AND ended_ms IS NULL;
-- Whose end is settled for later has its address until then.
CREATE INDEX devices_by_mac ON devices (mac);
-- DEV-2: offered once the organization has asked for them.
ALTER TABLE organizations ADD COLUMN third_party_devices INTEGER NOT NULL DEFAULT 0
    CHECK (third_party_devices IN (0, 1));

-- A customer can get another name, with such signs where there were none, or the other way round: what
-- was never in the index is not taken out of it.
DROP TRIGGER customers_grams_update;
CREATE TRIGGER customers_grams_update AFTER UPDATE OF grams ON customers
WHEN old.grams <> new.grams BEGIN
    INSERT INTO customers_grams (customers_grams, rowid, grams)
        SELECT 'delete', old.id, old.grams WHERE old.grams <> '';
    INSERT INTO customers_grams (rowid, grams) SELECT new.id, new.grams WHERE new.grams <> '';
END;

-- Virtual lines: only what call queues need of them (QUE-3).
CREATE TABLE virtual_lines (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    location_id INTEGER NOT NULL REFERENCES locations (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    extension TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE INDEX virtual_lines_location ON virtual_lines (location_id, id);
CREATE INDEX virtual_lines_phone ON virtual_lines (phone) WHERE phone <> '';

-- Call queues (QUE). kind: of Webex Calling or of Customer Assist. Agents and supervisors in order.
CREATE TABLE queues (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    location_id INTEGER NOT NULL REFERENCES locations (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    extension TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'calling' CHECK (kind IN ('calling', 'customer_assist')),
    policy TEXT NOT NULL DEFAULT 'REGULAR'
        CHECK (policy IN ('CIRCULAR', 'REGULAR', 'SIMULTANEOUS', 'UNIFORM', 'WEIGHTED')),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE INDEX queues_location ON queues (location_id, id);
CREATE INDEX queues_phone ON queues (phone) WHERE phone <> '';
CREATE TABLE queue_agents (
    queue_id INTEGER NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id),
    workspace_id INTEGER REFERENCES workspaces (id),
    virtual_line_id INTEGER REFERENCES virtual_lines (id),
    weight INTEGER CHECK (weight BETWEEN 0 AND 100),
    PRIMARY KEY (queue_id, position),
    CHECK ((person_id IS NOT NULL) + (workspace_id IS NOT NULL) + (virtual_line_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_agents_person ON queue_agents (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX queue_agents_workspace ON queue_agents (workspace_id) WHERE workspace_id IS NOT NULL;
CREATE INDEX queue_agents_line ON queue_agents (virtual_line_id) WHERE virtual_line_id IS NOT NULL;
CREATE TABLE queue_supervisors (
    queue_id INTEGER NOT NULL REFERENCES queues (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (queue_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_supervisors_person ON queue_supervisors (person_id);

-- Branding of a partner or sub-partner (BRD-1), and of an organization that came with basic branding
-- of its own: it takes the partner's unless it keeps its own (BRD-2).
CREATE TABLE brandings (
    owner_id INTEGER PRIMARY KEY REFERENCES partners (id),
    kind TEXT NOT NULL DEFAULT 'advanced' CHECK (kind IN ('advanced', 'basic')),
    content TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(content)),
    changed_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE organizations ADD COLUMN own_branding TEXT NOT NULL DEFAULT 'none'
    CHECK (own_branding IN ('none', 'basic'));
ALTER TABLE organizations ADD COLUMN keeps_branding INTEGER NOT NULL DEFAULT 0
    CHECK (keeps_branding IN (0, 1));

-- What a partner or sub-partner asks of its customers for a package (PKG-15), in hundredths of the
-- currency a month.
CREATE TABLE retail_prices (
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    package INTEGER NOT NULL REFERENCES packages (code),
    cents INTEGER NOT NULL CHECK (cents >= 0),
    changed_ms INTEGER NOT NULL,
    PRIMARY KEY (owner_id, package)
) STRICT, WITHOUT ROWID;

-- Setup Assist (SUA): ordered once per partner, then requested per location. onboarding_day is a day
-- since 1970-01-01.
CREATE TABLE setup_assist_requests (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    owner_id INTEGER NOT NULL REFERENCES partners (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    location_id INTEGER NOT NULL REFERENCES locations (id),
    sku TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats >= 0),
    cents INTEGER NOT NULL CHECK (cents >= 0),
    onboarding_day INTEGER NOT NULL,
    contact_name TEXT NOT NULL DEFAULT '',
    contact_email TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
) STRICT;
CREATE INDEX setup_assist_customer ON setup_assist_requests (customer_id, id);
CREATE INDEX setup_assist_owner ON setup_assist_requests (owner_id, created_ms);

-- Faults that the emulation plays (decision 11), in the order of their ids. operations is one name of
-- an operation, or several with a star. seen and fired count requests; after `most` it fires no more.
-- An id is never given again: who takes a fault back a second time must not meet somebody else's.
CREATE TABLE faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operations TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('delay', 'status', 'cut', 'garble', 'drop', 'maintenance')),
    moment TEXT NOT NULL DEFAULT 'before' CHECK (moment IN ('before', 'after')),
    status INTEGER CHECK (status BETWEEN 400 AND 599),
    delay_ms INTEGER NOT NULL DEFAULT 0 CHECK (delay_ms >= 0),
    share REAL NOT NULL DEFAULT 1.0 CHECK (share > 0 AND share <= 1),
    most INTEGER CHECK (most > 0),
    seed INTEGER NOT NULL DEFAULT 1,
    seen INTEGER NOT NULL DEFAULT 0,
    fired INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) STRICT;
