-- The whole workspace of the first version.
--
-- Days are texts "2027-03-02", weeks "2027-W10"; moments are seconds of the civil
-- calendar (agenda.Moment), hours minutes since midnight. A moment of 0 is "not known".
-- Vocabularies are tables, not CHECKs, so that a later migration adds a word by an
-- INSERT instead of rebuilding the table that uses it.
-- Columns named "sealed" hold values sealed under the workspace's key (see doc.go).

CREATE TABLE workspace (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    id         TEXT    NOT NULL CHECK (id <> ''),
    created_at INTEGER NOT NULL,
    created_by TEXT    NOT NULL
) STRICT;

CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    applied_at INTEGER NOT NULL,
    applied_by TEXT    NOT NULL
) STRICT;

-- Each row is one way to the one data key: in clear in an open workspace, wrapped
-- under a passphrase otherwise.
CREATE TABLE key (
    slot       INTEGER PRIMARY KEY,
    label      TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('open', 'passphrase')),
    salt       BLOB,
    passes     INTEGER,
    memory_kib INTEGER,
    lanes      INTEGER,
    wrapped    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((kind = 'open') = (salt IS NULL)),
    CHECK ((salt IS NULL) = (passes IS NULL) AND (salt IS NULL) = (memory_kib IS NULL) AND (salt IS NULL) = (lanes IS NULL))
) STRICT;

