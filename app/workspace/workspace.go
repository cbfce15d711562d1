// Package workspace says what a workspace keeps and how it is asked: the [Store]
// that app/office works on and that data/sqlite implements, with the queries and
// the records that pass between them.
//
// What belongs here: interfaces and plain values, no behaviour. It stands between
// the two so that the storage knows no use case and the use cases know no storage.
package workspace
