package publication

import (
	"context"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// askDraw draws the week, after a question where that replaces another draw.
func (t *weekTab) askDraw() {
	voice := t.s.p.Voice
	if !t.schedule.Drawn {
		t.drawWeek()
		return
	}
	t.s.p.Dialogs.Confirm(
		voice.Text("screen.publication.replace.title", "Number", t.week.Number),
		voice.Text("screen.publication.replace.text"),
		voice.Text("screen.publication.redraw"), true, t.drawWeek)
}

func (t *weekTab) drawWeek() {
	label := t.s.p.Voice.Text("screen.publication.drawing", "Week", t.week)
	t.byDrawing(label, "screen.publication.drawn", func(ctx context.Context, week agenda.Week) (office.Drawing, error) {
		return t.s.p.Office.DrawWeek(ctx, week, nil)
	}, t.s.p.Dialogs.Problem)
}

// byDrawing draws, and says under a key how much was drawn, then what was relaxed and what
// was left.
func (t *weekTab) byDrawing(label, key string, draw func(context.Context, agenda.Week) (office.Drawing, error), failed func(error)) {
	week := t.week
	var drawing office.Drawing
	t.s.run(label, func(ctx context.Context, _ agenda.Progress) (err error) {
		drawing, err = draw(ctx, week)
		return err
	}, func() {
		t.veil.Lower()
		t.s.say(drawnText(drawing, key, t.s.p.Voice))
		t.load()
	}, failed)
}

// drawnText says what came out of a draw.
func drawnText(d office.Drawing, key string, voice *wording.Voice) string {
	slots, releases := 0, map[agenda.ReleaseID]bool{}
	for _, line := range d.Lots {
		slots += line.Slots
		releases[line.Release] = true
	}
	said := []string{voice.Text(key, "Count", slots, "Releases", len(releases))}
	if d.Freed.Released > 0 {
		said = append(said, voice.Text("screen.publication.drawn.freed", "Count", d.Freed.Released))
	}
	if len(d.Adapted) > 0 {
		said = append(said, voice.Text("screen.publication.drawn.adapted", "Rules", voice.Join(d.Adapted, " ")))
	}
	return strings.Join(append(said, leftOver(d.Left, voice)...), " ")
}

// leftOver counts the slots that a draw could deal to no release, by reason, the most
// frequent first.
func leftOver(left []publication.Undealt, voice *wording.Voice) []string {
	counts := map[string]int{}
	var order []string
	for _, undealt := range left {
		reason := voice.Say(undealt.Reason)
		if counts[reason] == 0 {
			order = append(order, reason)
		}
		counts[reason]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return counts[b] - counts[a] })
	said := make([]string, len(order))
	for i, reason := range order {
		said[i] = voice.Text("screen.publication.left", "Count", counts[reason], "Reason", reason)
	}
	return said
}

// mayRedraw reports whether missed releases of the week may be drawn again: what is left of
// it may still have room.
func (t *weekTab) mayRedraw() bool {
	return t.drawn() && t.schedule.Missed > 0 && !t.now().Date().After(t.week.Day(agenda.Sunday))
}

// askRedraw draws the missed releases again within what is left of the week.
func (t *weekTab) askRedraw() {
	voice := t.s.p.Voice
	t.s.p.Dialogs.Confirm(
		voice.Text("screen.publication.missed.redraw.title", "Count", t.schedule.Missed),
		voice.Text("screen.publication.missed.redraw.text"),
		voice.Text("screen.publication.missed.redraw.yes"), false, t.redrawMissed)
}

func (t *weekTab) redrawMissed() {
	label := t.s.p.Voice.Text("screen.publication.missed.redraw")
	t.byDrawing(label, "screen.publication.missed.redrawn", t.s.p.Office.RedrawMissed, t.redrawFailed)
}

// codeAgain is that of a week in which there is no room left to draw again.
const codeAgain = "PUB-AGAIN"

// redrawFailed tells why nothing could be drawn again; where the week is too far gone, it
// offers the other way.
func (t *weekTab) redrawFailed(err error) {
	voice := t.s.p.Voice
	if agenda.CodeOf(err) != codeAgain {
		t.s.p.Dialogs.Problem(err)
		return
	}
	sentence, remedy := voice.Problem(err)
	t.s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.publication.missed.again.title"), Text: sentence + "\n\n" + remedy, Code: codeAgain,
		Accept: voice.Text("screen.publication.missed.give-up"), Refuse: voice.Text("screen.publication.missed.again.no"), Role: widgets.Secondary,
		Answer: func() bool { t.giveUp(); return true },
	})
}

// askGiveUp leaves the missed releases undone: their slots wait for the next draw.
func (t *weekTab) askGiveUp() {
	voice := t.s.p.Voice
	stuck := talliesOf(t.schedule, t.now())[missed]
	t.s.p.Dialogs.Confirm(
		voice.Text("screen.publication.missed.give-up.title", "Count", stuck.releases),
		voice.Text("screen.publication.missed.give-up.text", "Count", stuck.slots),
		voice.Text("screen.publication.missed.give-up.yes"), false, t.giveUp)
}

func (t *weekTab) giveUp() {
	voice, week, slots := t.s.p.Voice, t.week, 0
	t.s.run(voice.Text("screen.publication.missed.give-up"), func(ctx context.Context, _ agenda.Progress) (err error) {
		slots, err = t.s.p.Office.GiveUpMissed(ctx, week)
		return err
	}, func() {
		t.s.say(voice.Text("screen.publication.missed.given-up", "Count", slots))
		t.load()
	}, t.s.p.Dialogs.Problem)
}
