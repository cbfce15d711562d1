package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
	"creneaux/app/wording"
	"creneaux/cmd/internal/wire"
)

func (env *environment) capacityCommand() *cobra.Command {
	return env.group("capacity", "ctl.capacity.short",
		env.capacitySolveCommand(), env.capacityPlanCommand(), env.capacityShowCommand(), env.capacityWriteCommand(), env.capacityWeekCommand(), env.capacityEditCommand(),
		env.capacityLockCommand("lock", (*office.Office).LockWeeks), env.capacityLockCommand("unlock", (*office.Office).UnlockWeeks),
		env.capacityUndoCommand(), env.capacityVersionsCommand(), env.capacityRestoreCommand(),
		env.policiesCommand(), env.scenarioCommand(), env.worthCommand(), env.additionalCommand())
}

// solveDocument is the JSON of `capacity solve`.
type solveDocument struct {
	Shortfall int             `json:"shortfall"`
	Least     int             `json:"least"` // proven: no plan has a smaller shortfall
	Deviation float64         `json:"deviation"`
	Slots     []capacity.Cell `json:"slots"`
}

func (env *environment) capacitySolveCommand() *cobra.Command {
	policy := string(capacity.Fewest)
	command := &cobra.Command{
		Use: "solve FILE", Short: env.voice.Text("ctl.capacity.solve.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := wire.OpenInput(args[0])
			if err != nil {
				return err
			}
			defer func() { _ = file.Close() }() // only read
			if !slices.Contains(capacity.Policies(), capacity.Policy(policy)) {
				return usageError{errors.New(env.voice.Text("ctl.capacity.bad-policy", "Policy", policy))}
			}
			instance, err := capacity.ReadInstance(file)
			if err != nil {
				return err
			}
			plan, err := capacity.Solve(cmd.Context(), instance, capacity.Policy(policy), env.progress())
			if err != nil {
				return err
			}
			document := solveDocument{plan.Shortfall, plan.Least, plan.Deviation, plan.Slots}
			if document.Slots == nil {
				document.Slots = []capacity.Cell{}
			}
			return env.print(document, func(w io.Writer) {
				env.say(w, "ctl.capacity.solve.done", "Shortfall", plan.Shortfall, "Least", plan.Least, "Deviation", plan.Deviation)
				for _, reason := range plan.Reasons {
					fmt.Fprintln(w, env.voice.Say(reason))
				}
			})
		},
	}
	command.Flags().StringVar(&policy, "policy", policy, env.voice.Text("ctl.capacity.policy"))
	return command
}

func (env *environment) capacityPlanCommand() *cobra.Command {
	var from string
	var policy, past string
	var request office.PlanRequest
	command := &cobra.Command{
		Use: "plan", Short: env.voice.Text("ctl.capacity.plan.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if from != "" {
				if request.From, err = agenda.ParseWeek(from); err != nil {
					return usageError{err}
				}
			}
			if policy != "" && !slices.Contains(capacity.Policies(), capacity.Policy(policy)) {
				return usageError{errors.New(env.voice.Text("ctl.capacity.bad-policy", "Policy", policy))}
			}
			if past != "" && !slices.Contains(office.PastCounts(), office.PastCount(past)) {
				return usageError{errors.New(env.voice.Text("ctl.capacity.bad-past", "Past", past))}
			}
			request.Policy, request.Past = capacity.Policy(policy), office.PastCount(past)
			return env.showing(cmd, func(o *office.Office) (office.PlanView, error) {
				return o.Plan(cmd.Context(), request, env.progress())
			})
		},
	}
	flags := command.Flags()
	flags.StringVar(&from, "from", "", env.voice.Text("ctl.capacity.from"))
	flags.StringVar(&policy, "policy", "", env.voice.Text("ctl.capacity.policy"))
	flags.StringVar(&past, "past", "", env.voice.Text("ctl.capacity.past"))
	flags.StringVar(&request.Why, "why", "", env.voice.Text("ctl.capacity.why"))
	return command
}

// showing opens the workspace, changes its plan and shows what comes out.
func (env *environment) showing(cmd *cobra.Command, change func(*office.Office) (office.PlanView, error)) error {
	return env.with(cmd.Context(), func(o *office.Office) error {
		plan, err := change(o)
		if err != nil {
			return err
		}
		return env.printPlan(plan, false)
	})
}

func (env *environment) capacityShowCommand() *cobra.Command {
	version := 0
	command := &cobra.Command{
		Use: "show", Short: env.voice.Text("ctl.capacity.show.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				show := o.PlanView
				if cmd.Flags().Changed("version") {
					show = func(ctx context.Context) (office.PlanView, error) { return o.PlanAt(ctx, version) }
				}
				plan, err := show(cmd.Context())
				if err != nil {
					return err
				}
				return env.printPlan(plan, true)
			})
		},
	}
	command.Flags().IntVar(&version, "version", version, env.voice.Text("ctl.flag.version"))
	return command
}

