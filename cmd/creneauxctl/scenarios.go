package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
)

func (env *environment) scenarioCommand() *cobra.Command {
	return env.group("scenario", "ctl.scenario.short",
		env.scenarioPutCommand("add NAME"), env.scenarioPutCommand("change NAME"), env.scenarioListCommand(), env.scenarioShowCommand(),
		env.scenarioCompareCommand(), env.scenarioRecalculateCommand(), env.scenarioAdoptCommand("adopt"), env.scenarioAdoptCommand("unadopt"),
		env.scenarioRemoveCommand())
}

// outcomeDocument is what came out of a plan, in JSON: as much as two plans are compared
// by.
type outcomeDocument struct {
	Name            string                       `json:"name"`
	Policy          capacity.Policy              `json:"policy"`
	Planned         int                          `json:"planned"`
	ExpectedPermits float64                      `json:"expected_permits"`
	Shortfall       int                          `json:"shortfall"`
	Proven          bool                         `json:"proven"`
	Additional      int                          `json:"additional"` // placed, of those asked for
	Asked           int                          `json:"additional_asked"`
	Uncounted       int                          `json:"uncounted"`
	Procedures      map[agenda.ProcedureCode]int `json:"procedures"`
	Reasons         []string                     `json:"reasons"`
}

func (env *environment) outcomeOf(name string, v office.PlanView) outcomeDocument {
	document := outcomeDocument{
		Name: name, Policy: v.Policy, Planned: v.Planned, ExpectedPermits: v.ExpectedPermits, Shortfall: v.Shortfall, Proven: v.Proven,
		Uncounted: v.Uncounted, Procedures: v.ByProcedure, Reasons: env.texts(v.Reasons),
	}
	for _, a := range v.Additional {
		document.Asked += a.Slots
		document.Additional += v.Placed[a.ID]
	}
	return document
}

type scenarioDocument struct {
	ID      office.ScenarioID  `json:"id"`
	Note    string             `json:"note"`
	At      agenda.Moment      `json:"at"`
	By      string             `json:"by"`
	Base    int                `json:"base"`
	Old     bool               `json:"old"`
	Adopted int                `json:"adopted"` // version of the plan; 0: not adopted
	Assumes assumptionDocument `json:"assumes"`
	outcomeDocument
}

func (env *environment) scenarioDocument(s office.Scenario) scenarioDocument {
	return scenarioDocument{
		s.ID, s.Note, s.At, s.By, s.Base, s.Old, s.Adopted, assumptionDocumentOf(s.Plan.House, s.WhatIf), env.outcomeOf(s.Name, s.Plan),
	}
}

// printScenario says in a line what a scenario comes to.
func (env *environment) printScenario(w io.Writer, s scenarioDocument) {
	state := ""
	switch {
	case s.Adopted > 0:
		state = env.voice.Text("ctl.scenario.adopted", "Version", s.Adopted)
	case s.Old:
		state = env.voice.Text("ctl.scenario.old")
	}
	env.say(w, "ctl.scenario.line", "Name", s.Name, "Planned", s.Planned, "Permits", int(s.ExpectedPermits+0.5), "Shortfall", s.Shortfall,
		"State", state, "Note", because(s.Note))
}

// scenarioNamed returns the scenario of a name, or of an id.
//
// Problems: SCENARIO-UNKNOWN.
func scenarioNamed(ctx context.Context, o *office.Office, name string) (office.Scenario, error) {
	all, err := o.Scenarios(ctx)
	if err != nil {
		return office.Scenario{}, err
	}
	at := slices.IndexFunc(all, func(s office.Scenario) bool { return strings.EqualFold(s.Name, name) || string(s.ID) == name })
	if at < 0 {
		return office.Scenario{}, agenda.NewProblem("SCENARIO-UNKNOWN", "ID", name)
	}
	return all[at], nil
}

// assumptions are the flags of what a scenario assumes.
type assumptions struct {
	file, policy, from, past          string
	closed, agents, additional, goals []string
}

