package widgets

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// leave types a text into a field and leaves it.
func leave(window fyne.Window, entry *Entry, text string) {
	window.Canvas().Focus(entry)
	entry.SetText(text)
	window.Canvas().Unfocus()
}

func TestTimeIsTypedAndSteps(t *testing.T) {
	look(t)
	field := NewTimeField(TimeParams{Voice: voiceOf(t, wording.French), First: 8 * 60, Last: 18 * 60})
	window := open(t, field, 200, 80)
	changes := 0
	field.OnChanged = func() { changes++ }
	for _, text := range []string{"9h05", "0905", "9:05", "9 h 05"} {
		field.Clear()
		leave(window, field.entry, text)
		if got, ok := field.Value(); !ok || got != agenda.MustClock("09:05") || field.entry.Text != "9\u00a0h\u00a005" {
			t.Errorf("%q is %v (%t), shown as %q", text, got, ok, field.entry.Text)
		}
	}
	if changes != 4 {
		t.Errorf("%d changes told", changes)
	}
	window.Canvas().Focus(field.entry)
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyUp, "09:15"}, {fyne.KeyDown, "09:00"}, {fyne.KeyPageUp, "11:30"}, {fyne.KeyPageUp, "14:00"}, {fyne.KeyPageUp, "16:30"}, {fyne.KeyPageUp, "18:00"}, {fyne.KeyDown, "17:45"}} {
		press(window, c.key)
		if got, _ := field.Value(); got != agenda.MustClock(c.want) {
			t.Errorf("%s leads to %v, want %s", c.key, got, c.want)
		}
	}
	for text, want := range map[string]string{"neuf": "Saisissez une heure", "25h": "n’existe pas", "7h": "de 8\u00a0h\u00a000 à 18\u00a0h\u00a000"} {
		leave(window, field.entry, text)
		if _, ok := field.Value(); ok || !strings.Contains(field.Error(), want) || field.entry.Text != text {
			t.Errorf("%q: says %q, shows %q", text, field.Error(), field.entry.Text)
		}
	}
	leave(window, field.entry, "7h")
	window.Canvas().Focus(field.entry)
	press(window, fyne.KeyUp)
	if field.entry.Text != "7h" {
		t.Errorf("a step from what is wrong leads to %q", field.entry.Text)
	}
	field.entry.SetText("10h")
	if field.Error() != "" {
		t.Errorf("what is right again is still called wrong: %q", field.Error())
	}
}

// Whatever is set is read back the same, in both languages; whatever is typed stays or
// is understood.
func TestFieldsKeepTheirValues(t *testing.T) {
	look(t)
	for _, language := range []string{wording.French, wording.English} {
		voice := voiceOf(t, language)
		hour := NewTimeField(TimeParams{Voice: voice})
		length := NewDurationField(DurationParams{Voice: voice, Most: 480})
		number := NewNumberField(NumberParams{Voice: voice, Least: -1e6, Most: 1e6, Decimals: 2})
		date := NewDatePicker(MonthParams{Voice: voice, Today: agenda.MustDate("2026-11-23")})
		rapid.Check(t, func(t *rapid.T) {
			clock := agenda.Clock(rapid.IntRange(0, 1440).Draw(t, "clock"))
			minutes := rapid.IntRange(0, 480).Draw(t, "minutes")
			n := float64(rapid.IntRange(-1e8, 1e8).Draw(t, "hundredths")) / 100
			day := agenda.NewDate(2027, 1, rapid.IntRange(-4000, 4000).Draw(t, "day"))
			hour.SetValue(clock)
			length.SetValue(minutes)
			number.SetValue(n)
			date.SetDate(day)
			// As somebody who deletes and types the same again.
			for _, e := range []*Entry{hour.entry, length.entry, number.entry, date.entry} {
				text := e.Text
				e.SetText("")
				e.SetText(text + " ")
				e.OnBlur()
			}
			gotClock, ok1 := hour.Value()
			gotMinutes, ok2 := length.Value()
			gotNumber, ok3 := number.Value()
			gotDate, ok4 := date.Date()
			if !ok1 || gotClock != clock || !ok2 || gotMinutes != minutes || !ok3 || math.Abs(gotNumber-n) > 1e-9 || !ok4 || gotDate != day {
				t.Fatalf("%v %d %v %v are read back as %v %d %v %v", clock, minutes, n, day, gotClock, gotMinutes, gotNumber, gotDate)
			}
			text := rapid.String().Draw(t, "typed")
			number.entry.SetText(text)
			number.entry.OnBlur()
			if _, ok := number.Value(); !ok && number.entry.Text != text && strings.TrimSpace(text) != "" {
				t.Fatalf("%q became %q", text, number.entry.Text)
			}
		})
	}
}

