-- Publication: who did a release, what became of a missed one, what each release put
-- online, and by which rules a week is drawn.

-- redraw: the number of the redraw that made the release, 0 for the draw of its week.
-- given_up: when a missed release was replaced by those of the redraw replaced_by or, where
-- that is 0, left undone for good.
ALTER TABLE release ADD COLUMN done_by     TEXT    NOT NULL DEFAULT '';
ALTER TABLE release ADD COLUMN redraw      INTEGER NOT NULL DEFAULT 0 CHECK (redraw >= 0);
ALTER TABLE release ADD COLUMN given_up    INTEGER NOT NULL DEFAULT 0 CHECK (given_up = 0 OR done_at = 0);
ALTER TABLE release ADD COLUMN replaced_by INTEGER NOT NULL DEFAULT 0 CHECK (replaced_by = 0 OR given_up <> 0);

UPDATE release SET done_by = coalesce(
    (SELECT actor FROM journal WHERE action = 'publish' AND subject = release.id ORDER BY sequence DESC LIMIT 1), '')
WHERE done_at <> 0;

-- A draw of missed releases within what was left of their week. What was kept names
-- moments to come: it is sealed as they are.
CREATE TABLE release_redraw (
    week     TEXT    NOT NULL REFERENCES release_week (week),
    number   INTEGER NOT NULL CHECK (number >= 1),
    config   TEXT    NOT NULL,
    sealed   BLOB    NOT NULL, -- the seed
    seal     TEXT    NOT NULL,
    kept     BLOB    NOT NULL, -- sealed: what was drawn, and around what
    drawn_at INTEGER NOT NULL,
    PRIMARY KEY (week, number)
) STRICT, WITHOUT ROWID;

-- Which release put a slot online, and when. It stays when the slot is given back and
-- dealt to a later one.
CREATE TABLE slot_online (
    slot    TEXT    NOT NULL REFERENCES slot (id) ON DELETE CASCADE,
    release TEXT    NOT NULL REFERENCES release (id),
    at      INTEGER NOT NULL,
    PRIMARY KEY (slot, release)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_online_release ON slot_online (release);

INSERT INTO slot_online (slot, release, at)
SELECT s.id, r.id, r.done_at FROM slot s JOIN release r ON r.id = s.release WHERE s.state = 'published';

-- By what rules a week is drawn. Without a row they are the usual ones.
CREATE TABLE release_rules (
    only         INTEGER PRIMARY KEY CHECK (only = 1),
    config       TEXT    NOT NULL CHECK (json_valid(config)),
    lead_min     INTEGER NOT NULL CHECK (lead_min >= 0),
    lead_max     INTEGER NOT NULL CHECK (lead_max = 0 OR lead_max >= lead_min), -- 0: no bound
    late_after   INTEGER NOT NULL CHECK (late_after >= 0),
    missed_after INTEGER NOT NULL CHECK (missed_after >= late_after)
) STRICT;
