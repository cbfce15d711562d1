package widgets

import (
	"fyne.io/fyne/v2"

	"creneaux/app/ui/theme"
)

// tableNotice is what stands in the place of the rows.
type tableNotice int

const (
	noNotice tableNotice = iota
	noticeLoading
	noticeEmpty
	noticeFailed
)

// noticeNow returns which notice there has to be. One page that fails among others is
// told under the rows instead.
func (t *DataTable) noticeNow() tableNotice {
	switch {
	case t.failure != nil && !t.fresh:
		return noticeFailed
	case t.known && t.total == 0:
		return noticeEmpty
	case !t.known && t.source != nil:
		return noticeLoading
	default:
		return noNotice
	}
}

func (d *tableDrawing) drawNotice(size fyne.Size) {
	t := d.table
	wanted := t.noticeNow()
	if wanted != d.noticeFor || d.noticeVersion != t.noticeVersion {
		d.noticeFor, d.noticeVersion = wanted, t.noticeVersion
		d.notice.Objects = nil
		if o := t.noticeOf(wanted); o != nil {
			d.notice.Objects = []fyne.CanvasObject{NewSurface(theme.ColorSurface, EdgeNone, o)}
		}
		d.notice.Refresh()
	}
	d.notice.Hidden = wanted == noNotice
	place(d.notice, 1, t.headerHeight(), size.Width-2, float32(t.bodyHeight())-1)
}

func (t *DataTable) noticeOf(n tableNotice) fyne.CanvasObject {
	switch n {
	case noticeLoading:
		return NewLoading(t.voice)
	case noticeFailed:
		return NewFailed(t.voice, t.failure, t.again)
	case noticeEmpty:
		if t.empty != nil {
			return t.empty()
		}
		return NewNotice(NoticeParams{Title: t.voice.Text("ui.table.empty")})
	default:
		return nil
	}
}
