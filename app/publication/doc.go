// Package publication decides when slots go online and which of them: the rules of
// a week (windows, gaps, quotas), the draw of one schedule among all that obey them,
// each exactly as likely as any other, the seal that proves nobody chose the moments,
// the measures of how predictable a week is, the dealing of slots to releases, what
// becomes of a release that was missed and of a slot that was given back, and whether,
// looking back, all that works: see [History] and [HalfLives].
//
// What belongs here: everything that can be computed from a configuration, slots and
// a seed. What does not: asking the system for a seed, keeping it, writing sheets,
// and saying anything in a language.
//
// How the draw works. The moments that a release may take stand in time order. For
// every moment and every state of the choice so far (how many are chosen, how many
// today, on how many days, how many in each band with a quota) a table holds the
// exact number of ways to complete the schedule; it is filled from the last moment
// back to the first, and a chosen moment leads to the first moment that is far enough
// after it. States that can no longer differ in what they allow are one state, which
// keeps the table small. A schedule is then the one whose rank, in lexicographic order
// of its moments, is a uniform integer below the count: see [Sampler.Draw]. This is
// the standard counting method for uniform generation of a combinatorial class
// (Nijenhuis and Wilf, Combinatorial Algorithms, 2nd edition, 1978, chapter 13).
package publication