func (env *environment) capacityWriteCommand() *cobra.Command {
	var out string
	var version int
	cmd := &cobra.Command{
		Use: "write", Short: env.voice.Text("ctl.capacity.write.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := env.formatOf(out, office.FormatWorkbook, office.FormatPDF); err != nil {
				return err
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				if err := writePlan(cmd.Context(), o, version, out, env.voice); err != nil {
					return err
				}
				plan := struct {
					File string `json:"file"`
				}{out}
				return env.print(plan, func(w io.Writer) { env.say(w, "ctl.capacity.write.done", "File", out) })
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", env.voice.Text("ctl.flag.out-plan"))
	cmd.Flags().IntVar(&version, "version", 0, env.voice.Text("ctl.flag.version"))
	return cmd
}

func writePlan(ctx context.Context, o *office.Office, version int, path string, voice *wording.Voice) error {
	if version == 0 {
		return o.WritePlan(ctx, path, voice)
	}
	return o.WritePlanAt(ctx, version, path, voice)
}

type planDocument struct {
	Year            int             `json:"year"`
	Version         int             `json:"version"`
	Policy          capacity.Policy `json:"policy"`
	Targets         agenda.Targets  `json:"targets"`
	Planned         int             `json:"planned"`
	ExpectedPermits float64         `json:"expected_permits"`
	Gaps            agenda.Targets  `json:"gaps"`
	Uncounted       int             `json:"uncounted"`
	Shortfall       int             `json:"shortfall"`
	Procedures      []planProcedure `json:"procedures"`
	Weeks           []planWeek      `json:"weeks"`
	Reasons         []string        `json:"reasons"`
}

type planProcedure struct {
	Code    agenda.ProcedureCode `json:"code"`
	Target  int                  `json:"target"`
	Planned int                  `json:"planned"`
}

type planWeek struct {
	Week        agenda.Week                  `json:"week"`
	OpenMinutes int                          `json:"open_minutes"`
	UsedMinutes int                          `json:"used_minutes"`
	Slots       int                          `json:"slots"`
	Kept        bool                         `json:"kept"`
	Locked      bool                         `json:"locked"`
	Past        bool                         `json:"past"`
	Procedures  map[agenda.ProcedureCode]int `json:"procedures"`
}

func (env *environment) printPlan(v office.PlanView, weeks bool) error {
	targets := v.House.Service.Targets
	document := planDocument{
		Year: v.House.Service.Year, Version: v.Version, Targets: targets, Planned: v.Planned,
		ExpectedPermits: v.ExpectedPermits, Uncounted: v.Uncounted, Policy: v.Policy, Shortfall: v.Shortfall, Reasons: env.texts(v.Reasons),
		Gaps:       agenda.Targets{Appointments: max(0, targets.Appointments-v.Planned), Permits: max(0, targets.Permits-int(v.ExpectedPermits))},
		Procedures: []planProcedure{}, Weeks: []planWeek{},
	}
	for _, p := range v.House.Procedures {
		document.Procedures = append(document.Procedures, planProcedure{p.Code, p.Target, v.ByProcedure[p.Code]})
	}
	for _, w := range v.Weeks {
		document.Weeks = append(document.Weeks, planWeek{w.Week, w.OpenMinutes, w.UsedMinutes, w.Slots, w.Kept, w.Locked, w.Past, w.ByProcedure})
	}
	return env.print(document, func(w io.Writer) {
		if v.Version == 0 {
			env.say(w, "ctl.capacity.not-planned")
			return
		}
		env.say(w, "ctl.capacity.planned", "Planned", v.Planned, "Target", targets.Appointments, "Year", v.House.Service.Year)
		env.say(w, "ctl.capacity.permits", "Permits", int(v.ExpectedPermits+0.5), "Target", targets.Permits)
		if v.Uncounted > 0 {
			env.say(w, "ctl.capacity.uncounted", "Count", v.Uncounted)
		}
		for _, reason := range document.Reasons {
			fmt.Fprintln(w, "–", reason)
		}
		if weeks {
			env.printWeeks(w, v)
		}
	})
}

func (env *environment) printWeeks(w io.Writer, v office.PlanView) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, env.voice.Text("ctl.capacity.column.week"), "\t", env.voice.Text("ctl.capacity.column.open"), "\t")
	for _, p := range v.House.Procedures {
		fmt.Fprint(table, p.Code, "\t")
	}
	fmt.Fprintln(table, env.voice.Text("ctl.capacity.column.slots")+"\t")
	for _, week := range v.Weeks {
		fmt.Fprint(table, week.Week, "\t", week.OpenMinutes/60, "\t")
		for _, p := range v.House.Procedures {
			fmt.Fprint(table, week.ByProcedure[p.Code], "\t")
		}
		fmt.Fprintln(table, fmt.Sprint(week.Slots)+"\t")
	}
	_ = table.Flush() // standard output: nothing else to tell anybody
}
