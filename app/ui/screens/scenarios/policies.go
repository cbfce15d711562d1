package scenarios

import (
	"context"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/action"
	"creneaux/app/ui/screens/internal/offered"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// policies are the two ways of sharing a shortage, side by side.
type policies struct {
	s    *Screen
	both *bothPlans // nil: not asked for, or not true any more
	turn int        // counts what made answers untrue: those that come later are dropped

	ask     *widgets.Notice
	sum     *widgets.Paragraph
	rows    []widgets.Row
	table   *widgets.DataTable
	bars    *widgets.BarChart
	buttons []offered.Button
	answer  fyne.CanvasObject
	content *fyne.Container
}

// bothPlans are the plans of the two policies.
type bothPlans struct{ fewest, shared office.PlanView }

func newPolicies(s *Screen) *policies {
	voice := s.p.Voice
	text := voice.Text
	p := &policies{s: s, sum: widgets.NewParagraph(widgets.RoleBody, ""), bars: widgets.NewBarChart(voice)}
	p.ask = widgets.NewNotice(widgets.NoticeParams{
		Icon: theme.IconCalculate(), Title: text("screen.scenarios.policies.title"), Text: text("screen.scenarios.policies.text"),
		Action: widgets.NewButton(widgets.Primary, text("screen.scenarios.policies.do"), theme.IconCalculate(), func() { s.comparePolicies() }),
	})
	right := fyne.TextAlignTrailing
	p.table = widgets.NewDataTable(widgets.TableParams{
		ID: policiesKey, Memory: s.p.Memory, Label: text("screen.scenarios.view.policies"), Voice: voice, Background: widgets.Inline, Multiple: true,
		Columns: []widgets.Column{
			{ID: "procedure", Label: text("screen.scenarios.policies.procedure"), Width: 180, Stretch: true, Frozen: true, Typed: true},
			{ID: "target", Label: text("screen.scenarios.policies.target"), Width: 84, Align: right},
			{ID: "fewest", Label: text("screen.scenarios.policy.fewest"), Tip: text("screen.scenarios.policy.fewest.tip"), Width: 130, Align: right},
			{ID: "fewest-share", Label: text("screen.scenarios.policies.share"), Tip: text("screen.scenarios.policies.share.tip"), Width: 76, Align: right},
			{ID: "shared", Label: text("screen.scenarios.policy.shared"), Tip: text("screen.scenarios.policy.shared.tip"), Width: 130, Align: right},
			{ID: "shared-share", Label: text("screen.scenarios.policies.share"), Tip: text("screen.scenarios.policies.share.tip"), Width: 76, Align: right},
		},
	})
	p.table.SetSource(widgets.RowsNow(func() []widgets.Row { return p.rows }))
	p.bars.SetAxis(text("screen.scenarios.policies.procedure"))
	p.bars.SetFormat(func(share float64) string { return voice.Percent(share / 100) })
	p.bars.SetTarget(text("screen.scenarios.policies.target"), 100)
	p.bars.OnSave = s.p.SaveChart
	table := widgets.NewSurface(theme.ColorSurface, widgets.EdgeAll, p.table)
	p.buttonsOf()
	buttons := make([]fyne.CanvasObject, len(p.buttons))
	for i, b := range p.buttons {
		buttons[i] = b.Button
	}
	p.answer = widgets.DownWith(table, p.sum, widgets.Flow(nil, buttons...), table, widgets.NewTile(widgets.AtLeast(0, chartHeight, p.bars)))
	p.content = container.NewStack(p.ask)
	return p
}

func (p *policies) buttonsOf() {
	set := action.Set(p.s.Actions())
	for _, id := range []string{actionFewest, actionShared, actionPolicies} {
		a, _ := set.Find(id)
		if id == actionPolicies {
			a.Title, a.Icon = p.s.p.Voice.Text("screen.scenarios.again"), theme.IconRefresh()
		}
		p.buttons = append(p.buttons, offered.NewButton(widgets.Secondary, a, p.s.p.Voice))
	}
}

// forget takes away what is not true any more: desks, openings or the plan have changed.
func (p *policies) forget() {
	p.both = nil
	p.turn++
}

func (p *policies) show() {
	if p.both == nil {
		p.content.Objects = []fyne.CanvasObject{p.ask}
	} else {
		p.content.Objects = []fyne.CanvasObject{p.answer}
		p.draw(*p.both)
	}
	p.content.Refresh()
	for _, b := range p.buttons {
		b.Update()
	}
}

func (p *policies) draw(both bothPlans) {
	voice := p.s.p.Voice
	p.sum.SetText(both.explain(voice) + " " + voice.Text("screen.scenarios.policies.now", "Policy", policyName(p.s.plan.Policy, voice)))
	p.rows = both.rows(voice)
	p.table.Reload()
	p.table.SetSums(both.total(voice))
	categories, series := both.bars(voice)
	p.bars.SetTitle(voice.Text("screen.scenarios.policies.chart", "Year", yearOf(both.fewest.House)), voice.Text("screen.scenarios.chart.source", "Version", p.s.plan.Version))
	p.bars.Set(categories, series)
}

// share is how much of its target a procedure gets.
func share(plan office.PlanView, p agenda.Procedure) float64 {
	return float64(plan.ByProcedure[p.Code]) / float64(p.Target)
}

// worst returns the smallest share that a procedure gets.
func worst(plan office.PlanView) float64 {
	least := math.Inf(1)
	for _, p := range byAppointment(plan.House) {
		least = min(least, share(plan, p))
	}
	return least
}

func (b bothPlans) total(voice *wording.Voice) widgets.Row {
	target, fewest, shared := 0, 0, 0
	for _, p := range byAppointment(b.fewest.House) {
		target, fewest, shared = target+p.Target, fewest+b.fewest.ByProcedure[p.Code], shared+b.shared.ByProcedure[p.Code]
	}
	of := func(planned int) string { return voice.Percent(float64(planned) / float64(max(target, 1))) }
	return widgets.Row{Cells: []string{
		voice.Text("screen.scenarios.policies.total"), voice.Number(target), voice.Number(fewest), of(fewest), voice.Number(shared), of(shared),
	}}
}

func (b bothPlans) rows(voice *wording.Voice) []widgets.Row {
	procedures := byAppointment(b.fewest.House)
	rows := make([]widgets.Row, len(procedures))
	for i, p := range procedures {
		rows[i] = widgets.Row{Key: string(p.Code), Tones: map[int]widgets.State{}, Cells: []string{p.Label, voice.Number(p.Target)}}
		for j, plan := range []office.PlanView{b.fewest, b.shared} {
			part := share(plan, p)
			said := voice.Percent(part)
			if plan.ByProcedure[p.Code] < p.Target {
				rows[i].Tones[3+2*j] = widgets.Danger
				said = widgets.Danger.Sign() + "\u2002" + said
			}
			rows[i].Cells = append(rows[i].Cells, voice.Number(plan.ByProcedure[p.Code]), said)
		}
	}
	return rows
}

func (b bothPlans) bars(voice *wording.Voice) ([]widgets.Category, []widgets.Series) {
	fewest := widgets.Series{Name: voice.Text("screen.scenarios.policy.fewest")}
	shared := widgets.Series{Name: voice.Text("screen.scenarios.policy.shared")}
	var categories []widgets.Category
	for _, p := range byAppointment(b.fewest.House) {
		categories = append(categories, widgets.Category{Label: p.Label})
		fewest.Values = append(fewest.Values, 100*share(b.fewest, p))
		shared.Values = append(shared.Values, 100*share(b.shared, p))
	}
	return categories, []widgets.Series{fewest, shared}
}

// explain says in a sentence what the choice is about.
func (b bothPlans) explain(voice *wording.Voice) string {
	fewest, shared := sumOf(b.fewest), sumOf(b.shared)
	before, after := worst(b.fewest), worst(b.shared)
	switch {
	case before >= 1 && after >= 1:
		return widgets.Signed(widgets.Success, voice.Text("screen.scenarios.policies.met"))
	case fewest == shared && voice.Percent(before) == voice.Percent(after):
		return widgets.Signed(widgets.Info, voice.Text("screen.scenarios.policies.same", "Planned", fewest, "Worst", voice.Percent(before)))
	default:
		return widgets.Signed(widgets.Info, voice.Text("screen.scenarios.policies.differ",
			"Count", fewest-shared, "Fewest", fewest, "Shared", shared, "Before", voice.Percent(before), "After", voice.Percent(after)))
	}
}

// sumOf are the slots of all targets.
func sumOf(plan office.PlanView) (slots int) {
	for _, p := range byAppointment(plan.House) {
		slots += plan.ByProcedure[p.Code]
	}
	return slots
}

// comparePolicies plans the rest of the year both ways, and keeps neither.
func (s *Screen) comparePolicies() {
	voice, turn := s.p.Voice, s.policies.turn
	var both bothPlans
	s.run(voice.Text("screen.scenarios.task.policies"), func(ctx context.Context, progress agenda.Progress) (err error) {
		if both.fewest, err = s.p.Office.TryPlan(ctx, office.WhatIf{Request: office.PlanRequest{Policy: capacity.Fewest}}, progress); err != nil {
			return err
		}
		both.shared, err = s.p.Office.TryPlan(ctx, office.WhatIf{Request: office.PlanRequest{Policy: capacity.Shared}}, progress)
		return err
	}, func() {
		if turn == s.policies.turn {
			s.policies.both = &both
		}
		s.policies.show()
		s.turnTo(viewPolicies)
	})
}
