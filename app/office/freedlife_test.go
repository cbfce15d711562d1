package office_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/intake"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// platform is where people book: it sells what went online, and never by itself what was
// given back.
type platform struct {
	rows  []platformRow
	free  map[platformPlace]int
	dates bool // its export says when a booking was cancelled
}

type platformPlace struct {
	desk  agenda.DeskID
	date  agenda.Date
	start agenda.Clock
}

type platformRow struct {
	platformPlace
	reference         string
	procedure         agenda.ProcedureCode
	person            int
	booked, cancelled agenda.Moment
	dropped           bool // in no export any more
}

func (r platformRow) stands() bool { return r.cancelled.IsZero() && !r.dropped }

func placeOf(s agenda.Slot) platformPlace { return platformPlace{s.Desk, s.Date, s.Start} }

// columns are those of the export, in their order.
func (p *platform) columns() []intake.Field {
	fields := []intake.Field{
		intake.FieldReference, intake.FieldDate, intake.FieldTime, intake.FieldDesk, intake.FieldProcedure, intake.FieldStatus,
		intake.FieldBookedAt, intake.FieldSurname, intake.FieldGivenNames, intake.FieldEmail,
	}
	if p.dates {
		fields = append(fields, intake.FieldCancelledAt)
	}
	return fields
}

func (p *platform) mapping() *intake.Mapping {
	m := &intake.Mapping{HeaderLine: 1, Titles: map[intake.Field]string{}, Columns: map[intake.Field]int{}}
	for i, f := range p.columns() {
		m.Titles[f], m.Columns[f] = string(f), i
	}
	return m
}

// ReadTable returns the export of everything.
func (p *platform) ReadTable(context.Context, string) (intake.Table, string, error) {
	var titles []string
	for _, f := range p.columns() {
		titles = append(titles, string(f))
	}
	table := intake.Table{File: "export.csv", Rows: []intake.Row{textRow(1, titles)}}
	for _, r := range p.rows {
		if r.dropped {
			continue
		}
		status, at := "confirmé", ""
		if !r.cancelled.IsZero() {
			status, at = "annulé", r.cancelled.String()
		}
		cells := []string{r.reference, r.date.String(), r.start.String(), string(r.desk), string(r.procedure), status, r.booked.String(),
			"Nom" + string(rune('a'+r.person)), "Awa", fmt.Sprintf("personne%d@exemple.fr", r.person), at}
		table.Rows = append(table.Rows, textRow(len(table.Rows)+1, cells[:len(titles)]))
	}
	return table, fmt.Sprint(len(table.Rows)), nil
}

func textRow(line int, texts []string) intake.Row {
	row := intake.Row{Line: line}
	for _, text := range texts {
		row.Cells = append(row.Cells, intake.Text(text))
	}
	return row
}

// listWriter writes no file, but lists for the platform all the same.
type listWriter struct{ office.Writers }

func (listWriter) WriteFile(_ string, write func(io.Writer) error) error { return write(io.Discard) }

func (listWriter) Cancellations(context.Context, io.Writer, office.Format, []office.Cancellation, *wording.Voice) error {
	return nil
}

// freedLife is a service and its platform through time.
type freedLife struct {
	*bureau
	t        testing.TB
	rt       *rapid.T // nil where nothing is drawn
	platform *platform
	returned []office.FreedReturn // not undone, the last one last
	imports  []agenda.ImportID
	decided  [][]agenda.DecisionID
}

// fatal ends the test, or the random history.
func (l *freedLife) fatal(what any) { l.fatalf("%v", what) }

func (l *freedLife) fatalf(format string, args ...any) {
	l.t.Helper()
	if l.rt != nil {
		l.rt.Fatalf(format, args...)
	}
	l.t.Fatalf(format, args...)
}

func (l *freedLife) must(err error) {
	l.t.Helper()
	if err != nil {
		l.fatal(err)
	}
}

// refused passes over what may be refused for the reasons given.
func (l *freedLife) refused(err error, codes ...string) bool {
	l.t.Helper()
	if err != nil && !slices.Contains(codes, agenda.CodeOf(err)) {
		l.fatal(err)
	}
	return err != nil
}

