// Package sqlite keeps a workspace in one SQLite file: it opens and creates the file,
// migrates it, seals what is personal, and implements the queries and the writes of
// app/workspace.
//
// What belongs here: SQL, the schema in migrations/, one Go file for each kind of row,
// and what a file must be protected against (crash, full disk, second program, curious
// reader). What does not: rules of the service, sentences, anything that another
// package would need without a workspace. It is the only package that imports
// database/sql and the driver.
//
// # The file
//
// One connection writes, in transactions that begin IMMEDIATE; a small pool beside it
// reads, each View in one snapshot. The write-ahead log lets them pass each other; it is
// asked for and read back, and where the disk cannot hold one (network shares) a
// rollback journal stands in and [Workspace.Warning] says so. synchronous=FULL: what
// Update returned survives a power cut. A lock on "<file>.lock" makes one program the
// only writer; it is left behind, empty, because removing it would let two programs
// lock two files of that name.
//
// Migrations are numbered files run by this package rather than by a library: each
// needs a transaction of its own together with its record and SQLite's user_version, a
// backup before the first, and the refusal of newer files before anything is written;
// that is less code than telling a library to do so. New files appear whole or not at
// all: built under a temporary name, synced, linked to their own.
//
// # What is sealed, and how
//
// Sealed are: the applicants; the values that an import rejected, with their reasons;
// the reasons of decisions (free text) and of absences (somebody's own affair); the
// scenarios and the names under which they were adopted (they say who is absent, and
// why); the codes of convocations (they hold a digest of the name, which without key
// could be guessed back); the seeds and moments of releases, and those around which missed
// ones were drawn again (worth money to a tout); the secrets; the end of the journal.
//
//   - A workspace has one random data key of 32 bytes. It lies in the table key:
//     wrapped by AES-256-GCM under argon2id (RFC 9106: 3 passes, 64 MiB, 4 lanes) of a
//     passphrase, bound to its parameters, its salt and the workspace; or in clear, in
//     a workspace that says so of itself ([Workspace.Protected]). The table takes
//     several wrappings of the key, for several people. The data key leaves memory as
//     soon as the subkeys are derived.
//   - From it, HKDF-SHA256 with the workspace's id as salt derives one subkey for each
//     kind of sealed value and for each hash. So a value can never be read as one of
//     another kind, and a later version can hand out some kinds and not others.
//   - Each value is AES-256-GCM with a random nonce of 96 bits, drawn anew at each
//     sealing, and with kind and row id as additional data: a value moved to another
//     row does not open. Random nonces allow 2^32 values a subkey before a repetition
//     becomes likelier than 2^-32 (NIST SP 800-38D, section 8.3); a year has fewer
//     than 2^20.
//   - Before sealing, a value is padded to a multiple of 256 bytes (applicants): nearly
//     every person fills one such bucket, so that lengths do not tell names.
//   - E-mail, foreigner number and phone are found by HMAC-SHA256, cut to 128 bits, of
//     their canonical forms, each under a key of its own. When a canonical form
//     changes, a migration must compute the hashes anew; Check finds those that differ.
//   - Names are searched and sorted in an index that exists in memory only, built at
//     its first use and dropped by Close. Sorters and temporary tables of SQLite stay
//     in memory as well.
//   - secure_delete overwrites what is deleted or replaced, and a backup copies no
//     free pages.
//
// # What a reader without the key still sees
//
// How many people there are; which rows share an e-mail address, a number or a phone
// (the hashes are equal), not which; for each booking its reference on the platform,
// day, hour, desk, procedure, status and moments, and the texts of desk and motive as
// the export has them; the journal and the versions of the plan, with the reasons that
// people gave for them, which by contract name nobody; and when an
// applicant's row was rewritten, from an older copy of the file. Somebody who knows a
// person's reference from elsewhere can tell that person's appointment.
//
// # What is not protected
//
// An unprotected workspace, against anybody who has the file. A protected one against
// whoever controls the machine while it is open: Go cannot wipe what the cipher and the
// garbage collector copied. An older sealed value of a row, put back by somebody who can
// write the file, opens: the binding is to the row, not to its version. The journal's
// chain shows any altered or removed entry, and its sealed end any cut or wholly
// rewritten chain, but not to somebody without the key, and not where the whole file was
// replaced by an older copy of itself.
package sqlite