func TestNumberIsTypedWithBoundsAndUnit(t *testing.T) {
	look(t)
	fr := NewNumberField(NumberParams{Voice: voiceOf(t, wording.French), Most: 100000, Step: 100, Unit: "rendez-vous"})
	window := open(t, fr, 300, 80)
	for text, want := range map[string]string{"15000": "15\u202f000", "15 000": "15\u202f000", "15\u202f000": "15\u202f000", "15.000": "15\u202f000"} {
		leave(window, fr.entry, text)
		if fr.entry.Text != want || fr.Error() != "" {
			t.Errorf("%q is shown as %q, said wrong: %q", text, fr.entry.Text, fr.Error())
		}
	}
	window.Canvas().Focus(fr.entry)
	press(window, fyne.KeyUp, fyne.KeyPageUp)
	if n, _ := fr.Int(); n != 16100 {
		t.Errorf("steps lead to %d", n)
	}
	for _, text := range []string{"12,5", "100001", "-1", "cent"} {
		leave(window, fr.entry, text)
		if fr.Error() == "" || fr.entry.Text != text {
			t.Errorf("%q: says %q, shows %q", text, fr.Error(), fr.entry.Text)
		}
	}
	if !slices.Contains(textsIn(fr), "rendez-vous") {
		t.Error("the unit is not shown")
	}
	share := NewNumberField(NumberParams{Voice: voiceOf(t, wording.French), Most: 1, Decimals: 2, Step: 0.05})
	share.SetValue(0.8)
	share.move(1)
	if v, _ := share.Value(); v != 0.85 {
		t.Errorf("0.8 and a step is %v", v)
	}
	leave(open(t, share, 200, 80), share.entry, "0,855")
	if share.Error() == "" {
		t.Error("a decimal was lost without a word")
	}
	year := NewNumberField(NumberParams{Voice: voiceOf(t, wording.French), Least: 2000, Most: 2099, Plain: true})
	year.SetInt(2027)
	if year.entry.Text != "2027" {
		t.Errorf("the year is %q", year.entry.Text)
	}
}

// Who passes through a field changes nothing, also where the value is more exact than
// what is written.
func TestPassingThroughAFieldChangesNothing(t *testing.T) {
	look(t)
	field := NewNumberField(NumberParams{Voice: voiceOf(t, wording.French), Most: 100, Decimals: 1})
	window := open(t, field, 200, 80)
	changes := 0
	field.OnChanged = func() { changes++ }
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.Float64Range(0, 100).Draw(rt, "value")
		field.SetValue(value)
		window.Canvas().Focus(field.entry)
		if rapid.Bool().Draw(rt, "enter") {
			press(window, fyne.KeyReturn)
		}
		window.Canvas().Unfocus()
		if got, ok := field.Value(); !ok || got != value || changes != 0 {
			rt.Errorf("%v became %v, %d changes told", value, got, changes)
		}
	})
}

// Enter takes the value and goes on to what the field stands in, unless the value is
// wrong.
func TestEnterGoesOnFromAValue(t *testing.T) {
	look(t)
	field := NewNumberField(NumberParams{Voice: voiceOf(t, wording.French), Most: 100})
	window := open(t, field, 200, 80)
	heard := 0
	window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	window.Canvas().Focus(field.entry)
	field.entry.SetText("beaucoup")
	press(window, fyne.KeyReturn)
	if heard != 0 || field.Error() == "" {
		t.Errorf("Enter was heard %d times with %q", heard, field.Error())
	}
	field.entry.SetText("42")
	press(window, fyne.KeyReturn)
	if got, _ := field.Int(); heard != 1 || got != 42 {
		t.Errorf("Enter was heard %d times with %d", heard, got)
	}
}

func TestDurationIsTyped(t *testing.T) {
	look(t)
	field := NewDurationField(DurationParams{Voice: voiceOf(t, wording.French), Least: 5, Most: 240})
	window := open(t, field, 200, 80)
	for text, want := range map[string]int{"45": 45, "45 min": 45, "1h30": 90, "1 h 30": 90} {
		leave(window, field.entry, text)
		if got, ok := field.Value(); !ok || got != want {
			t.Errorf("%q is %d (%t)", text, got, ok)
		}
	}
	leave(window, field.entry, "5h")
	if field.Error() != "Choisissez une durée de 5\u00a0min à 4\u00a0h." {
		t.Errorf("says %q", field.Error())
	}
}

