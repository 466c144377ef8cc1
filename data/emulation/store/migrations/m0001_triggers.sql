-- Kept by every write, whoever makes it. A bulk load drops these, fills the tables and makes them again.
CREATE TRIGGER customers_count_insert AFTER INSERT ON customers BEGIN
    INSERT INTO customer_counts VALUES (new.owner_id, new.status, new.packages, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER customers_count_delete AFTER DELETE ON customers BEGIN
    UPDATE customer_counts SET n = n - 1
        WHERE owner_id = old.owner_id AND status = old.status AND packages = old.packages;
END;
CREATE TRIGGER customers_count_update AFTER UPDATE OF owner_id, status, packages ON customers
WHEN (old.owner_id, old.status, old.packages) IS NOT (new.owner_id, new.status, new.packages) BEGIN
    UPDATE customer_counts SET n = n - 1
        WHERE owner_id = old.owner_id AND status = old.status AND packages = old.packages;
    INSERT INTO customer_counts VALUES (new.owner_id, new.status, new.packages, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER customer_packages_insert AFTER INSERT ON customer_packages WHEN new.status <> 'deleted' BEGIN
    UPDATE customers SET packages = packages | (1 << (new.package - 1)) WHERE id = new.customer_id;
END;
CREATE TRIGGER customer_packages_delete AFTER DELETE ON customer_packages BEGIN
    UPDATE customers SET packages = packages & ~(1 << (old.package - 1)) WHERE id = old.customer_id;
END;
CREATE TRIGGER customer_packages_update AFTER UPDATE OF status ON customer_packages BEGIN
    UPDATE customers SET packages = CASE WHEN new.status = 'deleted'
        THEN packages & ~(1 << (new.package - 1)) ELSE packages | (1 << (new.package - 1)) END
        WHERE id = new.customer_id;
END;

CREATE TRIGGER subscribers_count_insert AFTER INSERT ON subscribers WHEN new.status <> 'deleted' BEGIN
    UPDATE customers SET users = users + 1 WHERE id = new.customer_id;
END;
CREATE TRIGGER subscribers_count_delete AFTER DELETE ON subscribers WHEN old.status <> 'deleted' BEGIN
    UPDATE customers SET users = users - 1 WHERE id = old.customer_id;
END;
CREATE TRIGGER subscribers_count_update AFTER UPDATE OF status ON subscribers
WHEN (old.status = 'deleted') <> (new.status = 'deleted') BEGIN
    UPDATE customers SET users = users + CASE WHEN new.status = 'deleted' THEN -1 ELSE 1 END
        WHERE id = new.customer_id;
END;

-- The search indexes (FTS5, external content: customers) follow the keys.
CREATE TRIGGER customers_grams_insert AFTER INSERT ON customers WHEN new.grams <> '' BEGIN
    INSERT INTO customers_grams (rowid, grams) VALUES (new.id, new.grams);
END;
CREATE TRIGGER customers_grams_delete AFTER DELETE ON customers WHEN old.grams <> '' BEGIN
    INSERT INTO customers_grams (customers_grams, rowid, grams) VALUES ('delete', old.id, old.grams);
END;
CREATE TRIGGER customers_grams_update AFTER UPDATE OF grams ON customers
WHEN old.grams <> new.grams BEGIN
    INSERT INTO customers_grams (customers_grams, rowid, grams) VALUES ('delete', old.id, old.grams);
    INSERT INTO customers_grams (rowid, grams) VALUES (new.id, new.grams);
END;
CREATE TRIGGER customers_fts_insert AFTER INSERT ON customers BEGIN
    INSERT INTO customers_fts (rowid, name_key, external_key, email_key)
        VALUES ((new.order_key << 31) | new.id, new.name_key, new.external_key, new.email_key);
END;
CREATE TRIGGER customers_fts_delete AFTER DELETE ON customers BEGIN
    INSERT INTO customers_fts (customers_fts, rowid, name_key, external_key, email_key) VALUES
        ('delete', (old.order_key << 31) | old.id, old.name_key, old.external_key, old.email_key);
END;
CREATE TRIGGER customers_fts_update AFTER UPDATE OF name_key, external_key, email_key ON customers BEGIN
    INSERT INTO customers_fts (customers_fts, rowid, name_key, external_key, email_key) VALUES
        ('delete', (old.order_key << 31) | old.id, old.name_key, old.external_key, old.email_key);
    INSERT INTO customers_fts (rowid, name_key, external_key, email_key)
        VALUES ((new.order_key << 31) | new.id, new.name_key, new.external_key, new.email_key);
END;
