package publication

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// seal shows the seal of a week, when it was last checked, and what came out.
type seal struct {
	voice   *wording.Voice
	of      string        // the seals that are shown, that of the draw first
	at      agenda.Moment // when it was last checked
	asked   bool          // by a person, not by opening the week
	content fyne.CanvasObject

	groups  *fyne.Container
	result  *widgets.Paragraph // what the last check said
	checked *widgets.Paragraph // when, and when the week was drawn
	check   *widgets.Button
	proof   *widgets.Button
}

func newSeal(voice *wording.Voice, verify, prove func()) *seal {
	s := &seal{
		voice: voice, groups: widgets.Tight(),
		result: widgets.NewParagraph(widgets.RoleStrong, ""), checked: widgets.NewParagraph(widgets.RoleCaption, ""),
	}
	s.check = widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.seal.check"), theme.IconCheck(), verify)
	s.check.SetTip(voice.Text("screen.publication.seal.check.tip"))
	s.proof = widgets.NewButton(widgets.Flat, voice.Text("screen.publication.seal.proof"), nil, prove)
	digits := widgets.Tight(widgets.NewText(widgets.RoleCaption, voice.Text("screen.publication.seal.title")), s.groups)
	verdict := widgets.AtLeast(sealVerdictWidth, 0, widgets.Tight(s.result, s.checked))
	s.content = widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, widgets.Inset(theme.SizeGap, widgets.Flow(verdict, digits, verdict, widgets.Across(s.check, s.proof))))
	return s
}

// sealVerdictWidth is what the verdict needs beside the digits of the seal.
const sealVerdictWidth = 220

// forget forgets the last check: another week is looked at.
func (s *seal) forget() { s.of, s.at, s.asked = "", 0, false }

// show shows the seal of a week that was read just now, and checked with it. What a
// person has asked for stays until the seal is another or does not hold any more.
func (s *seal) show(schedule office.Schedule, now agenda.Moment, shown bool) {
	holds := schedule.Seal.SealOK && schedule.Seal.ScheduleOK
	widgets.ShowIf(s.proof, len(schedule.Proofs()) > 0)
	if s.asked && s.of == sealsOf(schedule.Kept) && holds {
		return
	}
	said, state := verdictOf(schedule.Seal, now, shown, s.voice)
	s.tell(schedule.Kept, said, state, now, false)
}

// tell shows what a check of a drawn week said; asked tells that a person asked for it.
func (s *seal) tell(kept workspace.ReleaseWeek, said []string, state widgets.State, now agenda.Moment, asked bool) {
	if seals := sealsOf(kept); s.of != seals {
		s.of = seals
		s.groups.Objects = []fyne.CanvasObject{newMono(sealGroups(kept.Seal))}
		for _, r := range kept.Redraws {
			s.groups.Add(widgets.NewText(widgets.RoleCaption, s.voice.Text("screen.publication.seal.redraw", "At", r.DrawnAt)))
			s.groups.Add(newMono(sealGroups(r.Seal)))
		}
		s.groups.Refresh()
	}
	s.at, s.asked = now, asked
	s.result.SetState(state)
	s.result.SetText(widgets.Signed(state, strings.Join(said, " ")))
	key := "screen.publication.seal.opened"
	if asked {
		key = "screen.publication.seal.checked"
	}
	s.checked.SetText(s.voice.Text(key, "At", now, "Drawn", kept.DrawnAt))
	s.check.SetText(s.voice.Text("screen.publication.seal.check"))
	s.check.Enable()
	s.content.Refresh()
}

// sealsOf returns the seal of a week and those of its redraws.
func sealsOf(kept workspace.ReleaseWeek) string {
	seals := kept.Seal
	for _, r := range kept.Redraws {
		seals += " " + r.Seal
	}
	return seals
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
func (t *weekTab) verify() {
	week, seal := t.week, t.schedule.Kept.Seal
	t.seal.working()
	var v publication.Verification
	var err error
	t.s.p.Background(func() {
		v, err = t.s.p.Office.VerifyWeek(context.Background(), week)
	}, func() {
		switch {
		case week != t.week || seal != t.schedule.Kept.Seal: // another week, or drawn anew meanwhile
			t.seal.failed()
		case err != nil:
			t.seal.failed()
			t.s.p.Dialogs.Problem(err)
		default:
			now := t.now()
			said, state := verdictOf(v, now, t.veil.Lifted(), t.s.p.Voice)
			t.seal.tell(t.schedule.Kept, said, state, now, true)
			t.s.p.Toast(said[0], state)
			t.s.body.Refresh()
		}
	})
}

// copySeal puts the seal on the clipboard, to be compared with a printed one.
func (t *weekTab) copySeal() {
	fyne.CurrentApp().Clipboard().SetContent(t.schedule.Kept.Seal)
	t.s.p.Toast(t.s.p.Voice.Text("screen.publication.seal.copied"), widgets.Success)
}

// prove shows what the seals of a week that keeps no secret any more were made of: with it
// anybody can draw the moments again.
func (t *weekTab) prove() {
	voice := t.s.p.Voice
	var text []string
	for _, p := range t.schedule.Proofs() {
		text = append(text, voice.Text("screen.publication.seal.proof.one", "At", p.DrawnAt, "Seal", p.Seal, "Seed", p.Seed, "Rules", p.Rules))
	}
	shown := strings.Join(text, "\n\n")
	area := widgets.NewTextArea(proofLines)
	area.SetTextQuietly(shown)
	area.Disable()
	copying := widgets.NewButton(widgets.Secondary, voice.Text("screen.publication.seal.proof.copy"), theme.IconCopy(), func() {
		fyne.CurrentApp().Clipboard().SetContent(shown)
		t.s.p.Toast(voice.Text("screen.publication.seal.proof.copied"), widgets.Success)
	})
	t.s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.publication.seal.proof.title", "Number", t.week.Number), Text: voice.Text("screen.publication.seal.proof.text"),
		Content: area, Size: fyne.NewSize(proofWidth, 0), Accept: voice.Text("screen.publication.seal.proof.done"),
		Role: widgets.Primary, Aside: []fyne.CanvasObject{copying}, Answer: func() bool { return true },
	})
}

// How large the proof of a week is shown, at text scale 1.
const (
	proofLines = 12
	proofWidth = 640
)

// sealGroups parts a seal into groups that can be read aloud and compared: two lines
// of four groups of eight.
func sealGroups(seal string) []string {
	var groups []string
	for part := range slices.Chunk([]byte(seal), 8) {
		groups = append(groups, string(part))
	}
	var lines []string
	for part := range slices.Chunk(groups, 4) {
		lines = append(lines, strings.Join(part, " "))
	}
	return lines
}

// verdictOf says what became of checking a seal. Moments to come are told only where they
// may be seen.
func verdictOf(v publication.Verification, now agenda.Moment, shown bool, voice *wording.Voice) (said []string, state widgets.State) {
	if v.SealOK && v.ScheduleOK {
		return []string{voice.Text("screen.publication.seal.good")}, widgets.Success
	}
	said = []string{voice.Text("screen.publication.seal.broken")}
	hidden := 0
	for _, difference := range v.Differences {
		if at, ok := difference.Args["At"].(agenda.Moment); ok && at > now && !shown {
			hidden++
			continue
		}
		said = append(said, voice.Say(difference))
	}
	if hidden > 0 {
		said = append(said, voice.Text("screen.publication.seal.hidden", "Count", hidden))
	}
	return said, widgets.Danger
}
