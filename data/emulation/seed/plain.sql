-- Plain customers: one row of `plain` becomes all that belongs to a customer. In each section
-- `first` is the first id of the portion and `uuids` random bytes, sixteen for each of its rows.
-- An order is done after 90 seconds; users come one a minute.

-- section: temporary
CREATE TEMP TABLE plain (customer INTEGER PRIMARY KEY, organization, location, template, owner,
    name, name_key, external, domain, grams, mask, users, home, crowd, person, subscriber, created);
CREATE TEMP TABLE homes (id INTEGER PRIMARY KEY, address1, address2, city, state, zip, country,
    time_zone, language, dial_in, site_language);
CREATE TEMP TABLE crowd (id INTEGER PRIMARY KEY, first_name, last_name, local);
CREATE TEMP TABLE turns (mask, n, package, calling, PRIMARY KEY (mask, n)) WITHOUT ROWID;

-- section: organizations
INSERT INTO organizations (
    id, uuid, name, manager_id, kind, domain, domain_verified, domain_claimed, country,
    language, created_ms, active_ms, sip_domain, dial_in, site_language, licences
)
SELECT p.organization, substr(:uuids, (p.organization - :first) * 16 + 1, 16), p.name, p.owner,
    'wholesale', p.domain, 0, 0, h.country, h.language, p.created, p.created + 90000,
    'c' || lower(hex(substr(:uuids, (p.organization - :first) * 16 + 1, 6))) || '.sip.rtm.example',
    h.dial_in, h.site_language, 'active'
FROM temp.plain AS p CROSS JOIN temp.homes AS h ON h.id = p.home;

-- The parent has the right in its sub-partners' customers too (SUB-7).
INSERT INTO organization_rights (organization_id, partner_id, level, since_ms)
SELECT organization, 1, 'full', created + 90000 FROM temp.plain ORDER BY customer;

INSERT INTO organization_rights (organization_id, partner_id, level, since_ms)
SELECT organization, owner, 'full', created + 90000 FROM temp.plain WHERE owner <> 1
ORDER BY customer;

-- section: customers
INSERT INTO customers (
    id, uuid, root_id, owner_id, organization_id, template_id, name, name_key, external_id,
    external_key, email, email_key, grams, status, status_ms, next_at, packages, users,
    attached, restricted, address1, address2, city, state, zip, country, language,
    billing_start_ms, errors, created_ms, created_packages
)
SELECT p.customer, substr(:uuids, (p.customer - :first) * 16 + 1, 16), 1, p.owner, p.organization,
    p.template, p.name, p.name_key, p.external, lower(p.external), 'office@' || p.domain,
    'office@' || p.domain, p.grams, 'provisioned', p.created + 90000, NULL, p.mask, p.users, 0, 1,
    h.address1, h.address2, h.city, h.state, h.zip, h.country, h.language, NULL, NULL, p.created,
    p.mask
FROM temp.plain AS p CROSS JOIN temp.homes AS h ON h.id = p.home;

INSERT INTO customer_packages (
    customer_id, package, status, next_at, limit_n, warnings, errors, added_ms
)
SELECT p.customer, k.code, 'provisioned', NULL, NULL, NULL, NULL, p.created
FROM temp.plain AS p CROSS JOIN main.packages AS k ON p.mask & (1 << (k.code - 1));

-- section: locations
INSERT INTO locations (
    id, uuid, organization_id, name, time_zone, language, address1, address2, city, state, zip,
    country, created_ms
)
SELECT p.location, substr(:uuids, (p.location - :first) * 16 + 1, 16), p.organization, h.city,
    h.time_zone, h.language, h.address1, h.address2, h.city, h.state, h.zip, h.country,
    p.created + 90000
FROM temp.plain AS p CROSS JOIN temp.homes AS h ON h.id = p.home
WHERE p.location > 0;

-- section: people
INSERT INTO people (
    id, uuid, organization_id, email, first_name, last_name, administrator, created_ms,
    active_ms
)
SELECT p.person + c.id - p.crowd, substr(:uuids, (p.person + c.id - p.crowd - :first) * 16 + 1, 16),
    p.organization, c.local || '@' || p.domain, c.first_name, c.last_name, c.id = p.crowd,
    p.created + 90000 + (c.id - p.crowd) * 60000, p.created + 90000 + (c.id - p.crowd) * 60000
FROM temp.plain AS p CROSS JOIN temp.crowd AS c ON c.id >= p.crowd AND c.id < p.crowd + p.users;

-- section: subscribers
INSERT INTO subscribers (
    id, uuid, person_id, customer_id, location_id, package, add_ons, phone, extension, status,
    next_at, errors, created_ms, status_ms
)
SELECT p.subscriber + t.n, substr(:uuids, (p.subscriber + t.n - :first) * 16 + 1, 16),
    p.person + t.n, p.customer, CASE WHEN t.calling THEN p.location END, t.package, 0, '',
    CASE WHEN t.calling THEN 1001 + t.n ELSE '' END, 'provisioned', NULL, NULL,
    p.created + 90000 + t.n * 60000, p.created + 90000 + t.n * 60000
FROM temp.plain AS p CROSS JOIN temp.turns AS t ON t.mask = p.mask AND t.n < p.users;