func TestFormLeadsToTheFirstWrongField(t *testing.T) {
	look(t)
	voice := voiceOf(t, wording.French)
	name, hour, note := NewEntry(), NewTimeField(TimeParams{Voice: voice}), NewTextArea(3)
	hour.SetValue(540)
	first := NewField("Nom", "", name).Require(voice)
	second := NewField("Heure", "l’ouverture", hour)
	third := NewField("Remarque", "", note).Optional(voice)
	form := NewForm(first, second, third)
	window := open(t, Down(first, second, third), 300, 300)
	if form.Dirty() || form.First() != fyne.Focusable(name) {
		t.Error("nothing was typed yet")
	}
	if form.Validate() || window.Canvas().Focused() != fyne.Focusable(name) || first.Error() != "Remplissez ce champ." {
		t.Errorf("says %q, %T has the keyboard", first.Error(), window.Canvas().Focused())
	}
	if label := name.AccessibilityLabel(); !strings.Contains(label, "Nom (obligatoire)") || !strings.Contains(label, "Remplissez ce champ.") {
		t.Errorf("a screen reader says %q", label)
	}
	typed(window, "G1")
	hour.entry.SetText("tôt")
	if form.Validate() || window.Canvas().Focused() != fyne.Focusable(hour.entry) || first.Error() != "" || second.Error() == "" {
		t.Errorf("say %q and %q, %T has the keyboard", first.Error(), second.Error(), window.Canvas().Focused())
	}
	if !form.Dirty() {
		t.Error("what was typed would be lost")
	}
	hour.entry.SetText("9h30")
	if !form.Validate() {
		t.Errorf("all is right: %q %q", first.Error(), second.Error())
	}
	form.Clean()
	if form.Dirty() {
		t.Error("all is saved")
	}
	hour.entry.SetText("9:30")
	if form.Dirty() {
		t.Error("the same hour in another form is no change")
	}
	second.CheckWith(func() string { return "Trop tôt." })
	if form.Validate() || second.Error() != "Trop tôt." {
		t.Error("the rule of the form was not asked")
	}
}

func TestFieldWrapsWhatIsWrong(t *testing.T) {
	look(t)
	field := NewField("Année", "", NewEntry())
	field.Resize(fyne.NewSize(160, 100))
	field.SetError("L’année manque.")
	one := field.MinSize().Height
	field.SetError("Indiquez l’année dont les semaines sont planifiées, de 2000 à 2099, en quatre chiffres.")
	if field.MinSize().Height < one+20 {
		t.Errorf("a long sentence is %v high, a short one %v", field.MinSize().Height, one)
	}
	for _, text := range textsIn(field) {
		if strings.HasSuffix(text, "…") {
			t.Errorf("cut: %q", text)
		}
	}
}

func TestTextAreaLetsTabPass(t *testing.T) {
	look(t)
	area, next := NewTextArea(3), NewEntry()
	window := open(t, Down(area, next), 300, 200)
	window.Canvas().Focus(area)
	typed(window, "1 rue Foch")
	press(window, fyne.KeyReturn)
	typed(window, "34000 Montpellier")
	if !slices.Equal(area.Lines(), []string{"1 rue Foch", "34000 Montpellier"}) {
		t.Errorf("lines %q", area.Lines())
	}
	if area.AcceptsTab() {
		t.Error("Tab stays in the text")
	}
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("Tab leads to %T", window.Canvas().Focused())
	}
}

func TestSearchIsClearedByItsMark(t *testing.T) {
	look(t)
	field, time := NewSearchField("Nom"), &clock{}
	field.wait = time.wait
	window := open(t, field, 300, 40)
	var asked []string
	field.OnSearch = func(text string) { asked = append(asked, text) }
	if field.ActionItem.Visible() {
		t.Error("there is nothing to clear")
	}
	window.Canvas().Focus(field)
	typed(window, "dupont")
	time.pass(2 * searchRest)
	test.Tap(field.ActionItem.(fyne.Tappable))
	if field.Text != "" || field.ActionItem.Visible() || !slices.Equal(asked, []string{"dupont", ""}) || window.Canvas().Focused() != fyne.Focusable(field) {
		t.Errorf("holds %q, asked for %q", field.Text, asked)
	}
}

func TestPasswordIsShownAndJudged(t *testing.T) {
	look(t)
	field := NewPasswordField(voiceOf(t, wording.French), true)
	window := open(t, field, 300, 90)
	window.Canvas().Focus(field.entry)
	typed(window, "azertyuiop1234")
	if !strings.Contains(strings.Join(textsIn(field), "|"), "Faible") {
		t.Errorf("says %q", textsIn(field))
	}
	if label := field.entry.AccessibilityLabel(); strings.Contains(label, "azerty") {
		t.Errorf("a screen reader says the secret: %q", label)
	}
	show := buttonsIn(field)[0]
	if show.Tapped(nil); field.entry.Password || show.Text() != "Masquer" {
		t.Error("the secret is not shown")
	}
	if show.Tapped(nil); !field.entry.Password || show.Text() != "Afficher" {
		t.Error("the secret is not hidden again")
	}
}

