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
	"creneaux/app/workspace"
)

// board is the day list in large letters: to be read from where people stand, on a
// second screen.
type board struct {
	s       *Screen
	lines   []line
	loading widgets.Newest[[]line]

	narrow bool // the procedure stands under the name
	list   *widget.List
	state  *page.State
}

// The least height of the board, and the width under which it is narrow, at text scale 1.
const (
	boardHeight = 260
	boardWidth  = 860
)

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
		func() fyne.CanvasObject { return b.newRow() },
		func(i widget.ListItemID, row fyne.CanvasObject) {
			if i < len(b.lines) { // the list may have shrunk since it was asked for
				b.fill(row.(*fyne.Container), i)
			}
		})
	// Nothing is chosen here: the list is to be read.
	b.list.OnSelected = func(i widget.ListItemID) { b.list.Unselect(i) }
	b.state = page.NewState(s.p.Voice, widgets.AtLeast(0, boardHeight,
		widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, container.New(boardSize{b}, b.list))))
	return b
}

// ask reads the list of the day.
func (b *board) ask() {
	s := b.s
	if s.day.IsZero() {
		return
	}
	query := s.expected()
	b.state.Loading()
	b.loading.Ask(s.p.Background, func(ctx context.Context) ([]line, error) {
		return s.read(ctx, query)
	}, func(lines []line, err error) {
		switch {
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

// read reads the lines of a day; it is called beside the window.
func (s *Screen) read(ctx context.Context, day workspace.BookingQuery) (lines []line, err error) {
	house, err := s.p.Office.House(ctx)
	if err != nil {
		return nil, err
	}
	found, _, err := s.p.Office.Bookings(ctx, day)
	for _, booking := range found {
		lines = append(lines, lineOf(booking, house, s.p.Voice))
	}
	return lines, err
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

// boardSize watches how wide the list is: the height of its rows follows.
type boardSize struct{ b *board }

// MinSize implements [fyne.Layout].
func (boardSize) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout implements [fyne.Layout].
func (l boardSize) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	if narrow := size.Width < boardWidth*theme.Scale(); narrow != l.b.narrow {
		l.b.narrow = narrow
		l.b.list.Refresh()
	}
}

// The places of the cells of a row.
const (
	hourAt = iota
	nameAt
	procedureAt
	deskAt
)

func (b *board) newRow() *fyne.Container {
	var cells []fyne.CanvasObject
	for _, role := range []widgets.TextRole{widgets.RoleTitle, widgets.RoleTitle, widgets.RoleHeading, widgets.RoleTitle} {
		cell := widgets.NewText(role, "00:00")
		cell.SetMinWidth(0)
		cells = append(cells, cell)
	}
	return container.New(boardRow{b}, cells...)
}

// boardRow places hour, name, procedure and desk; name and procedure share what the
// others leave, or stand under each other.
type boardRow struct{ b *board }

// The widths of hour and desk at text scale 1, and the share of the name in the rest.
const (
	hourWidth = 104
	deskWidth = 84
	nameShare = 0.56
)

// MinSize implements [fyne.Layout].
func (l boardRow) MinSize(cells []fyne.CanvasObject) fyne.Size {
	height := cells[nameAt].MinSize().Height
	if l.b.narrow {
		height += cells[procedureAt].MinSize().Height
	}
	return fyne.NewSize(0, height+2*theme.Size(theme.SizeGap))
}

// Layout implements [fyne.Layout].
func (l boardRow) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Size(theme.SizeGapLarge)
	hour, desk := hourWidth*theme.Scale(), deskWidth*theme.Scale()
	put := func(at int, x, width, y float32) {
		cells[at].Resize(fyne.NewSize(width, cells[at].MinSize().Height))
		cells[at].Move(fyne.NewPos(x, y))
	}
	middle := func(at int) float32 { return (size.Height - cells[at].MinSize().Height) / 2 }
	put(hourAt, gap, hour, middle(hourAt))
	put(deskAt, size.Width-gap-desk, desk, middle(deskAt))
	from, rest := hour+2*gap, max(size.Width-hour-desk-4*gap, 0)
	if l.b.narrow {
		top := theme.Size(theme.SizeGap)
		put(nameAt, from, rest, top)
		put(procedureAt, from, rest, top+cells[nameAt].MinSize().Height)
		return
	}
	name := (rest - gap) * nameShare
	put(nameAt, from, name, middle(nameAt))
	put(procedureAt, from+name+gap, rest-gap-name, middle(procedureAt))
}
