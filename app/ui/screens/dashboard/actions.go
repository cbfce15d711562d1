package dashboard

import (
	"strconv"

	"fyne.io/fyne/v2"

	"creneaux/app/ui/action"
	"creneaux/app/ui/theme"
)

// actionMark is the id of the action that marks what is due.
const actionMark = "dashboard.mark"

// Actions are what can be done on the page.
func (s *Screen) Actions() []action.Action {
	voice := s.p.Voice
	there := func() bool { return s.there }
	why := func() string { return voice.Text("screen.dashboard.why.no-figures") }
	all := []action.Action{s.firstAction(), s.marker.Action(actionMark)}
	for i, e := range s.errands {
		if i > 0 {
			all = append(all, action.Action{ID: "dashboard.errand." + strconv.Itoa(i+1), Title: e.text, Icon: theme.IconNext(), Do: e.open})
		}
	}
	return append(all,
		action.Action{
			ID: "dashboard.next", Title: voice.Text("screen.dashboard.action.next", "Do", s.side.next.toggleText()), Icon: theme.IconClock(), Shortcut: action.Ctrl(fyne.KeyM),
			Enabled: func() bool { return s.there && s.side.next.secret() }, Why: func() string { return voice.Text("screen.dashboard.next.no-secret") },
			Do: s.side.next.toggle,
		},
		action.Action{
			ID: "dashboard.table", Title: voice.Text("screen.dashboard.action.table"), Icon: theme.IconTable(), Apart: true,
			Enabled: there, Why: why, Do: s.chart.ShowTable,
		},
		action.Action{
			ID: "dashboard.copy", Title: voice.Text("screen.dashboard.action.copy"), Icon: theme.IconCopy(),
			Enabled: there, Why: why, Do: s.chart.CopyValues,
		},
	)
}

// firstAction opens what is most pressing.
func (s *Screen) firstAction() action.Action {
	voice := s.p.Voice
	a := action.Action{
		ID: "dashboard.first", Title: voice.Text("screen.dashboard.action.first"), Icon: theme.IconNext(), Shortcut: action.Ctrl(fyne.KeyReturn),
		Enabled: func() bool { return len(s.errands) > 0 }, Why: func() string { return voice.Text("screen.dashboard.todo.none") },
		Do: func() { s.errands[0].open() },
	}
	if len(s.errands) > 0 {
		a.Title = s.errands[0].text
	}
	return a
}