func (l *freedLife) pool() map[agenda.SlotID]office.FreedSlot {
	l.t.Helper()
	pool, err := l.FreedSlots(background)
	l.must(err)
	all := map[agenda.SlotID]office.FreedSlot{}
	for _, f := range pool.Slots {
		if _, twice := all[f.ID]; twice {
			l.fatalf("%s has two fates", f.ID)
		}
		all[f.ID] = f
	}
	return all
}

func (l *freedLife) releases() map[agenda.ReleaseID]agenda.Release {
	weeks := reading(l.t, l.bureau, func(r workspace.Reader) ([]workspace.ReleaseWeek, error) { return r.ReleaseWeeks(background) })
	all := map[agenda.ReleaseID]agenda.Release{}
	for _, week := range weeks {
		for _, r := range week.Releases {
			all[r.ID] = r
		}
	}
	return all
}

// step does one thing, and returns its name.
func (l *freedLife) step() string {
	name := rapid.SampledFrom([]string{
		"draw", "mark", "mark", "mark", "mark", "book", "book", "cancel", "cancel", "cancel", "drop", "import", "import", "import",
		"decide", "list", "undecide", "unimport", "return", "return", "unreturn", "wait", "redraw", "give up",
	}).Draw(l.rt, "step")
	map[string]func(){
		"draw": l.draw, "mark": l.mark, "book": l.book, "cancel": l.cancel, "drop": l.drop, "import": l.take, "decide": l.decide, "list": l.list,
		"undecide": l.undecide, "unimport": l.unimport, "return": l.giveBack, "unreturn": l.unreturn, "wait": l.wait,
		"redraw": l.redraw, "give up": l.giveUp,
	}[name]()
	return name
}

func (l *freedLife) draw() {
	_, err := l.DrawWeek(background, l.now.Date().Week().Add(rapid.IntRange(0, 2).Draw(l.rt, "week")), nil)
	l.refused(err, "PUB-WEEK-BEGUN", "PUB-WEEK-MISSED", "PUB-WEEK-SETTLED", "PUB-IMPOSSIBLE")
}

func (l *freedLife) redraw() {
	_, err := l.RedrawMissed(background, l.now.Date().Week())
	l.refused(err, "PUB-NOT-DRAWN", "PUB-NONE-MISSED", "PUB-AGAIN")
}

func (l *freedLife) giveUp() {
	_, err := l.GiveUpMissed(background, l.now.Date().Week().Add(-rapid.IntRange(0, 1).Draw(l.rt, "weeks ago")))
	l.refused(err, "PUB-NOT-DRAWN", "PUB-NONE-MISSED")
}

// mark waits for the next release, if there is one within a few days, and does all whose
// minute has come: their slots go online on the platform.
func (l *freedLife) mark() {
	all := l.releases()
	next := l.now.Date().AddDays(4).At(0)
	for _, r := range all {
		if r.DoneAt.IsZero() && r.At > l.now && r.At < next {
			next = r.At
		}
	}
	l.now = next
	if l.rt != nil {
		l.now += agenda.Moment(60 * rapid.IntRange(0, 20).Draw(l.rt, "minutes"))
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		r := all[id]
		if !r.DoneAt.IsZero() || !r.GivenUp.IsZero() || r.At > l.now || r.At.Date() != l.now.Date() {
			continue
		}
		for _, f := range l.pool() {
			if f.State == agenda.SlotReleased && f.Slot.Release == id && !f.At.Date().Before(l.now.Date()) {
				l.fatalf("%+v goes online on the day on which it was given back", f)
			}
		}
		l.must(l.MarkReleased(background, true, id))
		for _, s := range l.slots(l.t) {
			if s.Release == id {
				l.platform.free[placeOf(s)]++
			}
		}
	}
	l.wantNobodyTwice()
}

// wantNobodyTwice looks whether the platform sells a place more often than agents sit there.
func (l *freedLife) wantNobodyTwice() {
	l.t.Helper()
	sold, places := maps.Clone(l.platform.free), map[platformPlace]int{}
	for _, r := range l.platform.rows {
		if r.stands() {
			sold[r.platformPlace]++
		}
	}
	for _, s := range l.slots(l.t) {
		places[placeOf(s)]++
	}
	for at, n := range sold {
		if n > places[at] {
			l.fatalf("%d places of %d at %+v are sold or for sale", n, places[at], at)
		}
	}
}

