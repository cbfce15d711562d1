package booked

import (
	"context"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// Tasks runs what takes longer than a moment; see [task.Runner].
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see [dialogs.Dialogs].
type Dialogs interface {
	Problem(err error)
	Tell(title, text string)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Letters is what writes convocations.
type Letters interface {
	WriteConvocations(ctx context.Context, s office.Selection, path string, format office.Format, voice *wording.Voice, progress agenda.Progress) (office.Written, error)
}

// Writing is what a screen writes files with. All of it is needed.
type Writing struct {
	Voice   *wording.Voice
	Tasks   Tasks
	Dialogs Dialogs
	Wrote   func(path string)
	Toast   func(text string, state widgets.State)
}

// Batch says whose letters are written, and what it is called.
type Batch struct {
	Label  string // of the task
	Name   string // of the file, without ending
	Format office.Format
	// Whose may take its time: it is asked beside the window.
	Whose func(ctx context.Context) (office.Selection, error)
	// Asked is how many bookings were selected; 0: whoever has a letter.
	Asked int
}

// Selected are the bookings whose rows are selected.
func Selected(chosen widgets.Selection) func(ctx context.Context) (office.Selection, error) {
	return func(ctx context.Context) (office.Selection, error) {
		keys, err := chosen.SelectedKeys(ctx)
		ids := make([]agenda.BookingID, len(keys)) // never nil, which would be everybody
		for i, key := range keys {
			ids[i] = agenda.BookingID(key)
		}
		return office.Selection{IDs: ids}, err
	}
}

// Letters asks for a file and writes the letters of a batch into it.
func (w Writing) Letters(o Letters, b Batch) {
	voice, ending := w.Voice, "."+string(b.Format)
	kind := dialogs.FileKind{Title: voice.Text("screen.booked.letters.title"), Endings: []string{ending}, Name: b.Name + ending}
	w.Dialogs.SaveFile(kind, func(path string) {
		w.Write(b.Label, path, func(ctx context.Context, progress agenda.Progress) (office.Written, error) {
			selection, err := b.Whose(ctx)
			if err != nil {
				return office.Written{}, err
			}
			return o.WriteConvocations(ctx, selection, path, b.Format, voice, progress)
		}, func(count int) string {
			if b.Asked > count {
				return voice.Text("screen.booked.letters.fewer", "Count", count, "Asked", b.Asked)
			}
			return voice.Text("screen.booked.letters.written", "Count", count)
		})
	})
}

// Write writes a file beside the window and tells what came of it: where it is, what it
// holds, and what did not come out as usual.
func (w Writing) Write(label, path string, work func(context.Context, agenda.Progress) (office.Written, error), holds func(count int) string) {
	var result office.Written
	w.Tasks.Run(label, func(ctx context.Context, progress agenda.Progress) (err error) {
		result, err = work(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			w.Dialogs.Problem(err)
			return
		}
		w.Wrote(path)
		w.Toast(holds(result.Count), widgets.Success)
		if len(result.Remarks) > 0 {
			remarks := make([]string, len(result.Remarks))
			for i, m := range result.Remarks {
				remarks[i] = w.Voice.Say(m)
			}
			w.Dialogs.Tell(w.Voice.Text("screen.booked.remarks"), strings.Join(remarks, "\n"))
		}
	})
}
