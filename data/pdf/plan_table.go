package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
)

// planColumn is a column of numbers of a plan.
type planColumn struct {
	head  string
	width float64
	bold  bool
	sum   func(capacity.SheetSum) string // what some weeks come to
	goal  func() string                  // the target of the year
	lack  func(capacity.SheetSum) string // what the year lacks
}

// The columns at both sides of the procedures, in millimetres.
const (
	planWeekAt    = planLeft + 1
	planDaysAt    = planLeft + 11
	planSignAt    = planLeft + 43
	planFirst     = planLeft + 50 // where the numbers begin
	planNumber    = 14.0          // width of a column of sums
	planLeastNote = 36.0
	planProcedure = 9.0 // least width of a procedure's column
	planBroadest  = 20.0
)

// planColumns returns the columns of numbers, from the left. Procedures beyond what a
// page across can hold share the last of their columns.
func (p *planPages) planColumns() []planColumn {
	aside := slices.ContainsFunc(p.Procedures, func(q agenda.Procedure) bool { return !q.Counted })
	sums := p.sumColumns(aside)
	room := planRight - planFirst - planLeastNote - planNumber*float64(len(sums))
	groups := p.groups(int(room / planProcedure))
	width := min(planBroadest, room/float64(max(len(groups), 1)))
	columns := make([]planColumn, 0, len(groups)+len(sums))
	for _, group := range groups {
		columns = append(columns, p.procedureColumn(group, width))
	}
	return append(columns, sums...)
}

// groups divides the procedures among at most so many columns: one each, those with the
// smallest targets together where there are more.
func (p *planPages) groups(most int) [][]int {
	all := make([]int, len(p.Procedures))
	for i := range all {
		all[i] = i
	}
	if len(all) <= most {
		return slices.Collect(slices.Chunk(all, 1))
	}
	bySize := slices.Clone(all)
	slices.SortStableFunc(bySize, func(a, b int) int { return cmp.Compare(p.Procedures[b].Target, p.Procedures[a].Target) })
	joined := bySize[most-1:]
	var groups [][]int
	for _, i := range all {
		if !slices.Contains(joined, i) {
			groups = append(groups, []int{i})
		}
	}
	p.joined = len(joined)
	slices.Sort(joined)
	return append(groups, joined)
}

func (p *planPages) procedureColumn(group []int, width float64) planColumn {
	head := p.voice.Text("pdf.plan.other-procedures", "Count", len(group))
	if len(group) == 1 {
		head = p.Procedures[group[0]].Label
	}
	target := 0
	for _, i := range group {
		target += p.Procedures[i].Target
	}
	planned := func(s capacity.SheetSum) (n int) {
		for _, i := range group {
			n += s.Slots[i]
		}
		return n
	}
	return planColumn{
		head: p.clean(head), width: width,
		sum:  func(s capacity.SheetSum) string { return p.count(planned(s)) },
		goal: func() string { return p.count(target) },
		lack: func(s capacity.SheetSum) string {
			n := 0
			for _, i := range group {
				n += max(0, p.Procedures[i].Target-s.Slots[i])
			}
			return p.count(n)
		},
	}
}

func (p *planPages) sumColumns(aside bool) []planColumn {
	goals := p.Service.Targets
	nothing := func() string { return "" }
	none := func(capacity.SheetSum) string { return "" }
	columns := []planColumn{
		{
			head: p.voice.Text("pdf.plan.counted"), bold: true,
			sum:  func(s capacity.SheetSum) string { return p.count(s.Counted) },
			goal: func() string { return p.count(goals.Appointments) },
			lack: func(s capacity.SheetSum) string { return p.count(max(0, goals.Appointments-s.Counted)) },
		},
		{
			head: p.voice.Text("pdf.plan.permits"),
			sum:  func(s capacity.SheetSum) string { return p.count(int(s.Permits + 0.5)) },
			goal: func() string { return p.count(goals.Permits) },
			lack: func(s capacity.SheetSum) string { return p.count(max(0, goals.Permits-int(s.Permits+0.5))) },
		},
	}
	if aside {
		columns = append(columns, planColumn{
			head: p.voice.Text("pdf.plan.all"), goal: nothing, lack: none,
			sum: func(s capacity.SheetSum) string { return p.count(s.All) },
		})
	}
	columns = append(columns,
		planColumn{head: p.voice.Text("pdf.plan.open"), goal: nothing, lack: none, sum: func(s capacity.SheetSum) string { return p.hours(s.Open) }},
		planColumn{head: p.voice.Text("pdf.plan.used"), goal: nothing, lack: none, sum: func(s capacity.SheetSum) string { return p.hours(s.Used) }},
		planColumn{head: p.voice.Text("pdf.plan.use"), goal: nothing, lack: none, sum: func(s capacity.SheetSum) string {
			if s.Open == 0 {
				return "–"
			}
			return p.voice.Percent(float64(s.Used) / float64(s.Open))
		}},
	)
	for i := range columns {
		columns[i].head = p.clean(columns[i].head)
		columns[i].width = planNumber
	}
	return columns
}

