package convocations

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui/page"
	"creneaux/app/ui/screens/internal/booked"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// board is the day list in large letters: to be read from where people stand, on a
// second screen.
type board struct {
	s     *Screen
	lines []line
	asked int // counts the days asked for; late answers are dropped

	list  *widget.List
	state *page.State
}

// line is one person expected.
type line struct {
	start                       agenda.Clock
	hour, name, procedure, desk string
}

func lineOf(b agenda.Booking, house office.House, voice *wording.Voice) line {
	return line{
		start: b.Start, hour: voice.ShortClock(b.Start), name: booked.Name(b.Applicant, voice),
		procedure: booked.Procedure(b, house), desk: booked.Desk(b, house),
	}
}

func newBoard(s *Screen) *board {
	b := &board{s: s}
	b.list = widget.NewList(func() int { return len(b.lines) },
		func() fyne.CanvasObject { return newBoardRow() },
		func(i widget.ListItemID, row fyne.CanvasObject) {
			if i < len(b.lines) { // the list may have shrunk since it was asked for
				b.fill(row.(*fyne.Container), i)
			}
		})
	// Nothing is chosen here: the list is to be read.
	b.list.OnSelected = func(i widget.ListItemID) { b.list.Unselect(i) }
	b.state = page.NewState(s.p.Voice, widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, b.list))
	return b
}

// ask reads the list of the day.
func (b *board) ask() {
	s := b.s
	if s.day.IsZero() {
		return
	}
	b.asked++
	turn, query := b.asked, s.expected()
	b.state.Loading()
	var lines []line
	var err error
	s.p.Background(func() {
		var house office.House
		if house, err = s.p.Office.House(context.Background()); err != nil {
			return
		}
		var found []agenda.Booking
		if found, _, err = s.p.Office.Bookings(context.Background(), query); err == nil {
			for _, booking := range found {
				lines = append(lines, lineOf(booking, house, s.p.Voice))
			}
		}
	}, func() {
		switch {
		case turn != b.asked:
		case err != nil:
			b.state.Failed(err, b.ask)
		case len(lines) == 0:
			b.state.Empty(s.nobody())
		default:
			b.lines = lines
			b.list.Refresh()
			b.state.Ready()
		}
	})
}

// now returns the hour of the latest appointment that has begun, where the day is
// today; -1 elsewhere and before the first.
func (b *board) now() agenda.Clock {
	begun := agenda.Clock(-1)
	if now := b.s.p.Office.Now(); now.Date() == b.s.day {
		for _, l := range b.lines {
			if l.start <= now.Clock() && l.start > begun {
				begun = l.start
			}
		}
	}
	return begun
}

func (b *board) fill(row *fyne.Container, i int) {
	l, now := b.lines[i], b.now()
	state, hour := widgets.Plain, l.hour
	switch {
	case l.start == now:
		state, hour = widgets.Info, widgets.Signed(widgets.Info, l.hour)
	case l.start < now:
		state = widgets.Quiet
	}
	for at, text := range []string{hour, l.name, l.procedure, l.desk} {
		cell := row.Objects[at].(*widgets.Text)
		if cell.SetState(state); at == procedureAt && state == widgets.Plain {
			cell.SetState(widgets.Quiet) // the name is what is called out
		}
		cell.SetText(text)
	}
}

func newBoardRow() *fyne.Container {
	var cells []fyne.CanvasObject
	for _, role := range []widgets.TextRole{widgets.RoleTitle, widgets.RoleTitle, widgets.RoleHeading, widgets.RoleTitle} {
		cell := widgets.NewText(role, "00:00")
		cell.SetMinWidth(0)
		cells = append(cells, cell)
	}
	return container.New(boardLayout{}, cells...)
}

// boardLayout places hour, name, procedure and desk; name and procedure share what the
// others leave.
type boardLayout struct{}

// The widths of hour and desk at text scale 1, and the share of the name in the rest.
const (
	hourWidth = 104
	deskWidth = 84
	nameShare = 0.56
)

// procedureAt is the place of the procedure among the cells of a row.
const procedureAt = 2

// MinSize implements [fyne.Layout].
func (boardLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height+2*theme.Size(theme.SizeGap))
}

// Layout implements [fyne.Layout].
func (boardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scale, gap := theme.Scale(), theme.Size(theme.SizeGapLarge)
	rest := max(size.Width-(hourWidth+deskWidth)*scale-5*gap, 0)
	x := gap
	for i, width := range []float32{hourWidth * scale, rest * nameShare, rest * (1 - nameShare), deskWidth * scale} {
		height := objects[i].MinSize().Height
		objects[i].Resize(fyne.NewSize(width, height))
		objects[i].Move(fyne.NewPos(x, (size.Height-height)/2))
		x += width + gap
	}
}
