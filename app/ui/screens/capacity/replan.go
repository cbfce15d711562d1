package capacity

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/ui/dialogs"
	"creneaux/app/ui/widgets"
)

// replan asks how the year, or what is left of it, is planned.
type replan struct {
	s        *Screen
	weeks    []office.PlanWeek // that planning may begin with
	from     *widgets.Select
	policy   *widgets.Select
	past     *widgets.Select
	why      *widgets.Entry
	rule     *widgets.Field
	counts   *widgets.Field
	changes  *widgets.Paragraph
	policies []capacity.Policy
	pasts    []office.PastCount
}

// askPlan asks how to plan, and plans.
func (s *Screen) askPlan() {
	if s.present.Version == 0 {
		s.makePlan(office.PlanRequest{}) // there is nothing to choose between yet
		return
	}
	r := newReplan(s)
	voice := s.p.Voice
	s.p.Dialogs.Ask(dialogs.Question{
		Title: voice.Text("screen.capacity.replan.title", "Year", yearOf(s.present)), Content: r.content(), Size: fyne.NewSize(560, 0),
		Accept: voice.Text("screen.capacity.replan"), Refuse: voice.Text("screen.capacity.replan.cancel"), Role: widgets.Primary,
		First: r.from.First(), Answer: func() bool { s.makePlan(r.request()); return true },
	})
}

// plannable are the weeks that planning may begin with.
func (s *Screen) plannable() (weeks []office.PlanWeek) {
	for _, w := range s.present.Weeks {
		if !w.Past {
			weeks = append(weeks, w)
		}
	}
	return weeks
}

func newReplan(s *Screen) *replan {
	voice := s.p.Voice
	r := &replan{
		s: s, weeks: s.plannable(), why: widgets.NewEntry(), changes: widgets.NewParagraph(widgets.RoleBody, ""),
		policies: capacity.Policies(), pasts: office.PastCounts(),
	}
	var weeks, policies, rules, pasts []string
	for _, w := range r.weeks {
		weeks = append(weeks, voice.Text("screen.capacity.detail.short-title", "Number", w.Week.Number, "Days", voice.WeekDays(w.Week)))
	}
	chosen := 0
	for i, p := range r.policies {
		policies = append(policies, voice.Text(policyNames[p]))
		rules = append(rules, voice.Text("screen.capacity.replan.rule", "Name", voice.Text(policyNames[p]), "Rule", voice.Text(policyRules[p])))
		if p == s.present.Policy {
			chosen = i
		}
	}
	for _, p := range r.pasts {
		pasts = append(pasts, voice.Text(pastNames[p]))
	}
	r.from = widgets.NewComboField(voice, weeks, 0, func(int) { r.tell() })
	r.policy = widgets.NewSelect(policies, chosen, func(int) {})
	r.past = widgets.NewSelect(pasts, 0, func(int) { r.tell() })
	r.rule = widgets.NewField(voice.Text("screen.capacity.replan.policy"), strings.Join(rules, "\n"), r.policy)
	r.counts = widgets.NewField(voice.Text("screen.capacity.replan.past"), "", r.past)
	r.tell()
	return r
}

// The words of policies and of what counts of the past.
var (
	policyNames = map[capacity.Policy]string{capacity.Fewest: "screen.capacity.policy.fewest", capacity.Shared: "screen.capacity.policy.shared"}
	policyRules = map[capacity.Policy]string{capacity.Fewest: "screen.capacity.policy.fewest.rule", capacity.Shared: "screen.capacity.policy.shared.rule"}
	pastNames   = map[office.PastCount]string{
		office.PastPlanned: "screen.capacity.past.planned", office.PastOffered: "screen.capacity.past.offered", office.PastTaken: "screen.capacity.past.taken",
	}
	pastRules = map[office.PastCount]string{
		office.PastPlanned: "screen.capacity.past.planned.rule", office.PastOffered: "screen.capacity.past.offered.rule", office.PastTaken: "screen.capacity.past.taken.rule",
	}
)

func (r *replan) content() fyne.CanvasObject {
	voice := r.s.p.Voice
	from := widgets.NewField(voice.Text("screen.capacity.replan.from"), "", r.from)
	why := widgets.NewField(voice.Text("screen.capacity.edit.why"), voice.Text("screen.capacity.edit.why.hint"), r.why).Optional(voice)
	return widgets.Down(from, r.rule, r.counts, why, r.changes)
}

// tell says what the choices mean, and which weeks they change.
func (r *replan) tell() {
	voice, request := r.s.p.Voice, r.request()
	r.counts.SetHint(voice.Text(pastRules[request.Past]))
	free, kept := 0, 0
	for _, w := range r.s.present.Weeks {
		if w.Kept || w.Past || w.Week.Before(request.From) {
			kept++
		} else {
			free++
		}
	}
	if free == 0 {
		r.changes.SetText(widgets.Signed(widgets.Warning, voice.Text("screen.capacity.replan.none")))
		return
	}
	stays := ""
	if kept > 0 {
		stays = voice.Text("screen.capacity.replan.kept", "Count", kept)
	}
	r.changes.SetText(voice.Text("screen.capacity.replan.changes", "Count", free, "Kept", stays))
}

// request is what is asked for.
func (r *replan) request() office.PlanRequest {
	q := office.PlanRequest{Policy: r.policies[max(r.policy.SelectedIndex(), 0)], Past: r.pasts[max(r.past.SelectedIndex(), 0)], Why: r.why.Text}
	if i := r.from.SelectedIndex(); i >= 0 {
		q.From = r.weeks[i].Week
	}
	return q
}

// makePlan plans as a task, which can be cancelled.
func (s *Screen) makePlan(request office.PlanRequest) {
	voice, first := s.p.Voice, s.present.Version == 0
	name := voice.Text("screen.capacity.step.plan", "Year", yearOf(s.present))
	if !request.From.IsZero() {
		name = voice.Text("screen.capacity.step.replan", "Number", request.From.Number)
	}
	s.step(voice.Text("screen.capacity.planning", "Year", yearOf(s.present)), name,
		func(ctx context.Context, progress agenda.Progress) (office.PlanView, error) {
			return s.p.Office.Plan(ctx, request, progress)
		},
		func(made office.PlanView) {
			s.proven = 0
			if made.Proven {
				s.proven = made.Version
			}
			if first {
				s.p.Toast(voice.Text("screen.capacity.planned", "Count", made.Planned, "Version", made.Version), widgets.Success)
			}
		})
}
