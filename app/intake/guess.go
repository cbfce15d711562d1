package intake

import (
	"cmp"
	"slices"
	"strings"

	"creneaux/app/agenda"
)

// Proposal is a mapping as the program guesses it, to be shown and corrected.
type Proposal struct {
	Mapping Mapping
	// Confidence says how sure each column is, from 0 to 1: 1 for a title known word
	// for word over cells that look as they should, less than 0.7 for what only the
	// cells tell.
	Confidence map[Field]float64
	// Unused are the titles of the columns that nothing is read from.
	Unused []string
}

// Guess finds the row of titles, below whatever title or junk stands above it, and
// says which column holds which field: by the titles, compared without case,
// accents and punctuation with the synonyms of each field (keys as the constants of
// [Field]), and where a title says nothing by what the cells look like.
//
// What this program noted beside rows that it had rejected holds no field; the titles of
// these notes stand with the synonyms under [NoteTitles].
//
// Where no title is known, the row above what looks like bookings is that of the titles.
// The problem IMPORT-HEADER says that there is no such row either, with the titles seen.
func Guess(t Table, synonyms map[string][]string) (Proposal, error) {
	words := newVocabulary(synonyms)
	if header, ok := words.headerOf(t); ok {
		return words.proposal(t, header, synonyms[NoteTitles]), nil
	}
	if header, ok := headerByLooks(t); ok {
		if p := words.proposal(t, header, synonyms[NoteTitles]); len(p.Mapping.Missing()) == 0 {
			return p, nil
		}
	}
	return Proposal{}, agenda.NewProblem("IMPORT-HEADER", "File", t.File, "Titles", titlesSeen(t))
}

// proposal says which column holds what below a row of titles.
func (v vocabulary) proposal(t Table, header int, noteTitles []string) Proposal {
	row := t.Rows[header]
	notes := noteColumns(row, noteTitles)
	columns := columnsBelow(t, header, len(row.Cells))
	p := propose(row, columns, slices.DeleteFunc(v.candidates(row, columns), func(c candidate) bool { return notes[c.column] }))
	for i, c := range row.Cells {
		if title := c.written(); !p.uses(i) && !notes[i] && title != "" {
			p.Unused = append(p.Unused, excerpt(title))
		}
	}
	return p
}

// uses reports whether a field is read from the column.
func (p Proposal) uses(column int) bool {
	for _, used := range p.Mapping.Columns {
		if used == column {
			return true
		}
	}
	return false
}

// vocabulary is the synonyms of the fields, folded once.
type vocabulary []fieldWords

type fieldWords struct {
	field Field
	words []folded
}

// folded is a title or a synonym ready for comparing.
type folded struct {
	words  []string
	joined string
}

func foldTitle(s string) folded {
	words := fold(s)
	return folded{words, strings.Join(words, "")}
}

func newVocabulary(synonyms map[string][]string) vocabulary {
	var v vocabulary
	for _, f := range Fields() {
		entry := fieldWords{field: f}
		for _, s := range synonyms[string(f)] {
			if words := foldTitle(s); words.joined != "" {
				entry.words = append(entry.words, words)
			}
		}
		v = append(v, entry)
	}
	return v
}

const (
	exactTitle = 1.0
	titledFrom = 0.25 // what only looks like one of two names scores less
)

// titleScores returns how well a title names each field that it names at all.
func (v vocabulary) titleScores(title string) map[Field]float64 {
	if longerThan(title, 120) {
		return nil
	}
	words := foldTitle(title)
	if words.joined == "" {
		return nil
	}
	scores := make(map[Field]float64)
	for _, entry := range v {
		for _, synonym := range entry.words {
			if s := titleScore(words, synonym); s > scores[entry.field] {
				scores[entry.field] = s
			}
		}
	}
	return scores
}

// titleScore compares the words of a title with those of a synonym: 1 where they are
// the same, less where one holds the other, the less the more is left over.
func titleScore(title, synonym folded) float64 {
	joined, wanted := title.joined, synonym.joined
	switch {
	case joined == wanted:
		return exactTitle
	case holds(title.words, synonym.words) && len(wanted) >= 2:
		return 0.4 + 0.4*float64(len(wanted))/float64(len(joined))
	case holds(synonym.words, title.words) && len(joined) >= 4:
		return 0.2 + 0.4*float64(len(joined))/float64(len(wanted))
	}
	return 0
}