func (a *assumptions) flags(env *environment, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&a.file, "file", "", env.voice.Text("ctl.scenario.flag.file"))
	flags.StringArrayVar(&a.closed, "close", nil, env.voice.Text("ctl.scenario.flag.close"))
	flags.StringArrayVar(&a.agents, "agent", nil, env.voice.Text("ctl.scenario.flag.agent"))
	flags.StringArrayVar(&a.additional, "additional", nil, env.voice.Text("ctl.scenario.flag.additional"))
	flags.StringArrayVar(&a.goals, "target", nil, env.voice.Text("ctl.scenario.flag.target"))
	flags.StringVar(&a.policy, "policy", "", env.voice.Text("ctl.capacity.policy"))
	flags.StringVar(&a.from, "from", "", env.voice.Text("ctl.capacity.from"))
	flags.StringVar(&a.past, "past", "", env.voice.Text("ctl.capacity.past"))
}

// whatIf reads the flags. Those of the command line come beside what the file has, or
// instead of it where only one can be.
func (env *environment) whatIf(a assumptions, house office.House) (what office.WhatIf, err error) {
	if a.file != "" {
		if what, err = readAssumptions(a.file, house); err != nil {
			return what, err
		}
	}
	closures, err := readAll(env, "--close", a.closed, func(text string) (agenda.Closure, error) { return closureFrom(text, house) })
	if err != nil {
		return what, err
	}
	agents, err := readAll(env, "--agent", a.agents, func(text string) (agenda.Reinforcement, error) { return reinforcementFrom(text, house) })
	if err != nil {
		return what, err
	}
	additional, err := readAll(env, "--additional", a.additional, additionalFrom)
	if err != nil {
		return what, err
	}
	what.Timetable.Closures = append(what.Timetable.Closures, closures...)
	what.Reinforcements = append(what.Reinforcements, agents...)
	what.Additional = append(what.Additional, additional...)
	for _, text := range a.goals {
		code, number, _ := strings.Cut(text, "=")
		n, err := strconv.Atoi(number)
		if err != nil {
			return what, env.badForm("--target", text)
		}
		if what.Targets == nil {
			what.Targets = map[agenda.ProcedureCode]int{}
		}
		what.Targets[agenda.ProcedureCode(code)] = n
	}
	return what, env.request(a, &what.Request)
}

func (env *environment) request(a assumptions, request *office.PlanRequest) (err error) {
	if a.from != "" {
		if request.From, err = agenda.ParseWeek(a.from); err != nil {
			return usageError{err}
		}
	}
	request.Policy = cmp.Or(capacity.Policy(a.policy), request.Policy)
	request.Past = cmp.Or(office.PastCount(a.past), request.Past)
	return nil
}

func (env *environment) badForm(flag, text string) error {
	return usageError{errors.New(env.voice.Text("ctl.scenario.bad-form", "Flag", flag, "Value", text))}
}

// readAll reads the values of a flag. What is not of its form is wrong usage; what names
// something unknown is a problem.
func readAll[T any](env *environment, flag string, texts []string, read func(string) (T, error)) ([]T, error) {
	var list []T
	for _, text := range texts {
		entry, err := read(text)
		if err != nil && agenda.CodeOf(err) != "" {
			return nil, err
		}
		if err != nil {
			return nil, env.badForm(flag, text)
		}
		list = append(list, entry)
	}
	return list, nil
}

// scenarioPutCommand adds a scenario, or says wholly anew what one assumes.
func (env *environment) scenarioPutCommand(use string) *cobra.Command {
	var given assumptions
	var note, name string
	command := &cobra.Command{
		Use: use, Short: env.voice.Text("ctl.scenario.add.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				s := office.Scenario{Name: args[0], Note: note}
				if strings.HasPrefix(use, "change") {
					if s, err = scenarioNamed(cmd.Context(), o, args[0]); err != nil {
						return err
					}
					s.Name = cmp.Or(name, s.Name)
					if cmd.Flags().Changed("note") {
						s.Note = note
					}
				}
				if given.any(cmd) || s.ID == "" {
					if s.WhatIf, err = env.whatIf(given, house); err != nil {
						return err
					}
				}
				return env.putScenario(cmd, o, s)
			})
		},
	}
	given.flags(env, command)
	command.Flags().StringVar(&note, "note", "", env.voice.Text("ctl.scenario.flag.note"))
	if strings.HasPrefix(use, "change") {
		command.Short = env.voice.Text("ctl.scenario.change.short")
		command.Flags().StringVar(&name, "name", "", env.voice.Text("ctl.scenario.flag.name"))
	}
	return command
}

