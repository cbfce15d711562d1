package main

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type targetsDocument struct {
	agenda.Targets
	Expected   float64          `json:"expected_permits"` // if all the procedures reach their targets
	Procedures []targetDocument `json:"procedures"`       // those by appointment
}

type targetDocument struct {
	Code    agenda.ProcedureCode `json:"code"`
	Counted bool                 `json:"counted"`
	Target  int                  `json:"target"`
}

func targetsDocumentOf(house office.House) targetsDocument {
	document := targetsDocument{Targets: house.Service.Targets, Procedures: []targetDocument{}}
	for _, p := range house.Procedures {
		if p.WalkIn == nil {
			document.Procedures = append(document.Procedures, targetDocument{p.Code, p.Counted, p.Target})
			document.Expected += p.ExpectedPermits(p.Target)
		}
	}
	return document
}

func (env *environment) printTargets(w io.Writer, d targetsDocument) {
	env.say(w, "ctl.targets.total", "Appointments", d.Appointments, "Permits", d.Permits)
	sum := 0
	for _, p := range d.Procedures {
		key := "ctl.targets.line"
		if p.Counted {
			sum += p.Target
		} else {
			key = "ctl.targets.uncounted"
		}
		env.say(w, key, "Procedure", string(p.Code), "Target", p.Target)
	}
	env.say(w, "ctl.targets.sum", "Appointments", sum, "Permits", int(d.Expected+0.5))
}

func (env *environment) targetsCommand() *cobra.Command {
	return env.group("targets", "ctl.targets.short",
		env.showHouse("show", "ctl.targets.show.short", func(house office.House) error {
			document := targetsDocumentOf(house)
			return env.print(document, func(w io.Writer) { env.printTargets(w, document) })
		}),
		env.targetsSetCommand())
}

// targetsSetCommand changes targets. Another number of appointments, or --share, shares
// them anew among the procedures that are not named.
func (env *environment) targetsSetCommand() *cobra.Command {
	var targets agenda.Targets
	var named []string
	var share bool
	cmd := &cobra.Command{Use: "set", Short: env.voice.Text("ctl.targets.set.short"), Args: cobra.NoArgs}
	dryRun := env.dryRunFlag(cmd)
	show := shown{
		fill: func(d *houseDocument, house office.House) {
			document := targetsDocumentOf(house)
			d.Targets = &document
		},
		print: func(w io.Writer, d houseDocument) { env.printTargets(w, *d.Targets) },
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		own, err := env.targetsOf(named)
		if err != nil {
			return err
		}
		return env.editHouse(cmd, *dryRun, show, func(house *office.House) error {
			for code := range own {
				if _, err := findProcedure(house.Procedures, string(code)); err != nil {
					return err
				}
			}
			if cmd.Flags().Changed("permits") {
				house.Service.Targets.Permits = targets.Permits
			}
			if cmd.Flags().Changed("appointments") {
				house.Service.Targets.Appointments, share = targets.Appointments, true
			}
			if share {
				house.Procedures = office.ShareTargets(house.Procedures, house.Service.Targets.Appointments, own)
				return nil
			}
			for i, p := range house.Procedures {
				if target, ok := own[p.Code]; ok {
					house.Procedures[i].Target = target
				}
			}
			return nil
		})
	}
	flags := cmd.Flags()
	flags.IntVar(&targets.Appointments, "appointments", 0, env.voice.Text("ctl.flag.appointments"))
	flags.IntVar(&targets.Permits, "permits", 0, env.voice.Text("ctl.flag.permits"))
	flags.StringArrayVar(&named, "procedure", nil, env.voice.Text("ctl.flag.target"))
	flags.BoolVar(&share, "share", false, env.voice.Text("ctl.flag.share-targets"))
	return cmd
}

// targetsOf reads "renewal=6900".
func (env *environment) targetsOf(named []string) (map[agenda.ProcedureCode]int, error) {
	own := map[agenda.ProcedureCode]int{}
	for _, text := range named {
		code, number, _ := strings.Cut(text, "=")
		target, err := strconv.Atoi(number)
		if err != nil {
			return nil, usageError{errors.New(env.voice.Text("ctl.targets.bad", "Value", text))}
		}
		own[agenda.ProcedureCode(code)] = target
	}
	return own, nil
}
