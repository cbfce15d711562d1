package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// draftDocument is the JSON of a week of the plan, desk by desk.
type draftDocument struct {
	Week     agenda.Week        `json:"week"`
	Locked   bool               `json:"locked"`
	Past     bool               `json:"past"`
	Desks    []weekDesk         `json:"desks"`
	Unplaced []unplacedDocument `json:"unplaced"`
	Added    int                `json:"added"`
	Removed  int                `json:"removed"`
}

type weekDesk struct {
	Desk        string     `json:"desk"`
	OpenMinutes int        `json:"open_minutes"`
	UsedMinutes int        `json:"used_minutes"`
	Procedures  []weekCell `json:"procedures"`
}

type weekCell struct {
	Code  agenda.ProcedureCode `json:"code"`
	Slots int                  `json:"slots"`
	Bound int                  `json:"bound"`
	Room  int                  `json:"room"`
}

type unplacedDocument struct {
	Desk      string               `json:"desk"`
	Procedure agenda.ProcedureCode `json:"procedure"`
	Slots     int                  `json:"slots"`
	Reason    string               `json:"reason"`
}

func (env *environment) printWeek(draft office.WeekDraft) error {
	document := draftDocument{
		Week: draft.Week, Locked: draft.Locked, Past: draft.Past, Added: draft.Added, Removed: draft.Removed,
		Desks: []weekDesk{}, Unplaced: []unplacedDocument{},
	}
	names := map[agenda.DeskID]string{}
	for _, d := range draft.Desks {
		names[d.Desk.ID] = d.Desk.Name
		desk := weekDesk{d.Desk.Name, d.OpenMinutes, d.UsedMinutes, []weekCell{}}
		for _, c := range d.Cells {
			desk.Procedures = append(desk.Procedures, weekCell{c.Procedure.Code, c.Slots, c.Bound, c.Room})
		}
		document.Desks = append(document.Desks, desk)
	}
	for _, u := range draft.Unplaced {
		document.Unplaced = append(document.Unplaced, unplacedDocument{names[u.Desk], u.Procedure, u.Slots, env.voice.Say(u.Reason)})
	}
	return env.print(document, func(w io.Writer) {
		env.say(w, "ctl.capacity.week.head", "Week", draft.Week)
		if draft.Locked {
			env.say(w, "ctl.capacity.week.locked")
		}
		if draft.Past {
			env.say(w, "ctl.capacity.week.past")
		}
		env.printDeskWeeks(w, document.Desks)
		for _, u := range document.Unplaced {
			fmt.Fprintln(w, "–", u.Desk+",", u.Reason)
		}
		if draft.Added+draft.Removed > 0 {
			env.say(w, "ctl.capacity.week.moves", "Added", draft.Added, "Removed", draft.Removed)
		}
	})
}

func (env *environment) printDeskWeeks(w io.Writer, desks []weekDesk) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, strings.Join([]string{
		env.voice.Text("ctl.capacity.week.desk"), env.voice.Text("ctl.capacity.week.procedure"), env.voice.Text("ctl.capacity.column.slots"),
		env.voice.Text("ctl.capacity.week.bound"), env.voice.Text("ctl.capacity.week.room"),
	}, "\t")+"\n")
	for _, d := range desks {
		for _, c := range d.Procedures {
			fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", d.Desk, c.Code, c.Slots, c.Bound, c.Room)
		}
	}
	_ = table.Flush() // standard output: nothing else to tell anybody
}

func (env *environment) capacityWeekCommand() *cobra.Command {
	return &cobra.Command{
		Use: "week WEEK", Short: env.voice.Text("ctl.capacity.week.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			week, err := agenda.ParseWeek(args[0])
			if err != nil {
				return usageError{err}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				draft, err := o.WeekPlan(cmd.Context(), week)
				if err != nil {
					return err
				}
				return env.printWeek(draft)
			})
		},
	}
}

