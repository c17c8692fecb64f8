-- A record as farcron wrote it when its schema was version 5. Never changed: such files are out there.
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
, alone INTEGER NOT NULL DEFAULT 0, task_arn TEXT, setbacks INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE INDEX run_of_user ON run (user, id);
CREATE INDEX run_of_user_in_state ON run (user, state, id);
CREATE INDEX run_in_wave ON run (wave_scope, wave_job, wave_due_ms)
WHERE trigger IN ('after', 'manual');
CREATE TABLE ending (
    scope          TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    upstream_scope TEXT    NOT NULL,
    upstream_name  TEXT    NOT NULL,
    run            INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (scope, name, upstream_scope, upstream_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE line_change (
    scope    TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    schedule TEXT    NOT NULL,
    drawn    TEXT    NOT NULL,
    zone     TEXT    NOT NULL,
    file     TEXT    NOT NULL,
    line     INTEGER NOT NULL,
    user     TEXT    NOT NULL,
    waits    TEXT    NOT NULL,
    refused  TEXT,
    gone     INTEGER NOT NULL,
    in_force INTEGER NOT NULL,
    PRIMARY KEY (scope, name, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_in_force ON line_change (scope, name) WHERE in_force = 1;
CREATE TABLE attempt (
    run    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_named ON job (name, scope);
CREATE INDEX run_of_job ON run (scope, job, id, state);
CREATE INDEX run_of_many ON run (scope, job, due_ms)
WHERE firings > 1;
INSERT INTO run VALUES (1841, 'ann', 'backup', 'ann', 'failed', 'schedule', 2, 1795161600000, NULL, 1795161600013, 1795161660500, 3, 'exit 3', 'local', 'ann', 'backup', 1795161600000, '', 4711, 1048576, 0.25, 1, 0, 'arn:aws:ecs:eu-west-1:111122223333:task/batch/0a1', 2);
INSERT INTO run VALUES (1842, 'cron.d/etl', 'load', 'etl', 'running', 'schedule', 1, 1795161660000, NULL, 1795161660009, NULL, NULL, '', 'local', 'cron.d/etl', 'load', 1795161660000, '', 0, NULL, NULL, 1, 1, NULL, 0);
INSERT INTO job VALUES ('ann', 'backup', '0 8 * * *', 'UTC', 1795000000000, 1795000000000);
INSERT INTO pause VALUES ('ann', 'backup', 1795161661000, NULL, 'root');
INSERT INTO clock VALUES ('UTC', 29919361);
INSERT INTO session VALUES (1795000000000, 1795161660000);
INSERT INTO fact VALUES ('next_run', '1843');
INSERT INTO fact VALUES ('tick_ms', '1795161660000');
INSERT INTO ending VALUES ('ann', 'report', 'ann', 'backup', 1841, 'failed', 1795161660500);
INSERT INTO line_change VALUES ('ann', 'backup', 1, 1795000000000, '0 8 * * *', '0 8 * * *', 'UTC', '/var/spool/cron/crontabs/ann', 3, 'ann', '', NULL, 0, 1);
INSERT INTO attempt VALUES (1841, 1, 'exit 7');
PRAGMA application_id = 0x66617263;
PRAGMA user_version = 5;
