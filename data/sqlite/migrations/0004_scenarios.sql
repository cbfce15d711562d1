-- Additional appointments, scenarios, and how much of the usual demand the school
-- holidays have.

-- 0: nobody said, a week of school holidays is as any other.
ALTER TABLE service ADD COLUMN school_demand REAL NOT NULL DEFAULT 0 CHECK (school_demand = 0 OR school_demand BETWEEN 0.1 AND 3);

CREATE TABLE additional (
    pk        INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    label     TEXT    NOT NULL,
    slots     INTEGER NOT NULL CHECK (slots >= 1),
    from_date TEXT    CHECK (from_date GLOB '????-??-??'), -- NULL: from now on
    to_date   TEXT    CHECK (to_date GLOB '????-??-??'),   -- NULL: to the end of the year
    CHECK (from_date <= to_date)
) STRICT;

CREATE TABLE additional_procedure (
    additional INTEGER NOT NULL REFERENCES additional (pk) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    procedure  TEXT    NOT NULL REFERENCES procedure (code) ON DELETE CASCADE,
    PRIMARY KEY (additional, position),
    UNIQUE (additional, procedure)
) STRICT, WITHOUT ROWID;
CREATE INDEX additional_procedure_procedure ON additional_procedure (procedure);

-- Which of the plan's slots are additional ones. No foreign key to additional: what was
-- taken out of the list keeps its slots until the year is planned anew.
CREATE TABLE plan_additional (
    week       TEXT    NOT NULL CHECK (week GLOB '????-W??'),
    desk       TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    procedure  TEXT    NOT NULL REFERENCES procedure (code) ON DELETE CASCADE,
    additional TEXT    NOT NULL,
    slots      INTEGER NOT NULL CHECK (slots > 0),
    PRIMARY KEY (week, desk, procedure, additional)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_additional_desk ON plan_additional (desk);
CREATE INDEX plan_additional_procedure ON plan_additional (procedure);

CREATE TABLE plan_version_additional (
    version    INTEGER NOT NULL,
    week       TEXT    NOT NULL,
    desk       TEXT    NOT NULL,
    procedure  TEXT    NOT NULL,
    additional TEXT    NOT NULL,
    slots      INTEGER NOT NULL CHECK (slots > 0),
    PRIMARY KEY (version, week, desk, procedure, additional),
    FOREIGN KEY (version, week) REFERENCES plan_version_week (version, week)
) STRICT, WITHOUT ROWID;

-- A scenario says why somebody is absent, or by its name who: all of it is sealed but what
-- tells whether it is old.
CREATE TABLE scenario (
    pk     INTEGER PRIMARY KEY,
    id     TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    at     INTEGER NOT NULL,
    made_by TEXT   NOT NULL,
    base   INTEGER NOT NULL CHECK (base >= 0), -- version of the plan that stood then
    digest TEXT    NOT NULL,                   -- of what it was reckoned from
    sealed BLOB    NOT NULL
) STRICT;
