-- The versions of the plan: who made them, when and why, and what it takes to go back.
--
-- A version keeps the weeks in which it differs from the one before; the plan of a version
-- is, of every week, the newest row that is no newer. Its slots are those of today with
-- what came and went since undone. Nothing here refers to desks or procedures: history
-- may tell of some that are no more.

CREATE TABLE plan_cause (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO plan_cause VALUES ('made'), ('edited'), ('locked'), ('unlocked'), ('adopted'), ('restored');

CREATE TABLE plan_version (
    version  INTEGER PRIMARY KEY CHECK (version >= 1),
    made_at  INTEGER NOT NULL,
    made_by  TEXT    NOT NULL,
    cause    TEXT    NOT NULL REFERENCES plan_cause (code),
    why      TEXT    NOT NULL,
    policy   TEXT    NOT NULL,
    restored INTEGER NOT NULL, -- a version, or 0
    scenario TEXT    NOT NULL,
    planned  INTEGER NOT NULL CHECK (planned >= 0),
    permits  REAL    NOT NULL,
    added    INTEGER NOT NULL CHECK (added >= 0),
    removed  INTEGER NOT NULL CHECK (removed >= 0),
    CHECK ((cause = 'restored') = (restored > 0))
) STRICT;

-- counted: the cells tell what had happened in a week that was over, not its slots.
CREATE TABLE plan_version_week (
    version INTEGER NOT NULL REFERENCES plan_version (version),
    week    TEXT    NOT NULL CHECK (week GLOB '????-W??'),
    locked  INTEGER NOT NULL CHECK (locked IN (0, 1)),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    PRIMARY KEY (version, week)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_version_week_week ON plan_version_week (week, version);

CREATE TABLE plan_version_cell (
    version   INTEGER NOT NULL,
    week      TEXT    NOT NULL,
    desk      TEXT    NOT NULL,
    procedure TEXT    NOT NULL,
    slots     INTEGER NOT NULL CHECK (slots > 0),
    PRIMARY KEY (version, week, desk, procedure),
    FOREIGN KEY (version, week) REFERENCES plan_version_week (version, week)
) STRICT, WITHOUT ROWID;

-- A slot that changed has two rows: as it was (added 0), as it became (added 1).
CREATE TABLE plan_version_slot (
    version   INTEGER NOT NULL REFERENCES plan_version (version),
    id        TEXT    NOT NULL,
    added     INTEGER NOT NULL CHECK (added IN (0, 1)),
    desk      TEXT    NOT NULL,
    procedure TEXT    NOT NULL,
    date      TEXT    NOT NULL CHECK (date GLOB '????-??-??'),
    start     INTEGER NOT NULL,
    minutes   INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    state     TEXT    NOT NULL REFERENCES slot_state (code),
    PRIMARY KEY (version, id, added)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_version_slot_id ON plan_version_slot (id, version);

-- A plan that was made before is the first version that can be gone back to.
INSERT INTO plan_version (version, made_at, made_by, cause, why, policy, restored, scenario, planned, permits, added, removed)
SELECT p.version, p.made_at,
       coalesce((SELECT actor FROM journal WHERE action = 'plan' ORDER BY sequence DESC LIMIT 1), ''),
       'made', '', '', 0, '',
       (SELECT coalesce(sum(c.slots), 0) FROM plan_cell c JOIN procedure q ON q.code = c.procedure WHERE q.counted),
       (SELECT coalesce(sum(c.slots * (1 - q.no_show) * q.permits_per_kept), 0.0)
        FROM plan_cell c JOIN procedure q ON q.code = c.procedure WHERE q.counted),
       0, 0
FROM plan p;
INSERT INTO plan_version_week (version, week, locked, counted)
SELECT p.version, w.week, w.week IN (SELECT week FROM plan_lock), 0
FROM plan p, (SELECT week FROM plan_cell UNION SELECT week FROM plan_lock) w;
INSERT INTO plan_version_cell (version, week, desk, procedure, slots)
SELECT p.version, c.week, c.desk, c.procedure, c.slots FROM plan p, plan_cell c;
