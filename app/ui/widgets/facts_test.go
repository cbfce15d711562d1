package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

func someFacts(t *testing.T) *Facts {
	t.Helper()
	return NewFacts(voiceOf(t, wording.French), Fact{"Référence", "RDV-000123"}, Fact{"Démarche", "Renouvellement d’un titre de séjour de dix ans"}, Fact{"Téléphone", ""})
}

func TestFactsByKeyboard(t *testing.T) {
	look(t)
	facts := someFacts(t)
	window := open(t, facts, 300, 200)
	window.Canvas().Focus(facts)
	board := fyne.CurrentApp().Clipboard()
	copied := func(want string) {
		t.Helper()
		facts.TypedShortcut(&fyne.ShortcutCopy{})
		if board.Content() != want {
			t.Errorf("copied %q, want %q", board.Content(), want)
		}
	}
	copied("RDV-000123")
	press(window, fyne.KeyDown)
	copied("Renouvellement d’un titre de séjour de dix ans")
	press(window, fyne.KeyEnd)
	copied("")
	press(window, fyne.KeyHome, desktop.KeyMenu, fyne.KeyDown, fyne.KeyReturn)
	if board.Content() != "RDV-000123" {
		t.Errorf("the menu copied %q", board.Content())
	}
	press(window, desktop.KeyMenu, fyne.KeyEnd, fyne.KeyReturn)
	if !strings.HasPrefix(board.Content(), "Référence\tRDV-000123\nDémarche\t") {
		t.Errorf("the menu copied %q", board.Content())
	}
}

func TestFactsByPointer(t *testing.T) {
	look(t)
	facts := someFacts(t)
	window := open(t, facts, 300, 200)
	top, height := facts.row(1)
	facts.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(5, top+height-1)})
	if said := textsIn(window.Canvas().Overlays().Top()); len(said) == 0 || !strings.Contains(said[0], "Démarche") {
		t.Fatalf("the menu offers %q", said)
	}
	press(window, fyne.KeyEscape)
	facts.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(5, facts.labels[2].Position().Y)})
	press(window, fyne.KeyDown) // over the value that is not known
	if got := window.Canvas().Focused().(*menuList).AccessibilityLabel(); strings.Contains(got, "Téléphone") {
		t.Errorf("%q is offered", got)
	}
	if said := facts.AccessibilityLabel(); !strings.Contains(said, "Téléphone –") {
		t.Errorf("said %q", said)
	}
}

// TestFactsNeverOverlap tries widths and texts: each fact stands under the one before it,
// and a value is beside its label or under it.
func TestFactsNeverOverlap(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	rapid.Check(t, func(rt *rapid.T) {
		var all []Fact
		for range rapid.IntRange(1, 5).Draw(rt, "facts") {
			text := rapid.SliceOfN(rapid.SampledFrom([]string{"un", "rendez-vous", "préfecture", "très"}), 0, 12)
			all = append(all, Fact{strings.Join(text.Draw(rt, "label"), " "), strings.Join(text.Draw(rt, "value"), " ")})
		}
		facts := NewFacts(voice, all...)
		width := float32(rapid.IntRange(95, 600).Draw(rt, "width"))
		open(t, container.NewWithoutLayout(facts), 700, 500)
		facts.Resize(fyne.NewSize(width, 400))
		bottom := float32(0)
		for i := range all {
			l, v := facts.labels[i], facts.values[i]
			top, height := facts.row(i)
			if top < bottom {
				rt.Fatalf("fact %d begins at %v, the one before ends at %v", i, top, bottom)
			}
			bottom = top + height
			beside := l.Position().X+l.Size().Width <= v.Position().X
			under := l.Position().Y+l.Size().Height <= v.Position().Y
			if !beside && !under {
				rt.Fatalf("label and value of fact %d overlap", i)
			}
			if v.Position().X+v.Size().Width > width+0.5 {
				rt.Fatalf("value %d leaves the width", i)
			}
		}
		if got := facts.MinSize().Height; got < bottom-0.5 {
			rt.Fatalf("%v high, asks for %v", bottom, got)
		}
	})
}

func TestFactsFollowTheTextScale(t *testing.T) {
	look(t)
	facts := someFacts(t)
	open(t, facts, 300, 400)
	before := facts.MinSize().Height
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Options{Mode: theme.Light, Scale: 2}))
	facts.Refresh()
	if after := facts.MinSize().Height; after < before*1.8 {
		t.Errorf("%v high, %v at twice the text size", before, after)
	}
}
