package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type procedureDocument struct {
	Code           agenda.ProcedureCode `json:"code"`
	Label          string               `json:"label"`
	Minutes        int                  `json:"minutes"`
	Counted        bool                 `json:"counted"`
	Target         int                  `json:"target"`
	NoShow         float64              `json:"no_show"`
	PermitsPerKept float64              `json:"permits_per_kept"`
	UrgentReserve  float64              `json:"urgent_reserve"`
	WalkIn         *agenda.WalkIn       `json:"walk_in"` // null: an appointment is always needed
	Papers         []string             `json:"papers"`
}

func procedureDocuments(house office.House) []procedureDocument {
	documents := []procedureDocument{}
	for _, p := range house.Procedures {
		documents = append(documents, procedureDocument{
			p.Code, p.Label, p.Minutes, p.Counted, p.Target, p.NoShow, p.PermitsPerKept, p.UrgentReserve, p.WalkIn, append([]string{}, p.Papers...),
		})
	}
	return documents
}

func (env *environment) printProcedures(w io.Writer, documents []procedureDocument) {
	for _, p := range documents {
		if p.WalkIn != nil {
			env.say(w, "ctl.procedures.walk-in", "Code", string(p.Code), "Label", p.Label, "Days", env.weekdays(p.WalkIn.Mornings))
			continue
		}
		env.say(w, "ctl.procedures.line", "Code", string(p.Code), "Label", p.Label, "Minutes", p.Minutes, "Target", p.Target,
			"NoShow", env.voice.Percent(p.NoShow), "Permits", env.voice.Percent(p.PermitsPerKept), "Reserve", env.voice.Percent(p.UrgentReserve))
	}
}

func (env *environment) weekdays(days []agenda.Weekday) string {
	names := make([]string, len(days))
	for i, day := range days {
		names[i] = env.voice.Weekday(day)
	}
	return strings.Join(names, ", ")
}

func (env *environment) proceduresCommand() *cobra.Command {
	show := shown{
		fill:  func(d *houseDocument, house office.House) { d.Procedures = procedureDocuments(house) },
		print: func(w io.Writer, d houseDocument) { env.printProcedures(w, d.Procedures) },
	}
	list := env.showHouse("list", "ctl.procedures.list.short", func(house office.House) error {
		documents := procedureDocuments(house)
		return env.print(documents, func(w io.Writer) { env.printProcedures(w, documents) })
	})
	return env.group("procedures", "ctl.procedures.short", list,
		env.procedurePutCommand("add CODE", "ctl.procedures.add.short", show, func(procedures []agenda.Procedure, code string) ([]agenda.Procedure, int, error) {
			return append(procedures, agenda.Procedure{Code: agenda.ProcedureCode(code), Counted: true}), len(procedures), nil
		}),
		env.procedurePutCommand("set CODE", "ctl.procedures.set.short", show, func(procedures []agenda.Procedure, code string) ([]agenda.Procedure, int, error) {
			at, err := findProcedure(procedures, code)
			return procedures, at, err
		}),
		env.houseListCommand("remove CODE…", "ctl.procedures.remove.short", show, func(house *office.House, codes []string) (err error) {
			house.Procedures, err = without(house.Procedures, codes, findProcedure)
			return err
		}),
		env.houseListCommand("order CODE…", "ctl.procedures.order.short", show, func(house *office.House, codes []string) (err error) {
			house.Procedures, err = inOrder(house.Procedures, codes, findProcedure)
			return err
		}))
}

// houseListCommand changes a list of the house by the names of some of its entries.
func (env *environment) houseListCommand(use, short string, show shown, edit func(*office.House, []string) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: env.voice.Text(short), Args: cobra.MinimumNArgs(1)}
	dryRun := env.dryRunFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return env.editHouse(cmd, *dryRun, show, func(house *office.House) error { return edit(house, args) })
	}
	return cmd
}

// procedurePutCommand changes the procedure that place finds or adds; what no flag says
// stays as it is.
func (env *environment) procedurePutCommand(
	use, short string, show shown, place func([]agenda.Procedure, string) ([]agenda.Procedure, int, error),
) *cobra.Command {
	var said agenda.Procedure
	var mornings []string
	var appointment bool
	cmd := &cobra.Command{Use: use, Short: env.voice.Text(short), Args: cobra.ExactArgs(1)}
	dryRun := env.dryRunFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		days, err := weekdaysOf(mornings)
		if err != nil {
			return usageError{err}
		}
		return env.editHouse(cmd, *dryRun, show, func(house *office.House) (err error) {
			var at int
			if house.Procedures, at, err = place(house.Procedures, args[0]); err != nil {
				return err
			}
			p := &house.Procedures[at]
			for name, set := range map[string]func(){
				"label": func() { p.Label = said.Label }, "minutes": func() { p.Minutes = said.Minutes },
				"counted": func() { p.Counted = said.Counted }, "target": func() { p.Target = said.Target },
				"no-show": func() { p.NoShow = said.NoShow }, "permits": func() { p.PermitsPerKept = said.PermitsPerKept },
				"urgent": func() { p.UrgentReserve = said.UrgentReserve }, "paper": func() { p.Papers = filled(said.Papers) },
				"walk-in": func() { p.WalkIn = receiving(p.WalkIn, days) },
			} {
				if cmd.Flags().Changed(name) {
					set()
				}
			}
			if appointment {
				p.WalkIn = nil
			}
			return nil
		})
	}
	flags := cmd.Flags()
	flags.StringVar(&said.Label, "label", "", env.voice.Text("ctl.flag.label"))
	flags.IntVar(&said.Minutes, "minutes", 0, env.voice.Text("ctl.flag.minutes"))
	flags.BoolVar(&said.Counted, "counted", true, env.voice.Text("ctl.flag.counted"))
	flags.IntVar(&said.Target, "target", 0, env.voice.Text("ctl.flag.own-target"))
	flags.Float64Var(&said.NoShow, "no-show", 0, env.voice.Text("ctl.flag.no-show"))
	flags.Float64Var(&said.PermitsPerKept, "permits", 0, env.voice.Text("ctl.flag.permits-per-kept"))
	flags.Float64Var(&said.UrgentReserve, "urgent", 0, env.voice.Text("ctl.flag.urgent"))
	flags.StringArrayVar(&said.Papers, "paper", nil, env.voice.Text("ctl.flag.paper"))
	flags.StringSliceVar(&mornings, "walk-in", nil, env.voice.Text("ctl.flag.walk-in"))
	flags.BoolVar(&appointment, "by-appointment", false, env.voice.Text("ctl.flag.by-appointment"))
	return cmd
}

// receiving returns when a procedure is received without appointment on other mornings.
func receiving(before *agenda.WalkIn, mornings []agenda.Weekday) *agenda.WalkIn {
	walkIn := agenda.WalkIn{Mornings: mornings}
	if before != nil {
		walkIn.Share, walkIn.Positions = before.Share, before.Positions
	}
	return &walkIn
}

func weekdaysOf(names []string) (days []agenda.Weekday, err error) {
	for _, name := range names {
		day, err := agenda.ParseWeekday(name)
		if err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, nil
}
