// Package names says whether two spellings can be the name of one person, and why.
//
// What belongs here: the folded form of a name in which keyboards and clerks agree
// ([Fold]), how a name is parted into words and particles, which spellings are known
// ways of writing one name in Latin letters, and the verdict with its reasons. What does
// not: what follows from a verdict; the rules of app/vetting and the people at the desks
// say that.
//
// Nothing here is a list of people or of their names. Each rule is about a script, a
// language's spelling or the parts that names are made of, and says in its file which
// public source it comes from. Particles, titles and the words of civil status are lists,
// because they are closed classes of words.
package names
