-- The calendar: closures of part of a day and of several desks, absent agents, dated
-- changes of the sessions, school holidays.
--
-- Hours are minutes since midnight; 0 to 1440 is the whole day.

ALTER TABLE service ADD COLUMN school_zone TEXT NOT NULL DEFAULT '';

DROP INDEX closure_date;
DROP INDEX closure_desk;
ALTER TABLE closure RENAME TO closure_before;

-- everywhere tells a closure of every desk from one whose desks stand in closure_desk:
-- a closure that loses its last desk must not become one of all.
CREATE TABLE closure (
    pk         INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    from_date  TEXT    NOT NULL CHECK (from_date GLOB '????-??-??'),
    to_date    TEXT    NOT NULL CHECK (to_date GLOB '????-??-??'),
    from_clock INTEGER NOT NULL CHECK (from_clock BETWEEN 0 AND 1440),
    to_clock   INTEGER NOT NULL CHECK (to_clock BETWEEN 0 AND 1440),
    everywhere INTEGER NOT NULL CHECK (everywhere IN (0, 1)),
    reason     TEXT    NOT NULL,
    CHECK (from_date <= to_date),
    CHECK (from_clock < to_clock)
) STRICT;
CREATE INDEX closure_date ON closure (from_date, to_date);

CREATE TABLE closure_desk (
    closure  INTEGER NOT NULL REFERENCES closure (pk) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    desk     TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    PRIMARY KEY (closure, position),
    UNIQUE (closure, desk)
) STRICT, WITHOUT ROWID;
CREATE INDEX closure_desk_desk ON closure_desk (desk);

INSERT INTO closure (pk, id, from_date, to_date, from_clock, to_clock, everywhere, reason)
SELECT pk, 'closure-' || pk, from_date, to_date, 0, 1440, desk IS NULL, reason FROM closure_before;
INSERT INTO closure_desk (closure, position, desk) SELECT pk, 0, desk FROM closure_before WHERE desk IS NOT NULL;
DROP TABLE closure_before;

-- Why somebody is absent may be that person's own affair: it is sealed.
CREATE TABLE absence (
    pk         INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    desk       TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    from_date  TEXT    NOT NULL CHECK (from_date GLOB '????-??-??'),
    to_date    TEXT    NOT NULL CHECK (to_date GLOB '????-??-??'),
    from_clock INTEGER NOT NULL CHECK (from_clock BETWEEN 0 AND 1440),
    to_clock   INTEGER NOT NULL CHECK (to_clock BETWEEN 0 AND 1440),
    positions  INTEGER NOT NULL CHECK (positions >= 1),
    sealed     BLOB    NOT NULL, -- the reason
    CHECK (from_date <= to_date),
    CHECK (from_clock < to_clock)
) STRICT;
CREATE INDEX absence_desk ON absence (desk, from_date);

CREATE TABLE session_change (
    pk        INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    desk      TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    from_date TEXT    NOT NULL CHECK (from_date GLOB '????-??-??'),
    to_date   TEXT    CHECK (to_date GLOB '????-??-??'), -- NULL: for ever
    reason    TEXT    NOT NULL,
    CHECK (from_date <= to_date),
    UNIQUE (desk, from_date)
) STRICT;

CREATE TABLE changed_session (
    change     INTEGER NOT NULL REFERENCES session_change (pk) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    days       TEXT    NOT NULL CHECK (json_valid(days)),
    from_clock INTEGER NOT NULL CHECK (from_clock BETWEEN 0 AND 1440),
    to_clock   INTEGER NOT NULL CHECK (to_clock BETWEEN 0 AND 1440),
    positions  INTEGER NOT NULL CHECK (positions >= 1),
    CHECK (from_clock < to_clock),
    PRIMARY KEY (change, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE school_zone (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO school_zone VALUES ('A'), ('B'), ('C');

CREATE TABLE school_holiday (
    pk        INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    zone      TEXT    NOT NULL REFERENCES school_zone (code),
    name      TEXT    NOT NULL CHECK (name <> ''),
    from_date TEXT    NOT NULL CHECK (from_date GLOB '????-??-??'),
    to_date   TEXT    NOT NULL CHECK (to_date GLOB '????-??-??'),
    CHECK (from_date <= to_date)
) STRICT;
