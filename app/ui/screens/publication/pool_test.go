package publication

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/screens/internal/seen"
	"creneaux/app/ui/widgets"
)

// freed returns a slot of the pool.
func freed(id string, date string, fate publication.Fate, unsent bool) office.FreedSlot {
	at := agenda.MustMoment("2026-03-01T17:02")
	f := office.FreedSlot{
		Slot: agenda.Slot{ID: agenda.SlotID(id), Date: agenda.MustDate(date), Start: 9 * 60, Desk: "d1", Procedure: "renewal", State: agenda.SlotPublished},
		At:   at, Cause: agenda.CancelDuplicate, Unsent: unsent,
		Return: publication.Return{Fate: fate, Reason: agenda.Msg("publication.freed.reserve", "At", at, "Cause", publication.CauseOf(agenda.CancelDuplicate))},
	}
	if fate == publication.FateReturns || fate == publication.FateWaits {
		f.From, f.Last = agenda.MustDate("2026-03-02"), agenda.MustDate("2026-03-09")
	}
	return f
}

// somePool has a slot of every fate, and one whose cancellation the platform does not know.
func somePool() office.FreedPool {
	return office.FreedPool{House: drawn().House, Slots: []office.FreedSlot{
		freed("s1", "2026-03-02", publication.FateOver, false), freed("s2", "2026-03-05", publication.FateUrgent, false),
		freed("s3", "2026-03-20", publication.FateReturns, false), freed("s4", "2026-03-21", publication.FateReturns, false),
		freed("s5", "2026-04-20", publication.FateWaits, false), freed("s6", "2026-04-21", publication.FateReturns, true),
	}}
}

func showPool(t *testing.T, pool office.FreedPool) *stage {
	t.Helper()
	s := show(t, &fake{now: agenda.MustMoment("2026-03-02T10:05"), schedule: drawn(), pool: pool})
	s.turnTo(tabPool)
	return s
}

func TestPoolTellsWhatBecomesOfEachSlot(t *testing.T) {
	s := showPool(t, somePool())
	if got, want := s.status.Text(), "6 créneaux rendus\u00a0: repartent 2, attendent un tirage 1, cas urgents 1, heure passée 1, à annuler sur la plateforme 1"; got != want {
		t.Errorf("the sum reads %q", got)
	}
	if !strings.Contains(s.pool.does.Text(), "2 créneaux rejoindront") || !strings.Contains(s.pool.does.Text(), "1 créneau trop proche") {
		t.Errorf("what it does reads %q", s.pool.does.Text())
	}
	s.pool.table.Select(4)
	if got := s.pool.reason.Text(); !strings.Contains(got, "de la réserve") || !strings.Contains(got, "pas encore transmise") {
		t.Errorf("the reason reads %q", got)
	}
	row, _ := s.pool.table.Row(4)
	if row.State != widgets.Warning || row.Cells[7] != "02/03/2026 – 09/03/2026" {
		t.Errorf("the row reads %q", row.Cells)
	}
	seen.Button(t, s.Content(), "Écrire la liste des annulations…").Tapped(nil)
	if !slices.Equal(s.opened, []string{pageVetting}) {
		t.Errorf("opened %q", s.opened)
	}
}

func TestPoolIsFilteredByFate(t *testing.T) {
	s := showPool(t, somePool())
	for i, want := range []string{"s2 s3 s4 s5 s6", "s3 s4", "s5", "s2", "s6", "s1", "s1 s2 s3 s4 s5 s6"} {
		s.pool.fate.SetSelectedIndex(i)
		s.pool.filtered()
		var ids []string
		for n := range s.pool.table.Total() {
			row, _ := s.pool.table.Row(n)
			ids = append(ids, row.Key)
		}
		if got := strings.Join(ids, " "); got != want || s.memory[fateKey] != fates[i] {
			t.Errorf("%s lets %q through, remembered %q", fates[i], got, s.memory[fateKey])
		}
	}
	s.pool.setFilter(fateUnsent)
	s.office.pool.Slots = s.office.pool.Slots[:5]
	s.Changed(office.AreaBookings)
	if text := seen.Text(s.Content()); !strings.Contains(text, "Aucun créneau de cette sorte") {
		t.Errorf("that the filter lets none through is not said:\n%s", text)
	}
}

// While another task runs nothing is put back, but afterwards it is.
func TestSlotsArePutBackAfterAnotherTask(t *testing.T) {
	s := showPool(t, somePool())
	tasks := s.p.Tasks
	s.p.Tasks = occupied{}
	s.do(t, actionReturn)
	s.p.Tasks = tasks
	s.do(t, actionReturn)
	if s.office.returned != 1 {
		t.Errorf("put back %d times", s.office.returned)
	}
}

// occupied are tasks of which one runs already.
type occupied struct{}

func (occupied) Run(string, func(context.Context, agenda.Progress) error, func(error)) bool {
	return false
}

