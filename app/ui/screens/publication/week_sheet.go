package publication

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
)

// sheetForms are the forms of a sheet, by the endings of their files.
var sheetForms = []string{".pdf", ".xlsx", ".csv", ".ics"}

// chooseSheet asks in which form the sheet is wanted.
func (t *weekTab) chooseSheet() {
	widgets.ShowMenu(t.sheet, fyne.NewPos(0, t.sheet.Size().Height), t.sheetItems())
}

// sheetItems are the forms, each with what it is for.
func (t *weekTab) sheetItems() []widgets.MenuItem {
	voice := t.s.p.Voice
	return []widgets.MenuItem{
		{Label: voice.Text("screen.publication.sheet.pdf"), Icon: theme.IconPrint(), Do: func() { t.writeSheet(".pdf") }},
		{Label: voice.Text("screen.publication.sheet.xlsx"), Icon: theme.IconTable(), Do: func() { t.writeSheet(".xlsx") }},
		{Label: voice.Text("screen.publication.sheet.csv"), Icon: theme.IconDocument(), Do: func() { t.writeSheet(".csv") }},
		{Label: voice.Text("screen.publication.sheet.ics"), Icon: theme.IconClock(), Do: func() { t.writeSheet(".ics") }},
	}
}

// writeSheet writes what the agent gets who puts the slots online; the dialog begins with
// one form and takes the others too.
func (t *weekTab) writeSheet(form string) {
	voice, week := t.s.p.Voice, t.week
	others := slices.DeleteFunc(slices.Clone(sheetForms), func(other string) bool { return other == form })
	kind := dialogs.FileKind{
		Title: voice.Text("screen.publication.sheet.title"), Endings: append([]string{form}, others...),
		Name: voice.Text("screen.publication.sheet.name", "Week", week.String()) + form,
	}
	t.s.p.Dialogs.SaveFile(kind, func(path string) {
		var remarks []agenda.Message
		t.s.run(kind.Title, func(ctx context.Context, _ agenda.Progress) (err error) {
			remarks, err = t.s.p.Office.WriteReleases(ctx, week, path, voice)
			return err
		}, func() { t.sheetWritten(path, remarks) }, t.s.p.Dialogs.Problem)
	})
}

// sheetWritten says what there is to know of a sheet, first of all that it is a secret.
func (t *weekTab) sheetWritten(path string, remarks []agenda.Message) {
	voice := t.s.p.Voice
	said := ""
	if talliesOf(t.schedule, t.now())[toCome].releases > 0 {
		said = voice.Text("screen.publication.written.secret")
		t.s.p.Toast(said, widgets.Warning)
	}
	if len(remarks) > 0 {
		said += " " + voice.Join(remarks, " ")
	}
	t.s.say(said)
	t.s.p.Wrote(path)
}