// any reports whether something of what a scenario assumes was said.
func (a *assumptions) any(cmd *cobra.Command) bool {
	return slices.ContainsFunc([]string{"file", "close", "agent", "additional", "target", "policy", "from", "past"}, cmd.Flags().Changed)
}

func (env *environment) putScenario(cmd *cobra.Command, o *office.Office, s office.Scenario) error {
	kept, err := o.PutScenario(cmd.Context(), s, env.progress())
	if err != nil {
		return err
	}
	document := env.scenarioDocument(kept)
	return env.print(document, func(w io.Writer) { env.printScenario(w, document) })
}

func (env *environment) scenarioListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.scenario.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				all, err := o.Scenarios(cmd.Context())
				if err != nil {
					return err
				}
				documents := []scenarioDocument{}
				for _, s := range all {
					documents = append(documents, env.scenarioDocument(s))
				}
				return env.print(documents, func(w io.Writer) {
					for _, s := range documents {
						env.printScenario(w, s)
					}
				})
			})
		},
	}
}

func (env *environment) scenarioShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: env.voice.Text("ctl.scenario.show.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				s, err := scenarioNamed(cmd.Context(), o, args[0])
				if err != nil {
					return err
				}
				document := env.scenarioDocument(s)
				return env.print(document, func(w io.Writer) {
					env.printScenario(w, document)
					env.printAssumptions(w, document.Assumes)
					for _, reason := range document.Reasons {
						fmt.Fprintln(w, "–", reason)
					}
				})
			})
		},
	}
}

func (env *environment) printAssumptions(w io.Writer, a assumptionDocument) {
	env.printClosures(w, a.Closures)
	env.printAbsences(w, a.Absences)
	env.printChanges(w, a.Changes)
	for _, r := range a.Reinforcements {
		env.say(w, "ctl.scenario.agents", "Count", r.Positions, "Desk", r.Desk, "When", env.between(r.From, r.To), "Days", r.days(), "Hours", r.text())
	}
	env.printAdditional(w, a.Additional, nil)
	for _, code := range slices.Sorted(maps.Keys(a.Targets)) {
		env.say(w, "ctl.scenario.target", "Procedure", string(code), "Target", a.Targets[code])
	}
	if a.Policy != "" {
		env.say(w, "ctl.scenario.policy", "Policy", string(a.Policy))
	}
}

// days says the weekdays as the flags take them, behind the rest.
func (r reinforcementDocument) days() string {
	var names []string
	for _, d := range r.Days {
		names = append(names, d.String())
	}
	if names == nil {
		return ""
	}
	return " " + strings.Join(names, ",")
}

// scenarioCompareCommand puts scenarios beside the plan that stands.
func (env *environment) scenarioCompareCommand() *cobra.Command {
	return &cobra.Command{
		Use: "compare [NAME…]", Short: env.voice.Text("ctl.scenario.compare.short"), Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				plan, err := o.PlanView(cmd.Context())
				if err != nil {
					return err
				}
				outcomes := []outcomeDocument{env.outcomeOf(env.voice.Text("ctl.scenario.present"), plan)}
				chosen, err := scenariosNamed(cmd.Context(), o, args)
				if err != nil {
					return err
				}
				for _, s := range chosen {
					outcomes = append(outcomes, env.outcomeOf(s.Name, s.Plan))
				}
				return env.printOutcomes(plan.House, outcomes)
			})
		},
	}
}

// scenariosNamed returns scenarios by their names, or all.
func scenariosNamed(ctx context.Context, o *office.Office, names []string) ([]office.Scenario, error) {
	if len(names) == 0 {
		return o.Scenarios(ctx)
	}
	var chosen []office.Scenario
	for _, name := range names {
		s, err := scenarioNamed(ctx, o, name)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, s)
	}
	return chosen, nil
}