CREATE TABLE secret (
    name   TEXT PRIMARY KEY CHECK (name <> ''),
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE counter (
    name TEXT    PRIMARY KEY,
    next INTEGER NOT NULL CHECK (next >= 1)
) STRICT;

-- The service and its year -------------------------------------------------------

CREATE TABLE service (
    only         INTEGER PRIMARY KEY CHECK (only = 1),
    name         TEXT    NOT NULL,
    prefecture   TEXT    NOT NULL,
    address      TEXT    NOT NULL CHECK (json_valid(address)),
    email        TEXT    NOT NULL,
    website      TEXT    NOT NULL,
    territory    TEXT    NOT NULL,
    year         INTEGER NOT NULL,
    appointments INTEGER NOT NULL CHECK (appointments >= 0),
    permits      INTEGER NOT NULL CHECK (permits >= 0)
) STRICT;

CREATE TABLE procedure (
    code             TEXT    PRIMARY KEY CHECK (code <> ''),
    position         INTEGER NOT NULL,
    label            TEXT    NOT NULL,
    minutes          INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    counted          INTEGER NOT NULL CHECK (counted IN (0, 1)),
    target           INTEGER NOT NULL CHECK (target >= 0),
    no_show          REAL    NOT NULL CHECK (no_show BETWEEN 0 AND 1),
    permits_per_kept REAL    NOT NULL CHECK (permits_per_kept BETWEEN 0 AND 1),
    urgent_reserve   REAL    NOT NULL CHECK (urgent_reserve BETWEEN 0 AND 1),
    walk_in          TEXT    CHECK (walk_in IS NULL OR json_valid(walk_in)),
    papers           TEXT    NOT NULL CHECK (json_valid(papers))
) STRICT;

CREATE TABLE desk (
    id       TEXT    PRIMARY KEY CHECK (id <> ''),
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL
) STRICT;

CREATE TABLE desk_procedure (
    desk      TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    procedure TEXT    NOT NULL REFERENCES procedure (code) ON DELETE CASCADE,
    PRIMARY KEY (desk, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_procedure_procedure ON desk_procedure (procedure);

CREATE TABLE session (
    desk       TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    days       TEXT    NOT NULL CHECK (json_valid(days)),
    from_clock INTEGER NOT NULL CHECK (from_clock BETWEEN 0 AND 1440),
    to_clock   INTEGER NOT NULL CHECK (to_clock BETWEEN 0 AND 1440),
    positions  INTEGER NOT NULL CHECK (positions >= 1),
    CHECK (from_clock < to_clock),
    PRIMARY KEY (desk, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE closure (
    pk        INTEGER PRIMARY KEY,
    from_date TEXT    NOT NULL CHECK (from_date GLOB '????-??-??'),
    to_date   TEXT    NOT NULL CHECK (to_date GLOB '????-??-??'),
    desk      TEXT    REFERENCES desk (id) ON DELETE CASCADE,
    reason    TEXT    NOT NULL,
    CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX closure_date ON closure (from_date, to_date);
CREATE INDEX closure_desk ON closure (desk);

-- The plan and its slots ---------------------------------------------------------

CREATE TABLE plan (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    made_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE plan_cell (
    week      TEXT    NOT NULL CHECK (week GLOB '????-W??'),
    desk      TEXT    NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
    procedure TEXT    NOT NULL REFERENCES procedure (code) ON DELETE CASCADE,
    slots     INTEGER NOT NULL CHECK (slots > 0),
    PRIMARY KEY (week, desk, procedure)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_cell_desk ON plan_cell (desk);
CREATE INDEX plan_cell_procedure ON plan_cell (procedure);

CREATE TABLE plan_lock (
    week TEXT PRIMARY KEY CHECK (week GLOB '????-W??')
) STRICT, WITHOUT ROWID;

-- Seeds and coming moments are worth money to a tout: both are sealed.
CREATE TABLE release_week (
    week     TEXT    PRIMARY KEY CHECK (week GLOB '????-W??'),
    config   TEXT    NOT NULL,
    sealed   BLOB    NOT NULL, -- the seed
    seal     TEXT    NOT NULL,
    drawn_at INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
    id      TEXT    PRIMARY KEY CHECK (id <> ''),
    week    TEXT    NOT NULL REFERENCES release_week (week),
    sealed  BLOB    NOT NULL, -- the moment
    done_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX release_by_week ON release (week);

CREATE TABLE slot_state (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO slot_state VALUES ('planned'), ('reserved'), ('released'), ('published');

CREATE TABLE slot (
    id        TEXT    PRIMARY KEY CHECK (id <> ''),
    desk      TEXT    NOT NULL REFERENCES desk (id),
    procedure TEXT    NOT NULL REFERENCES procedure (code),
    date      TEXT    NOT NULL CHECK (date GLOB '????-??-??'),
    start     INTEGER NOT NULL CHECK (start BETWEEN 0 AND 1440),
    minutes   INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
    position  INTEGER NOT NULL CHECK (position >= 1),
    state     TEXT    NOT NULL REFERENCES slot_state (code),
    release   TEXT    REFERENCES release (id),
    CHECK ((state IN ('released', 'published')) = (release IS NOT NULL))
) STRICT;
CREATE INDEX slot_date ON slot (date, start, desk, position);
CREATE INDEX slot_desk ON slot (desk, date, start);
CREATE INDEX slot_procedure ON slot (procedure, date, start);
CREATE INDEX slot_state_date ON slot (state, date, start);
CREATE INDEX slot_release ON slot (release) WHERE release IS NOT NULL;

-- Imports and bookings -----------------------------------------------------------

-- pk is the order of the imports; the clock may have been set back in between.
CREATE TABLE import (
    pk        INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    source    TEXT    NOT NULL,
    file_name TEXT    NOT NULL,
    digest    TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    read      INTEGER NOT NULL, -- data rows in the file
    new       INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    gone      INTEGER NOT NULL,
    rejected  INTEGER NOT NULL,
    undone_at INTEGER NOT NULL DEFAULT 0,
    fields    TEXT    NOT NULL CHECK (json_valid(fields)) -- those that the file had a column for
) STRICT;

CREATE TABLE rejection (
    import   INTEGER NOT NULL REFERENCES import (pk),
    position INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    sealed   BLOB    NOT NULL, -- column, value and reason: the value may be personal
    PRIMARY KEY (import, position)
) STRICT;

CREATE TABLE mapping (
    source  TEXT PRIMARY KEY,
    mapping TEXT NOT NULL CHECK (json_valid(mapping))
) STRICT;

-- The only table with personal data, and it holds them sealed. Nothing cascades into
-- it: a person's row leaves only where a statement names it.
CREATE TABLE applicant (
    pk          INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    import      INTEGER NOT NULL REFERENCES import (pk), -- which brought it first
    sealed      BLOB    CHECK (sealed IS NULL OR length(sealed) > 29), -- NULL once emptied
    email_hash  BLOB    CHECK (length(email_hash) = 16),
    number_hash BLOB    CHECK (length(number_hash) = 16),
    phone_hash  BLOB    CHECK (length(phone_hash) = 16)
) STRICT;
CREATE INDEX applicant_import ON applicant (import);
CREATE INDEX applicant_email ON applicant (email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX applicant_number ON applicant (number_hash) WHERE number_hash IS NOT NULL;
CREATE INDEX applicant_phone ON applicant (phone_hash) WHERE phone_hash IS NOT NULL;

CREATE TABLE booking_status (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO booking_status VALUES ('booked'), ('cancelled'), ('served'), ('absent');

CREATE TABLE cancel_cause (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO cancel_cause VALUES (''), ('platform'), ('duplicate'), ('name'), ('decision');

CREATE TABLE booking (
    pk           INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    reference    TEXT    NOT NULL UNIQUE CHECK (reference <> ''),
    slot         TEXT    REFERENCES slot (id),
    desk         TEXT    REFERENCES desk (id),
    desk_name    TEXT    NOT NULL,
    procedure    TEXT    REFERENCES procedure (code),
    motive       TEXT    NOT NULL,
    date         TEXT    NOT NULL CHECK (date GLOB '????-??-??'),
    start        INTEGER NOT NULL CHECK (start BETWEEN 0 AND 1440),
    status       TEXT    NOT NULL REFERENCES booking_status (code),
    cause        TEXT    NOT NULL REFERENCES cancel_cause (code),
    booked_at    INTEGER NOT NULL,
    cancelled_at INTEGER NOT NULL,
    gone         INTEGER NOT NULL CHECK (gone IN (0, 1)),
    import       INTEGER NOT NULL REFERENCES import (pk), -- which brought it first
    applicant    INTEGER NOT NULL REFERENCES applicant (pk),
    CHECK (status = 'cancelled' OR cause = '')
) STRICT;
CREATE INDEX booking_date ON booking (date, start, reference);
CREATE INDEX booking_booked ON booking (booked_at, reference);
CREATE INDEX booking_slot ON booking (slot) WHERE slot IS NOT NULL;
CREATE INDEX booking_desk ON booking (desk, date, start, reference);
CREATE INDEX booking_procedure ON booking (procedure, date, start, reference);
CREATE INDEX booking_state ON booking (status, reference);
CREATE INDEX booking_import ON booking (import);
CREATE INDEX booking_applicant ON booking (applicant);

-- What a booking and an applicant were before an import changed them, for UndoImport.
CREATE TABLE booking_before (
    import       INTEGER NOT NULL REFERENCES import (pk),
    booking      TEXT    NOT NULL REFERENCES booking (id),
    reference    TEXT    NOT NULL,
    slot         TEXT    REFERENCES slot (id),
    desk         TEXT    REFERENCES desk (id),
    desk_name    TEXT    NOT NULL,
    procedure    TEXT    REFERENCES procedure (code),
    motive       TEXT    NOT NULL,
    date         TEXT    NOT NULL,
    start        INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    cause        TEXT    NOT NULL,
    booked_at    INTEGER NOT NULL,
    cancelled_at INTEGER NOT NULL,
    gone         INTEGER NOT NULL,
    applicant    INTEGER NOT NULL REFERENCES applicant (pk),
    PRIMARY KEY (import, booking)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_before_booking ON booking_before (booking);
CREATE INDEX booking_before_slot ON booking_before (slot) WHERE slot IS NOT NULL;
CREATE INDEX booking_before_desk ON booking_before (desk) WHERE desk IS NOT NULL;
CREATE INDEX booking_before_procedure ON booking_before (procedure) WHERE procedure IS NOT NULL;
CREATE INDEX booking_before_applicant ON booking_before (applicant);

CREATE TABLE applicant_before (
    import      INTEGER NOT NULL REFERENCES import (pk),
    applicant   INTEGER NOT NULL REFERENCES applicant (pk),
    sealed      BLOB,
    email_hash  BLOB,
    number_hash BLOB,
    phone_hash  BLOB,
    PRIMARY KEY (import, applicant)
) STRICT;
CREATE INDEX applicant_before_applicant ON applicant_before (applicant);

-- Decisions and letters ----------------------------------------------------------

-- after_import is the newest import when the decision was made: it tells which
-- imports the decision may rest upon.
CREATE TABLE outcome (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO outcome VALUES ('cancel'), ('keep');

CREATE TABLE decision (
    pk           INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE CHECK (id <> ''),
    rule         TEXT    NOT NULL,
    outcome      TEXT    NOT NULL REFERENCES outcome (code),
    sealed       BLOB    NOT NULL, -- the reason: free text, may name somebody
    at           INTEGER NOT NULL,
    undone_at    INTEGER NOT NULL DEFAULT 0,
    after_import INTEGER NOT NULL
) STRICT;

-- The bookings a decision is about and those it cancels, with what these were before.
-- No foreign key to booking: a decision taken back is still shown when the import
-- that brought its bookings was taken back after it. The trigger below keeps those of
-- a decision that stands.
CREATE TABLE decision_booking (
    decision INTEGER NOT NULL REFERENCES decision (pk),
    position INTEGER NOT NULL,
    booking  TEXT    NOT NULL,
    PRIMARY KEY (decision, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_booking_booking ON decision_booking (booking);

CREATE TABLE decision_cancel (
    decision         INTEGER NOT NULL REFERENCES decision (pk),
    position         INTEGER NOT NULL,
    booking          TEXT    NOT NULL,
    cause            TEXT    NOT NULL REFERENCES cancel_cause (code),
    effective        INTEGER NOT NULL CHECK (effective IN (0, 1)), -- 0: it was cancelled already
    was_status       TEXT    NOT NULL,
    was_cause        TEXT    NOT NULL,
    was_cancelled_at INTEGER NOT NULL,
    PRIMARY KEY (decision, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_cancel_booking ON decision_cancel (booking);

CREATE TRIGGER booking_decided BEFORE DELETE ON booking
WHEN EXISTS (SELECT 1 FROM decision_booking b JOIN decision d ON d.pk = b.decision
             WHERE b.booking = old.id AND d.undone_at = 0)
  OR EXISTS (SELECT 1 FROM decision_cancel c JOIN decision d ON d.pk = c.decision
             WHERE c.booking = old.id AND d.undone_at = 0)
BEGIN
    SELECT RAISE(ABORT, 'a booking with a decision that stands cannot leave');
END;

CREATE TABLE convocation (
    number       TEXT    PRIMARY KEY CHECK (number <> ''),
    booking      TEXT    NOT NULL REFERENCES booking (id),
    sealed       BLOB    NOT NULL, -- the code: it holds a digest of the name
    issued_at    INTEGER NOT NULL,
    after_import INTEGER NOT NULL
) STRICT;
CREATE INDEX convocation_booking ON convocation (booking);

-- The journal --------------------------------------------------------------------

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    action   TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    detail   TEXT    NOT NULL CHECK (json_valid(detail)),
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_action ON journal (action, sequence);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- Number and hash of the last entry, sealed: cutting entries off the end, or writing
-- the whole chain anew, shows to whoever holds the key.
CREATE TABLE journal_head (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    sealed BLOB    NOT NULL
) STRICT;
