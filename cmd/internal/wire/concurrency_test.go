package wire_test

import (
	"path/filepath"
	"sync"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/office"
)

// TestReadersSeeWholeStates reads without pause while exports are imported, decided
// upon and taken back: every state that is seen is one before or after, never between.
func TestReadersSeeWholeStates(t *testing.T) {
	o := newOffice(t)
	first := importFile(t, o, "first.xlsx").Import.New
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				page, total, err := o.Bookings(background, everybody)
				if err != nil || len(page) != total || total != first && total != first+10 {
					t.Errorf("%d of %d bookings: %v", len(page), total, err)
					return
				}
				v, err := o.Vet(background, agenda.Silent{})
				if err != nil || v.Examined > first+10 || len(v.Open) == 0 && len(v.Decisions) == 0 {
					t.Errorf("%d examined: %v", v.Examined, err)
					return
				}
				if _, err := o.Dashboard(background); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 3 {
		second := importFile(t, o, "second.xlsx").Import.ID
		decisions, err := o.DecideAutomatic(background, agendatest.Watch(t))
		if err != nil {
			t.Fatal(err)
		}
		for i := len(decisions) - 1; i >= 0; i-- {
			if err := o.UndoDecision(background, decisions[i].ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.UndoImport(background, second); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
}

// TestTwoImportsAtOnceAreNotMixed imports the same file twice at the same time: one of
// them brings the bookings, the other changes nothing or is refused.
func TestTwoImportsAtOnceAreNotMixed(t *testing.T) {
	o := newOffice(t)
	var together sync.WaitGroup
	results := make([]office.ImportResult, 2)
	for i := range results {
		together.Go(func() {
			var err error
			results[i], err = o.Import(background, office.ImportOptions{Path: filepath.Join(exports, "first.xlsx")}, agenda.Silent{})
			if err != nil && agenda.CodeOf(err) != "IMPORT-OVERTAKEN" {
				t.Error(err)
			}
		})
	}
	together.Wait()
	if brought := results[0].Import.New + results[1].Import.New; brought != 600 || len(everything(t, o)) != 600 {
		t.Errorf("%d brought, %d there", brought, len(everything(t, o)))
	}
}