// count writes a number of slots, a dash for none.
func (p *planPages) count(n int) string {
	if n == 0 {
		return "–"
	}
	return p.voice.Number(n)
}

// notesAt returns where the notes begin.
func (p *planPages) notesAt() float64 {
	x := planFirst + 2.5
	for _, c := range p.columns {
		x += c.width
	}
	return x
}

const planHeadLines = 5

// tableHead draws the titles of the columns and returns where the first row begins.
func (p *planPages) tableHead(y float64, first string) float64 {
	style, titles, most := p.titles()
	bottom := y + float64(most)*style.leading() + 2.6
	base := bottom - 1.9
	p.fill(planLeft, y, planWidth, bottom-y, paleBlue)
	p.text(planWeekAt, base, planHead, first)
	x := planFirst
	for i, lines := range titles {
		x += p.columns[i].width
		for j, line := range lines {
			p.textRightAt(x, base-float64(len(lines)-1-j)*style.leading(), style, line)
		}
	}
	p.text(p.notesAt(), base, planHead, p.voice.Text("pdf.plan.notes"))
	p.line(planLeft, bottom, planRight, bottom, 0.35, black)
	return bottom
}

// titles wraps the titles of all columns, at the largest size at which each takes few
// lines, and returns how many lines the highest has.
func (p *planPages) titles() (style typeStyle, titles [][]string, most int) {
	const smallest = 5.5
	for style = planHead; ; style.size -= 0.5 {
		titles, most = nil, 1
		for _, c := range p.columns {
			lines := hyphenated(c.head, style, c.width-1.4)
			if style.size <= smallest && len(lines) > planHeadLines {
				lines = lines[:planHeadLines]
				lines[planHeadLines-1] = cut(lines[planHeadLines-1]+"…", style, c.width-1.4)
			}
			titles, most = append(titles, lines), max(most, len(lines))
		}
		if most <= planHeadLines {
			return style, titles, most
		}
	}
}

// hyphenated wraps a title and divides words that are wider than the column: at a hyphen
// of their own, or after a vowel before a consonant, where it can.
func hyphenated(text string, style typeStyle, width float64) []string {
	var words []string
	for word := range strings.SplitSeq(text, " ") {
		for widthOf(word, style) > width && utf8.RuneCountInString(word) > 3 {
			head, rest, own := strings.Cut(word, "-")
			if !own || rest == "" || widthOf(head+"-", style) > width {
				head = divide(word, style, width)
				rest = word[len(head):]
			}
			words, word = append(words, head+"-"), rest
		}
		words = append(words, word)
	}
	return wrap(strings.Join(words, " "), style, width)
}

// divide returns the longest beginning of a word that leaves room for a hyphen and reads
// well.
func divide(word string, style typeStyle, width float64) string {
	runes := []rune(word)
	most := 1
	for most < len(runes)-2 && widthOf(string(runes[:most+1])+"-", style) <= width {
		most++
	}
	for n := most; n >= 3; n-- {
		if isVowel(runes[n-1]) && !isVowel(runes[n]) || runes[n-1] == runes[n] {
			return string(runes[:n])
		}
	}
	return string(runes[:most])
}

func isVowel(r rune) bool {
	return strings.ContainsRune("aeiouyàâäéèêëîïôöùûü", unicode.ToLower(r))
}