func (env *environment) capacityEditCommand() *cobra.Command {
	var sets []string
	var why string
	var dryRun bool
	cmd := &cobra.Command{
		Use: "edit WEEK", Short: env.voice.Text("ctl.capacity.edit.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			week, err := agenda.ParseWeek(args[0])
			if err != nil {
				return usageError{err}
			}
			numbers, err := env.readNumbers(sets)
			if err != nil {
				return err
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				edit, err := editOf(cmd.Context(), o, week, numbers)
				if err != nil {
					return err
				}
				edit.Why = why
				tried, err := o.TryWeek(cmd.Context(), edit)
				if err != nil {
					return err
				}
				if !dryRun {
					if _, err := o.EditWeek(cmd.Context(), edit); err != nil {
						return err
					}
					tried.Locked = true
				}
				return env.printWeek(tried)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&sets, "set", nil, env.voice.Text("ctl.capacity.edit.set"))
	flags.StringVar(&why, "why", "", env.voice.Text("ctl.capacity.why"))
	flags.BoolVar(&dryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
	return cmd
}

// number is how many slots a desk shall offer, as a command line says it.
type number struct {
	desk      string
	procedure agenda.ProcedureCode
	slots     int
}

// readNumbers reads "G1/renewal=12". A desk's name may hold a slash, a procedure's code may
// not.
func (env *environment) readNumbers(sets []string) ([]number, error) {
	var numbers []number
	for _, set := range sets {
		at := strings.LastIndexByte(set, '=')
		slash := strings.LastIndexByte(set[:max(at, 0)], '/')
		slots, err := strconv.Atoi(set[at+1:])
		if slash < 1 || slash == at-1 || err != nil {
			return nil, usageError{errors.New(env.voice.Text("ctl.capacity.edit.bad-set", "Value", set))}
		}
		numbers = append(numbers, number{set[:slash], agenda.ProcedureCode(set[slash+1 : at]), slots})
	}
	if len(numbers) == 0 {
		return nil, usageError{errors.New(env.voice.Text("ctl.capacity.edit.needs-set"))}
	}
	return numbers, nil
}

// editOf is the week as it stands with some numbers changed.
func editOf(ctx context.Context, o *office.Office, week agenda.Week, numbers []number) (office.WeekEdit, error) {
	edit := office.WeekEdit{Week: week}
	draft, err := o.WeekPlan(ctx, week)
	if err != nil {
		return edit, err
	}
	desks := map[string]agenda.DeskID{}
	for _, d := range draft.Desks {
		desks[d.Desk.Name] = d.Desk.ID
		for _, c := range d.Cells {
			edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: d.Desk.ID, Procedure: c.Procedure.Code, Slots: c.Slots})
		}
	}
	for _, n := range numbers {
		desk, known := desks[n.desk]
		if !known {
			return edit, agenda.NewProblem("CAL-DESK-NAME", "Desk", n.desk)
		}
		edit.Cells = slices.DeleteFunc(edit.Cells, func(c agenda.PlanCell) bool { return c.Desk == desk && c.Procedure == n.procedure })
		edit.Cells = append(edit.Cells, agenda.PlanCell{Week: week, Desk: desk, Procedure: n.procedure, Slots: n.slots})
	}
	return edit, nil
}

// capacityLockCommand locks or unlocks weeks.
func (env *environment) capacityLockCommand(name string, change func(*office.Office, context.Context, []agenda.Week, string) (office.PlanView, error)) *cobra.Command {
	short := "ctl.capacity.lock.short"
	if name == "unlock" {
		short = "ctl.capacity.unlock.short"
	}
	why := ""
	cmd := &cobra.Command{
		Use: name + " WEEK…", Short: env.voice.Text(short), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			weeks := make([]agenda.Week, len(args))
			for i, text := range args {
				week, err := agenda.ParseWeek(text)
				if err != nil {
					return usageError{err}
				}
				weeks[i] = week
			}
			return env.showing(cmd, func(o *office.Office) (office.PlanView, error) { return change(o, cmd.Context(), weeks, why) })
		},
	}
	cmd.Flags().StringVar(&why, "why", "", env.voice.Text("ctl.capacity.why"))
	return cmd
}