func TestSlotsArePutBackAndThatIsUndone(t *testing.T) {
	s := showPool(t, somePool())
	s.pool.primary.Tapped(nil)
	if s.office.returned != 1 || len(s.steps) != 1 || s.steps[0].Name != "remettre en jeu 3 créneaux rendus" {
		t.Fatalf("returned %d times, steps %+v", s.office.returned, s.steps)
	}
	if text := seen.Text(s.Content()); !strings.Contains(text, "2 créneaux remis en jeu, 1 aux cas urgents") {
		t.Errorf("the outcome is not said:\n%s", text)
	}
	if err := s.steps[0].Undo(t.Context(), agenda.Silent{}); err != nil || len(s.office.undone) != 2 {
		t.Errorf("undone: %v, %v", s.office.undone, err)
	}
	if err := s.steps[0].Redo(t.Context(), agenda.Silent{}); err != nil || s.office.returned != 2 {
		t.Errorf("done again %d times: %v", s.office.returned, err)
	}
	s.office.failure = agenda.NewProblem("PUB-NOT-DRAWN", "Week", week)
	if err := s.steps[0].Redo(t.Context(), agenda.Silent{}); err == nil {
		t.Error("what failed is said to be done again")
	}
	s.do(t, actionReturn)
	if !slices.Equal(s.dialogs.problems, []string{"PUB-NOT-DRAWN"}) || len(s.steps) != 1 {
		t.Errorf("problems %q, steps %d", s.dialogs.problems, len(s.steps))
	}
}

// What may be put back is said as it stands: of one kind alone, or nothing.
func TestWhatPuttingBackDoes(t *testing.T) {
	dealt := office.FreedPool{House: drawn().House, Slots: []office.FreedSlot{freed("s1", "2026-03-20", publication.FateReturns, false)}}
	dealt.Slots[0].State = agenda.SlotReleased
	if s := showPool(t, dealt); s.pool.mayReturn() || !strings.Contains(seen.Text(s.Content()), "attribué") {
		t.Errorf("a slot that is dealt already reads:\n%s", seen.Text(s.Content()))
	}
	for _, c := range []struct {
		fates []publication.Fate
		says  string
	}{
		{[]publication.Fate{publication.FateReturns}, "1 créneau rejoindra"},
		{[]publication.Fate{publication.FateUrgent}, "1 créneau trop proche"},
		{[]publication.Fate{publication.FateOver, publication.FateWaits}, "ne peut repartir"},
	} {
		pool := office.FreedPool{House: drawn().House}
		for i, fate := range c.fates {
			pool.Slots = append(pool.Slots, freed(string(rune('a'+i)), "2026-03-20", fate, false))
		}
		s := showPool(t, pool)
		if !strings.Contains(s.pool.does.Text(), c.says) {
			t.Errorf("%v: %q", c.fates, s.pool.does.Text())
		}
		if s.pool.primary.Disabled() == s.pool.mayReturn() {
			t.Errorf("%v: the button is disabled: %v", c.fates, s.pool.primary.Disabled())
		}
	}
}

func TestEmptyPoolExplainsTheTrick(t *testing.T) {
	s := showPool(t, office.FreedPool{})
	if text := seen.Text(s.Content()); !strings.Contains(text, "Un revendeur ne peut donc pas annuler") || s.pool.primary.Visible() {
		t.Errorf("an empty pool reads:\n%s", text)
	}
	s.office.failure = errors.New("disk")
	s.Changed(office.AreaBookings)
	s.office.failure, s.office.pool = nil, somePool()
	seen.Button(t, s.pool.content, "Réessayer").Tapped(nil)
	if s.pool.table.Total() != 5 {
		t.Errorf("after the failure %d slots are shown", s.pool.table.Total())
	}
}

// Every page of every order has the slots in that order, each once.
func TestPoolSourceSortsWhateverThePages(t *testing.T) {
	voice := seen.Voice(t)
	rapid.Check(t, func(t *rapid.T) {
		source := &poolSource{voice: voice, house: drawn().House}
		for i := range rapid.IntRange(0, 12).Draw(t, "slots") {
			f := freed(string(rune('a'+i)), "2026-03-20", rapid.SampledFrom([]publication.Fate{publication.FateReturns, publication.FateOver}).Draw(t, "fate"), false)
			f.Date = f.Date.AddDays(rapid.IntRange(0, 3).Draw(t, "day"))
			f.At += agenda.Moment(rapid.IntRange(0, 3).Draw(t, "at") * 60)
			f.Desk = rapid.SampledFrom([]agenda.DeskID{"d1", "d2"}).Draw(t, "desk")
			f.Procedure = rapid.SampledFrom([]agenda.ProcedureCode{"renewal", "first"}).Draw(t, "procedure")
			f.Cause = rapid.SampledFrom([]agenda.CancelCause{agenda.CancelName, agenda.CancelPlatform}).Draw(t, "cause")
			source.slots = append(source.slots, f)
		}
		column := rapid.IntRange(0, 7).Draw(t, "column")
		order := widgets.Order{Column: poolColumns(voice)[column].ID, Descending: rapid.Bool().Draw(t, "descending")}
		step := rapid.IntRange(1, 5).Draw(t, "page")
		var keys []string
		for from := 0; from <= len(source.slots); from += step {
			page, err := source.Page(context.Background(), from, step, order)
			if err != nil || page.Total != len(source.slots) {
				t.Fatalf("%d of %d, %v", page.Total, len(source.slots), err)
			}
			for _, row := range page.Rows {
				keys = append(keys, row.Key)
			}
		}
		compare := source.comparing(order.Column)
		byKey := map[string]office.FreedSlot{}
		for _, f := range source.slots {
			byKey[string(f.ID)] = f
		}
		if len(byKey) != len(keys) {
			t.Fatalf("%d rows of %d", len(keys), len(byKey))
		}
		for i := 1; i < len(keys) && compare != nil; i++ {
			c := compare(byKey[keys[i-1]], byKey[keys[i]])
			if order.Descending && c < 0 || !order.Descending && c > 0 {
				t.Fatalf("by %+v: %v", order, keys)
			}
		}
	})
}