// holds reports whether the words of part stand side by side among the words.
func holds(words, part []string) bool {
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// headerOf returns the index of the row that names the most fields: one title known
// word for word, or two known in part, at least.
func (v vocabulary) headerOf(t Table) (int, bool) {
	best, bestScore := 0, 0.0
	for i, row := range t.Rows[:min(len(t.Rows), headerSearch)] {
		if hasData(row) {
			continue
		}
		byField := make(map[Field]float64)
		for _, c := range row.Cells {
			field, score := strongest(v.titleScores(c.Text))
			if score > byField[field] {
				byField[field] = score
			}
		}
		total := 0.0
		for _, score := range byField {
			total += score
		}
		if total > bestScore+1e-9 {
			best, bestScore = i, total
		}
	}
	return best, bestScore >= exactTitle
}

// hasData reports whether a row has what stands in no row of titles: an e-mail address, a
// day or an hour.
func hasData(row Row) bool {
	form := calendarForm{}
	for _, c := range row.Cells {
		s := c.written()
		if s == "" {
			continue
		}
		if c.Kind == CellDate || looksLikeEmail(s) {
			return true
		}
		if _, isNumber := parseDecimal(s); isNumber || allDigits(s) {
			continue // a figure may be anything, and a title
		}
		if _, why := form.parseTimestamp(s); why == faultNone {
			return true
		}
		if _, _, why := parseTime(s); why == faultNone {
			return true
		}
	}
	return false
}

// headerByLooks returns the row of titles where none is known: the first that is filled
// from end to end and holds no data, right above rows that do and that are as wide.
func headerByLooks(t Table) (int, bool) {
	rows := t.Rows[:min(len(t.Rows), headerSearch)]
	for i, row := range rows[:max(len(rows)-1, 0)] {
		width := filledWidth(row)
		if width < leastColumns || hasData(row) || slices.ContainsFunc(row.Cells[:width], Cell.blank) {
			continue
		}
		if next := rows[i+1]; hasData(next) && filledWidth(next) <= width && 2*filledWidth(next) > width {
			return i, true
		}
	}
	return 0, false
}

// leastColumns is how many columns a table of bookings has: reference, day and hour.
const leastColumns = 3

func strongest(scores map[Field]float64) (best Field, score float64) {
	for _, f := range Fields() {
		if scores[f] > score {
			best, score = f, scores[f]
		}
	}
	return best, score
}

// candidate is a field that a column may hold.
type candidate struct {
	field  Field
	column int
	score  float64
}

// candidates weighs titles by what the cells look like, the surest first.
func (v vocabulary) candidates(header Row, columns []column) []candidate {
	var all []candidate
	for i, c := range columns {
		scores := v.titleScores(header.Cells[i].Text)
		for _, f := range Fields() {
			if title := scores[f]; title > 0 {
				if score := weighed(title, f, c); score > 0 {
					all = append(all, candidate{f, i, score})
				}
			}
		}
		if len(scores) == 0 {
			for _, l := range c.untitled() {
				all = append(all, candidate{l.field, i, l.sure})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return all
}

// weighed lowers the score of a title whose cells do not look as they should. A
// title known only in part over cells that contradict it is worth nothing.
func weighed(title float64, f Field, c column) float64 {
	share, enough := c.share(f)
	switch {
	case !enough:
		return title * 0.8
	case title < exactTitle && share < 0.2, share == 0 && f.optionalDate():
		return 0
	}
	return title * (0.5 + 0.5*share)
}

// propose gives every field the surest column that is still free.
func propose(header Row, columns []column, candidates []candidate) Proposal {
	p := Proposal{
		Mapping:    Mapping{HeaderLine: header.Line, Columns: map[Field]int{}, Titles: map[Field]string{}},
		Confidence: map[Field]float64{},
	}
	taken := make(map[int]bool)
	for _, c := range candidates {
		if taken[c.column] || p.Mapping.Has(c.field) || p.makesNoSense(c) {
			continue
		}
		taken[c.column] = true
		p.set(c.field, c.column, header.Cells[c.column].written(), c.score)
	}
	p.settle(columns)
	return p
}

func (p Proposal) set(f Field, column int, title string, confidence float64) {
	p.Mapping.Columns[f], p.Mapping.Titles[f], p.Confidence[f] = column, title, confidence
}

// makesNoSense reports whether a field is one too many beside those already found:
// a whole name beside its parts, parts that only look so beside a whole name, an
// appointment's day beside its day and hour.
func (p Proposal) makesNoSense(c candidate) bool {
	switch c.field {
	case FieldSurname, FieldGivenNames:
		return c.score < titledFrom && p.Mapping.Has(FieldFullName)
	case FieldFullName:
		return p.Mapping.Has(FieldSurname) && p.Mapping.Has(FieldGivenNames)
	case FieldDateTime:
		return p.Mapping.Has(FieldDate) && p.Mapping.Has(FieldTime)
	case FieldDate:
		return p.Mapping.Has(FieldDateTime)
	}
	return false
}

// settle looks at the cells for what titles such as "Date", "Rendez-vous" and "Nom"
// do not tell: a day alone or with its hour, a surname or a whole name.
func (p Proposal) settle(columns []column) {
	of := func(f Field) (column, bool) {
		i, ok := p.Mapping.Columns[f]
		if !ok {
			return column{}, false
		}
		return columns[i], len(columns[i].cells) > 0
	}
	if c, ok := of(FieldTime); ok && !p.Mapping.Has(FieldDate) && !p.Mapping.Has(FieldDateTime) && c.mostlyDated() {
		p.rename(FieldTime, FieldDateTime) // "start_time" may well be the day too
	} else if c, ok := of(FieldDate); ok && !p.Mapping.Has(FieldTime) && c.mostlyTimed() {
		p.rename(FieldDate, FieldDateTime)
	} else if c, ok := of(FieldDateTime); ok && !p.Mapping.Has(FieldDate) && !c.mostlyTimed() {
		p.rename(FieldDateTime, FieldDate)
	}
	if c, ok := of(FieldSurname); ok && !p.Mapping.Has(FieldGivenNames) && !p.Mapping.Has(FieldFullName) && c.mostlySeveralWords() {
		p.rename(FieldSurname, FieldFullName)
	}
}

func (p Proposal) rename(from, to Field) {
	p.set(to, p.Mapping.Columns[from], p.Mapping.Titles[from], p.Confidence[from])
	delete(p.Mapping.Columns, from)
	delete(p.Mapping.Titles, from)
	delete(p.Confidence, from)
}

// titlesSeen lists the cells of the fullest of the first rows, for the message.
func titlesSeen(t Table) string {
	var fullest []string
	for _, row := range t.Rows[:min(len(t.Rows), headerSearch)] {
		var titles []string
		for _, c := range row.Cells {
			if s := c.written(); s != "" {
				titles = append(titles, excerpt(s))
			}
		}
		if len(titles) > len(fullest) {
			fullest = titles
		}
	}
	const most = 12
	if len(fullest) > most {
		fullest = append(fullest[:most], "…")
	}
	return strings.Join(fullest, " · ")
}