func TestStrengthOfSecrets(t *testing.T) {
	for text, want := range map[string]Strength{
		"": Weak, "aaaaaaaaaaaaaaaaaaaa": Weak, "123456789012345": Weak, "motdepasse": Weak, "abcabcabcabcabcabc": Weak,
		"quatre chats noirs": Strong, "chat noir 7": Fair, "correct cheval pile agrafe": Strong, "20270302": Weak,
	} {
		if got := StrengthOf(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, more := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "more")
		if StrengthOf(text+more) < StrengthOf(text) {
			t.Fatalf("%q is weaker than %q", text+more, text)
		}
	})
}

func TestComboFiltersAndChooses(t *testing.T) {
	look(t)
	options := []string{"Guadeloupe", "Guyane", "La Réunion", "Martinique", "Mayotte", "Métropole"}
	var chosen []int
	combo := NewComboField(voiceOf(t, wording.French), options, 5, func(i int) { chosen = append(chosen, i) })
	window := open(t, combo, 300, 400)
	window.Canvas().Focus(combo)
	press(window, fyne.KeySpace)
	typed(window, "reu")
	press(window, fyne.KeyReturn)
	if !slices.Equal(chosen, []int{2}) || combo.Selected() != "La Réunion" || window.Canvas().Focused() != fyne.Focusable(combo) {
		t.Errorf("chosen %v, shows %q", chosen, combo.Selected())
	}
	press(window, fyne.KeySpace)
	typed(window, "zzz")
	press(window, fyne.KeyReturn)
	if len(chosen) != 1 || !slices.Contains(textsIn(window.Canvas().Overlays().Top()), "Rien ne correspond") {
		t.Errorf("chosen %v from nothing", chosen)
	}
	press(window, fyne.KeyEscape)
	if window.Canvas().Overlays().Top() != nil {
		t.Error("Escape should close the list")
	}
	typed(window, "ma") // Martinique, then Martinique again for "ma"
	if combo.Selected() != "Martinique" {
		t.Errorf("typing leads to %q", combo.Selected())
	}
}

func TestWeekIsTyped(t *testing.T) {
	look(t)
	picker := NewWeekPicker(monthParams(t, wording.French))
	var told []string
	picker.OnChanged = func(w agenda.Week) { told = append(told, w.String()) }
	window := open(t, picker, 600, 500)
	for text, want := range map[string]string{"S10": "2027-W10", "sem. 12": "2027-W12", "2027-W13": "2027-W13", "2/3/27": "2027-W09"} {
		picker.SetWeek(agenda.MustWeek("2027-W20"))
		window.Canvas().Focus(picker.label)
		typed(window, text)
		press(window, fyne.KeyReturn)
		if picker.Week().String() != want || window.Canvas().Overlays().Top() != nil {
			t.Errorf("%q leads to %v", text, picker.Week())
		}
	}
	if len(told) != 4 {
		t.Errorf("told %v", told)
	}
	window.Canvas().Focus(picker.label)
	typed(window, "S60")
	press(window, fyne.KeyReturn)
	if !strings.Contains(strings.Join(textsIn(window.Canvas().Overlays().Top()), "|"), "Cette semaine n’existe pas") {
		t.Errorf("says %q", textsIn(window.Canvas().Overlays().Top()))
	}
}

func TestDateShowsItsWeekday(t *testing.T) {
	look(t)
	picker := NewDatePicker(monthParams(t, wording.French))
	window := open(t, picker, 300, 400)
	leave(window, picker.entry, "2 mars 2027")
	if picker.entry.Text != "mar.\u00a02\u00a0mars\u00a02027" {
		t.Errorf("shows %q", picker.entry.Text)
	}
	window.Canvas().Focus(picker.entry)
	if picker.entry.Text != "02/03/2027" {
		t.Errorf("offers %q to be changed", picker.entry.Text)
	}
	leave(window, picker.entry, "lundi 2 mars 2027")
	if picker.Error() == "" {
		t.Error("2 March 2027 is no Monday")
	}
	window.Canvas().Focus(picker.entry)
	press(window, fyne.KeyDown)
	typed(window, "4/3/27")
	press(window, fyne.KeyReturn)
	if date, ok := picker.Date(); !ok || date != agenda.MustDate("2027-03-04") {
		t.Errorf("typing in the calendar leads to %v", date)
	}
}