// cut shortens a printable text to a width, with … at the end where it does not fit.
func cut(text string, style typeStyle, width float64) string {
	if widthOf(text, style) <= width {
		return text
	}
	text = strings.TrimSuffix(text, "…")
	for text != "" && widthOf(text+"…", style) > width {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return strings.TrimRight(text, " ") + "…"
}

// weekRow draws a week and returns where the next row begins.
func (p *planPages) weekRow(y float64, w capacity.SheetWeek) float64 {
	standing := capacity.StandingOf(w.Hours(), p.usual)
	if standing.Closed {
		p.fill(planLeft, y, planWidth, planRow, ink{232, 232, 232})
	}
	p.line(planLeft, y, planRight, y, 0.12, hairline)
	base := y + planRow - 1.55
	p.text(planWeekAt, base, planSum, p.voice.Number(w.Week.Number))
	p.text(planDaysAt, base, planText, cut(p.clean(p.days(w.Week)), planText, planSignAt-planDaysAt-1))
	p.text(planSignAt, base, planSum, standing.Signs())
	sum := p.Sum([]capacity.SheetWeek{w})
	p.numbers(base, planText, func(c planColumn) string { return c.sum(sum) })
	p.note(base, p.weekNotes(w, standing))
	return y + planRow
}

// note sets what there is to note of a row, smaller where it is long.
func (p *planPages) note(base float64, text string) {
	x := p.notesAt()
	text = p.clean(text)
	style := fit(text, planNote, 5, planRight-x, 1)
	p.text(x, base, style, cut(text, style, planRight-x))
}

// days writes "29 déc. – 4 janv.".
func (p *planPages) days(w agenda.Week) string {
	day := func(d agenda.Date) string {
		key := "pdf.plan.day"
		if d.Day == 1 {
			key = "pdf.plan.day-first"
		}
		return p.voice.Text(key, "Day", d.Day, "Month", p.voice.MonthShort(int(d.Month)))
	}
	return day(w.Monday()) + " – " + day(w.Monday().AddDays(6))
}

// weekNotes says why the planner leaves a week as it is, and names its holidays.
func (p *planPages) weekNotes(w capacity.SheetWeek, standing capacity.Standing) string {
	var notes []string
	switch w.State {
	case capacity.WeekLocked:
		notes = append(notes, p.voice.Text("pdf.plan.locked"))
	case capacity.WeekKept:
		notes = append(notes, p.voice.Text("pdf.plan.kept"))
	case capacity.WeekPast:
		notes = append(notes, p.voice.Text("pdf.plan.past"))
	}
	for _, h := range w.Closed {
		notes = append(notes, h.Name)
	}
	if standing.Closed && len(notes) == 0 {
		notes = append(notes, p.voice.Text("pdf.plan.closed"))
	}
	return strings.Join(notes, " · ")
}

// numbers sets a number in every column.
func (p *planPages) numbers(base float64, style typeStyle, of func(planColumn) string) {
	x := planFirst
	for _, c := range p.columns {
		x += c.width
		own := style
		own.bold = own.bold || c.bold
		text := p.clean(of(c))
		p.textRightAt(x, base, fit(text, own, 5, c.width-0.8, 1), text)
	}
}

// sumRow draws a row of sums and returns where the next one begins.
func (p *planPages) sumRow(y float64, style typeStyle, label string, sum capacity.SheetSum, note string) float64 {
	return p.footRow(y, style, label, func(c planColumn) string { return c.sum(sum) }, func(base float64) { p.note(base, note) })
}

func (p *planPages) footRow(y float64, style typeStyle, label string, of func(planColumn) string, after func(base float64)) float64 {
	thickness := 0.12
	if style.bold {
		thickness = 0.3
	}
	p.line(planLeft, y, planRight, y, thickness, black)
	base := y + planRow - 1.5
	p.text(planWeekAt, base, style, cut(p.clean(label), style, planFirst-planWeekAt))
	p.numbers(base, style, of)
	after(base)
	return y + planRow
}

// goalRow draws the targets of the year.
func (p *planPages) goalRow(y float64) float64 {
	return p.footRow(y, planQuiet, p.voice.Text("pdf.plan.target"), func(c planColumn) string { return c.goal() }, func(float64) {})
}

// missingRow draws what the year lacks.
func (p *planPages) missingRow(y float64, year capacity.SheetSum) float64 {
	return p.footRow(y, planSum, p.voice.Text("pdf.plan.missing"), func(c planColumn) string { return c.lack(year) }, func(float64) {})
}
