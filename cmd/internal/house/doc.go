// Package house checks the plan of the house: which folders there are, and in which
// direction they may import each other. It holds tests only.
//
// What belongs here: rules about the whole module that the compiler does not know.
// They stand under cmd because cmd is the one folder that knows all the others, and
// under internal because nobody is to import them.
package house