func (l *freedLife) book() {
	for range rapid.IntRange(4, 12).Draw(l.rt, "bookings") {
		open := l.forSale()
		if len(open) == 0 {
			return
		}
		l.sell(rapid.SampledFrom(open).Draw(l.rt, "slot"), rapid.IntRange(0, 9).Draw(l.rt, "person"))
	}
}

// forSale are the slots at places that the platform sells.
func (l *freedLife) forSale() (open []agenda.Slot) {
	for _, s := range l.slots(l.t) {
		if l.platform.free[placeOf(s)] > 0 && s.Date.At(s.Start) > l.now {
			open = append(open, s)
		}
	}
	return open
}

func (l *freedLife) sell(s agenda.Slot, person int) {
	l.platform.free[placeOf(s)]--
	l.platform.rows = append(l.platform.rows, platformRow{
		platformPlace: placeOf(s), reference: fmt.Sprintf("RDV%04d", len(l.platform.rows)), procedure: s.Procedure, person: person, booked: l.now,
	})
}

func (l *freedLife) cancel() {
	for range rapid.IntRange(1, 6).Draw(l.rt, "cancellations") {
		if r := l.someone(); r != nil {
			r.cancelled = l.now
		}
	}
}

func (l *freedLife) drop() {
	if r := l.someone(); r != nil {
		r.dropped = true
	}
}

func (l *freedLife) someone() *platformRow {
	var standing []*platformRow
	for i := range l.platform.rows {
		if r := &l.platform.rows[i]; r.stands() && r.date.At(r.start) > l.now {
			standing = append(standing, r)
		}
	}
	if len(standing) == 0 {
		return nil
	}
	return rapid.SampledFrom(standing).Draw(l.rt, "who")
}

func (l *freedLife) take() {
	result, err := l.Import(background, office.ImportOptions{Path: "export.csv", Mapping: l.platform.mapping()}, agenda.Silent{})
	if !l.refused(err, "IMPORT-NO-ROWS") {
		l.imports = append(l.imports, result.Import.ID)
	}
}

func (l *freedLife) unimport() {
	if n := len(l.imports); n > 0 && !l.refused(l.UndoImport(background, l.imports[n-1]), "WS-UNDO-DECIDED") {
		l.imports = l.imports[:n-1]
	}
}

func (l *freedLife) decide() {
	before, slots := l.pool(), l.slots(l.t)
	decisions, err := l.DecideAutomatic(background, agenda.Silent{})
	l.must(err)
	if len(decisions) == 0 {
		return
	}
	var ids []agenda.DecisionID
	for _, d := range decisions {
		ids = append(ids, d.ID)
	}
	if rapid.Bool().Draw(l.rt, "think again") {
		l.must(l.UndoDecisions(background, ids, agenda.Silent{}))
		if d := cmp.Diff(before, l.pool()) + cmp.Diff(slots, l.slots(l.t)); d != "" {
			l.fatalf("a decision taken back leaves a trace: %s", d)
		}
		return
	}
	l.decided = append(l.decided, ids)
}

func (l *freedLife) undecide() {
	if n := len(l.decided); n > 0 && !l.refused(l.UndoDecisions(background, l.decided[n-1], agenda.Silent{}), "WS-UNDO-CHANGED") {
		l.decided = l.decided[:n-1]
	}
}

// list writes the cancellations, which are applied on the platform.
func (l *freedLife) list() {
	rows, err := l.Cancellations(background)
	l.must(err)
	_, err = l.WriteCancellations(background, "annulations.csv", office.FormatCSV, nil)
	l.must(err)
	for _, row := range rows {
		i := slices.IndexFunc(l.platform.rows, func(r platformRow) bool { return r.reference == row.Reference })
		if r := &l.platform.rows[i]; r.stands() {
			r.cancelled = l.now
		}
	}
}

func (l *freedLife) giveBack() {
	before, pool := l.slots(l.t), l.pool()
	done, err := l.ReturnFreed(background)
	l.must(err)
	for _, s := range done.Before {
		if f := pool[s.ID]; f.Unsent || f.Fate != publication.FateReturns && f.Fate != publication.FateUrgent {
			l.fatalf("%+v was returned", f)
		}
	}
	if rapid.Bool().Draw(l.rt, "think again") {
		after := l.slots(l.t)
		l.must(l.UndoReturn(background, done.Before))
		if d := cmp.Diff(before, l.slots(l.t)) + cmp.Diff(pool, l.pool(), sameBesidesRelease); d != "" {
			l.fatalf("a return taken back leaves a trace: %s", d)
		}
		_, err = l.ReturnFreed(background)
		l.must(err)
		if d := cmp.Diff(after, l.slots(l.t)); d != "" {
			l.fatalf("returned again, slots go elsewhere: %s", d)
		}
	}
	l.returned = append(l.returned, done)
}

