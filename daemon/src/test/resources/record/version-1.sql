-- A record as farcron wrote it when its schema was version 1. Never changed: such files are out there.
CREATE TABLE run (
    id                INTEGER PRIMARY KEY,
    scope             TEXT    NOT NULL,
    job               TEXT    NOT NULL,
    user              TEXT    NOT NULL,
    state             TEXT    NOT NULL,
    trigger           TEXT    NOT NULL,
    attempt           INTEGER NOT NULL,
    due_ms            INTEGER NOT NULL,
    not_before_ms     INTEGER,
    started_ms        INTEGER,
    ended_ms          INTEGER,
    exit_code         INTEGER,
    reason            TEXT    NOT NULL,
    target            TEXT    NOT NULL,
    wave_scope        TEXT    NOT NULL,
    wave_job          TEXT    NOT NULL,
    wave_due_ms       INTEGER NOT NULL,
    upstream          TEXT    NOT NULL,
    log_bytes         INTEGER NOT NULL,
    peak_memory_bytes INTEGER,
    cpu_seconds       REAL,
    firings           INTEGER NOT NULL
) STRICT;
CREATE INDEX run_of_job ON run (scope, job, id);
CREATE INDEX run_due ON run (scope, job, due_ms);
CREATE INDEX run_in_state ON run (state, id);
CREATE TABLE job (
    scope    TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    schedule TEXT    NOT NULL,
    zone     TEXT    NOT NULL,
    since_ms INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE pause (
    scope    TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER,
    by       TEXT    NOT NULL,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE clock (
    zone   TEXT    PRIMARY KEY,
    minute INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    started_ms   INTEGER PRIMARY KEY,
    last_tick_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO run VALUES (1841, 'ann', 'backup', 'ann', 'failed', 'schedule', 2, 1795161600000, NULL, 1795161600013, 1795161660500, 3, 'exit 3', 'local', 'ann', 'backup', 1795161600000, '', 4711, 1048576, 0.25, 1);
INSERT INTO run VALUES (1842, 'cron.d/etl', 'load', 'etl', 'running', 'schedule', 1, 1795161660000, NULL, 1795161660009, NULL, NULL, '', 'local', 'cron.d/etl', 'load', 1795161660000, '', 0, NULL, NULL, 1);
INSERT INTO job VALUES ('ann', 'backup', '0 8 * * *', 'UTC', 1795000000000, 1795000000000);
INSERT INTO pause VALUES ('ann', 'backup', 1795161661000, NULL, 'root');
INSERT INTO clock VALUES ('UTC', 29919361);
INSERT INTO session VALUES (1795000000000, 1795161660000);
INSERT INTO fact VALUES ('next_run', '1843');
INSERT INTO fact VALUES ('tick_ms', '1795161660000');
PRAGMA application_id = 0x66617263;
PRAGMA user_version = 1;
