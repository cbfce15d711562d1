// Package charts saves the charts of screens as files.
//
// What belongs here: what every screen with a chart does to save it: ask where, write it
// as a task, say that it is there.
package charts

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/chart"
	"creneaux/app/ui/dialogs"
	"creneaux/app/wording"
)

// Office writes charts, and returns what did not come out as usual.
type Office interface {
	WriteChart(ctx context.Context, path string, kind chart.FileType, picture chart.Picture, voice *wording.Voice) (remarks []agenda.Message, err error)
}

// Tasks runs what takes longer than a moment; see package task.
type Tasks interface {
	Run(label string, work func(context.Context, agenda.Progress) error, done func(error)) bool
}

// Dialogs asks and tells; see package dialogs.
type Dialogs interface {
	Problem(err error)
	Tell(title, text string)
	SaveFile(kind dialogs.FileKind, chosen func(path string))
}

// Saver saves charts. All its fields are needed.
type Saver struct {
	Office  Office
	Voice   *wording.Voice
	Tasks   Tasks
	Dialogs Dialogs
	Wrote   func(path string) // tells that a file is there
}

// Save asks where a chart is to be written, and writes it. It suits the OnSave of a
// chart.
func (s Saver) Save(kind chart.FileType, picture chart.Picture) {
	voice := s.Voice
	title := voice.Text("ui.chart.save")
	s.Dialogs.SaveFile(dialogs.FileKind{
		Title: title, Endings: []string{"." + string(kind)}, Name: fileName(picture.Title, voice) + "." + string(kind),
	}, func(path string) {
		var remarks []agenda.Message
		started := s.Tasks.Run(title, func(ctx context.Context, _ agenda.Progress) (err error) {
			remarks, err = s.Office.WriteChart(ctx, path, kind, picture, voice)
			return err
		}, func(err error) {
			if err != nil {
				s.Dialogs.Problem(err)
				return
			}
			s.Wrote(path)
			for _, remark := range remarks {
				s.Dialogs.Tell(title, voice.Say(remark))
			}
		})
		if !started {
			s.Dialogs.Tell(title, voice.Text("ui.chart.busy"))
		}
	})
}

// longest is how many letters of a title a file's name has.
const longest = 80

// fileName makes a name that every system takes from a title.
func fileName(title string, voice *wording.Voice) string {
	var name []rune
	for _, r := range title {
		if len(name) == longest {
			break
		}
		switch {
		case r < ' ' || r == 0x7f:
		case r == '/' || r == '\\' || r == ':' || r == '*' || r == '?' || r == '"' || r == '<' || r == '>' || r == '|':
			name = append(name, '-')
		case r == '\u00a0' || r == '\u202f' || r == '\u2009':
			name = append(name, ' ')
		default:
			name = append(name, r)
		}
	}
	// Windows drops dots and spaces at the end of a name.
	for len(name) > 0 && (name[len(name)-1] == ' ' || name[len(name)-1] == '.') {
		name = name[:len(name)-1]
	}
	if len(name) == 0 {
		return voice.Text("ui.chart.name")
	}
	return string(name)
}