// sameBesidesRelease passes over the release that a slot would get: before the first
// return nothing decides that.
var sameBesidesRelease = cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Return.Release" }, cmp.Ignore())

func (l *freedLife) unreturn() {
	if n := len(l.returned); n > 0 {
		l.refused(l.UndoReturn(background, l.returned[n-1].Before), "PUB-RETURN-DONE")
		l.returned = l.returned[:n-1]
	}
}

// wait lets some days pass, on which nobody did a release.
func (l *freedLife) wait() {
	l.now = l.now.Date().AddDays(rapid.IntRange(1, 5).Draw(l.rt, "days")).At(agenda.Clock(rapid.IntRange(0, 1439).Draw(l.rt, "hour")))
}

// wantSettled looks at the pool: one sound fate each, and what is dealt stays so.
func (l *freedLife) wantSettled(after string, before map[agenda.SlotID]office.FreedSlot) map[agenda.SlotID]office.FreedSlot {
	l.t.Helper()
	pool, releases := l.pool(), l.releases()
	booked := reading(l.t, l.bureau, func(r workspace.Reader) (map[agenda.SlotID]bool, error) { return r.BookedSlots(background) })
	for id, f := range pool {
		open := releases[f.Return.Release].DoneAt.IsZero() && releases[f.Return.Release].ID != ""
		dealt := f.State == agenda.SlotReleased
		switch {
		case booked[id]:
			l.fatalf("after %s: %+v is held", after, f)
		case f.Reason.IsZero():
			l.fatalf("after %s: no reason for %+v", after, f)
		case dealt && f.Fate != publication.FateOver && (f.Fate != publication.FateReturns || f.Return.Release != f.Slot.Release || !open):
			l.fatalf("after %s: %+v does not return with its release", after, f)
		case f.Unsent && f.Fate != publication.FateWaits && f.Fate != publication.FateOver && !dealt:
			l.fatalf("after %s: %+v is not waiting for the list", after, f)
		case f.Fate == publication.FateReturns && f.Return.Release != "" && !open:
			l.fatalf("after %s: %+v returns with no release to come", after, f)
		}
	}
	moves := slices.Contains([]string{"draw", "redraw", "give up", "unreturn", "mark", "unimport"}, after)
	for id, f := range before {
		if is, still := pool[id]; still && !moves && f.State == agenda.SlotReleased && is.Slot.Release != f.Slot.Release {
			l.fatalf("after %s: %+v became %+v", after, f, is)
		}
	}
	for _, s := range l.slots(l.t) {
		if s.State == agenda.SlotReleased && booked[s.ID] {
			l.fatalf("after %s: %+v is held and waits for a release", after, s)
		}
	}
	return pool
}

func newFreedLife(t testing.TB, rt *rapid.T, year []byte, folder string) *freedLife {
	l := &freedLife{t: t, rt: rt, platform: &platform{free: map[platformPlace]int{}}}
	l.bureau = newBureauOf(t, folder, year, l.platform, listWriter{})
	l.now = agenda.MustMoment("2030-02-04T08:00")
	return l
}

// TestFreedSlotsThroughRandomHistories: never two people on one place because of us, no
// slot online on the day on which it was given back, one fate for each, undone to the
// last bit.
func TestFreedSlotsThroughRandomHistories(t *testing.T) {
	year := plannedFile(t)
	checkHistories(t, func(rt *rapid.T) {
		l := newFreedLife(t, rt, year, t.TempDir())
		defer l.close(t)
		l.platform.dates = rapid.Bool().Draw(rt, "the export says when")
		for _, step := range []func(){l.draw, l.draw, l.mark, l.book, l.mark, l.book, l.take} {
			step()
		}
		pool := l.pool()
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			pool = l.wantSettled(l.step(), pool)
		}
		l.wantSound(t, rt)
	})
}