func (env *environment) printOutcomes(house office.House, outcomes []outcomeDocument) error {
	return env.print(outcomes, func(w io.Writer) {
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		row := func(title string, of func(outcomeDocument) any) {
			fmt.Fprint(table, title, "\t")
			for _, outcome := range outcomes {
				fmt.Fprint(table, of(outcome), "\t")
			}
			fmt.Fprintln(table)
		}
		row("", func(d outcomeDocument) any { return d.Name })
		row(env.voice.Text("ctl.scenario.row.planned"), func(d outcomeDocument) any { return d.Planned })
		row(env.voice.Text("ctl.scenario.row.permits"), func(d outcomeDocument) any { return int(d.ExpectedPermits + 0.5) })
		row(env.voice.Text("ctl.scenario.row.shortfall"), func(d outcomeDocument) any { return d.Shortfall })
		row(env.voice.Text("ctl.scenario.row.additional"), func(d outcomeDocument) any { return fmt.Sprintf("%d/%d", d.Additional, d.Asked) })
		for _, p := range house.Procedures {
			if p.WalkIn == nil {
				row(string(p.Code), func(d outcomeDocument) any { return d.Procedures[p.Code] })
			}
		}
		_ = table.Flush() // standard output: nothing else to tell anybody
	})
}

// scenarioRecalculateCommand reckons scenarios anew: those named, or all that are old.
func (env *environment) scenarioRecalculateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "recalculate [NAME…]", Short: env.voice.Text("ctl.scenario.recalculate.short"), Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				chosen, err := scenariosNamed(cmd.Context(), o, args)
				if err != nil {
					return err
				}
				documents := []scenarioDocument{}
				for _, s := range chosen {
					if !s.Old || s.Adopted > 0 {
						continue
					}
					kept, err := o.PutScenario(cmd.Context(), s, env.progress())
					if err != nil {
						return err
					}
					documents = append(documents, env.scenarioDocument(kept))
				}
				return env.print(documents, func(w io.Writer) {
					for _, s := range documents {
						env.printScenario(w, s)
					}
				})
			})
		},
	}
}

// scenarioAdoptCommand makes a scenario the plan, or takes that back.
func (env *environment) scenarioAdoptCommand(use string) *cobra.Command {
	var why string
	command := &cobra.Command{
		Use: use + " NAME", Short: env.voice.Text("ctl.scenario.adopt.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.showing(cmd, func(o *office.Office) (office.PlanView, error) {
				s, err := scenarioNamed(cmd.Context(), o, args[0])
				if err != nil {
					return office.PlanView{}, err
				}
				if use == "unadopt" {
					return o.UnadoptScenario(cmd.Context(), s.ID, why)
				}
				return o.AdoptScenario(cmd.Context(), s.ID, why, env.progress())
			})
		},
	}
	if use == "unadopt" {
		command.Short = env.voice.Text("ctl.scenario.unadopt.short")
	}
	command.Flags().StringVar(&why, "why", "", env.voice.Text("ctl.capacity.why"))
	return command
}

func (env *environment) scenarioRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME…", Short: env.voice.Text("ctl.scenario.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				chosen, err := scenariosNamed(cmd.Context(), o, args)
				if err != nil {
					return err
				}
				for _, s := range chosen {
					if _, err := o.RemoveScenario(cmd.Context(), s.ID); err != nil {
						return err
					}
				}
				return env.removed(len(chosen), nil)
			})
		},
	}
}

// policiesCommand plans the year by each policy and keeps neither.
func (env *environment) policiesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "compare", Short: env.voice.Text("ctl.capacity.compare.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				var outcomes []outcomeDocument
				for _, policy := range capacity.Policies() {
					tried, err := o.TryPlan(cmd.Context(), office.WhatIf{Request: office.PlanRequest{Policy: policy}}, env.progress())
					if err != nil {
						return err
					}
					outcomes = append(outcomes, env.outcomeOf(string(policy), tried))
				}
				return env.printOutcomes(house, outcomes)
			})
		},
	}
}
