package publication

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// seal shows the seal of a week, when it was last checked, and what came out.
type seal struct {
	voice   *wording.Voice
	of      string        // the seal that is shown
	at      agenda.Moment // when it was last checked
	asked   bool          // by a person, not by opening the week
	content fyne.CanvasObject

	groups  *fyne.Container
	result  *widgets.Paragraph // what the last check said
	checked *widgets.Paragraph // when, and when the week was drawn
	check   *widgets.Button
}

func newSeal(voice *wording.Voice, verify func()) *seal {
	s := &seal{
		voice: voice, groups: container.NewStack(),
		result: widgets.NewParagraph(widgets.RoleStrong, ""), checked: widgets.NewParagraph(widgets.RoleMuted, ""),
	}
	s.check = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.seal.check"), theme.IconCheck(), verify)
	s.check.SetTip(voice.Text("screen.publication.seal.check.tip"))
	text := widgets.Down(widgets.NewText(widgets.RoleHeading, voice.Text("screen.publication.seal.title")), s.groups, s.result, s.checked)
	s.content = widgets.NewTile(widgets.AcrossMiddle(text, text, s.check))
	return s
}

// forget forgets the last check: another week is looked at.
func (s *seal) forget() { s.of, s.at, s.asked = "", 0, false }

// show shows the seal of a week that was read just now, and checked with it. What a
// person has asked for stays until the seal is another or does not hold any more.
func (s *seal) show(schedule office.Schedule, now agenda.Moment) {
	holds := schedule.Seal.SealOK && schedule.Seal.ScheduleOK
	if s.asked && s.of == schedule.Kept.Seal && holds {
		return
	}
	s.tell(schedule, schedule.Seal, now, false)
}

// tell shows what a check said; asked tells that a person asked for it.
func (s *seal) tell(schedule office.Schedule, v publication.Verification, now agenda.Moment, asked bool) {
	if s.of != schedule.Kept.Seal {
		s.groups.Objects = []fyne.CanvasObject{newMono(sealGroups(schedule.Kept.Seal))}
		s.groups.Refresh()
	}
	s.of, s.at, s.asked = schedule.Kept.Seal, now, asked
	said, state := verdictOf(v, s.voice)
	s.result.SetState(state)
	s.result.SetText(widgets.Signed(state, strings.Join(said, " ")))
	key := "screen.publication.seal.opened"
	if asked {
		key = "screen.publication.seal.checked"
	}
	s.checked.SetText(s.voice.Text(key, "At", now, "Drawn", schedule.Kept.DrawnAt))
	s.check.SetText(s.voice.Text("screen.publication.seal.check"))
	s.check.Enable()
	s.content.Refresh()
}

// working says that the seal is being checked.
func (s *seal) working() {
	s.check.SetText(s.voice.Text("screen.publication.seal.checking"))
	s.check.Disable()
}

// failed takes back that the seal is being checked.
func (s *seal) failed() {
	s.check.SetText(s.voice.Text("screen.publication.seal.check"))
	s.check.Enable()
}

// verify draws the week again from its seed and compares, and says what came out.
func (s *Screen) verify() {
	week, seal := s.week, s.schedule.Kept.Seal
	s.seal.working()
	var v publication.Verification
	var err error
	s.p.Background(func() {
		v, err = s.p.Office.VerifyWeek(context.Background(), week)
	}, func() {
		switch {
		case week != s.week || seal != s.schedule.Kept.Seal: // another week, or drawn anew meanwhile
			s.seal.failed()
		case err != nil:
			s.seal.failed()
			s.p.Dialogs.Problem(err)
		default:
			s.seal.tell(s.schedule, v, s.p.Office.Now(), true)
			said, state := verdictOf(v, s.p.Voice)
			s.p.Toast(said[0], state)
			s.content.Refresh()
		}
	})
}

// copySeal puts the seal on the clipboard, to be compared with a printed one.
func (s *Screen) copySeal() {
	fyne.CurrentApp().Clipboard().SetContent(s.schedule.Kept.Seal)
	s.p.Toast(s.p.Voice.Text("screen.publication.seal.copied"), widgets.Success)
}
