package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type deskDocument struct {
	Name       string                 `json:"name"`
	Procedures []agenda.ProcedureCode `json:"procedures"`
	Sessions   []sessionDocument      `json:"sessions"`
}

func deskDocuments(house office.House) []deskDocument {
	documents := []deskDocument{}
	for _, d := range house.Desks {
		document := deskDocument{d.Name, append([]agenda.ProcedureCode{}, d.Procedures...), []sessionDocument{}}
		for _, s := range d.Sessions {
			document.Sessions = append(document.Sessions, sessionDocument(s))
		}
		documents = append(documents, document)
	}
	return documents
}

func (env *environment) printDesks(w io.Writer, documents []deskDocument) {
	for _, d := range documents {
		codes := make([]string, len(d.Procedures))
		for i, code := range d.Procedures {
			codes[i] = string(code)
		}
		env.say(w, "ctl.desks.line", "Desk", d.Name, "Procedures", strings.Join(codes, ", "))
		for _, s := range d.Sessions {
			fmt.Fprintln(w, " ", s.text())
		}
	}
}

func (env *environment) desksCommand() *cobra.Command {
	show := shown{
		fill:  func(d *houseDocument, house office.House) { d.Desks = deskDocuments(house) },
		print: func(w io.Writer, d houseDocument) { env.printDesks(w, d.Desks) },
	}
	list := env.showHouse("list", "ctl.desks.list.short", func(house office.House) error {
		documents := deskDocuments(house)
		return env.print(documents, func(w io.Writer) { env.printDesks(w, documents) })
	})
	return env.group("desks", "ctl.desks.short", list,
		env.deskPutCommand("add NAME", "ctl.desks.add.short", show, func(desks []agenda.Desk, name string) ([]agenda.Desk, int, error) {
			return append(desks, agenda.Desk{Name: name}), len(desks), nil
		}),
		env.deskPutCommand("set NAME", "ctl.desks.set.short", show, func(desks []agenda.Desk, name string) ([]agenda.Desk, int, error) {
			at, err := findDesk(desks, name)
			return desks, at, err
		}),
		env.houseListCommand("remove NAME…", "ctl.desks.remove.short", show, func(house *office.House, names []string) (err error) {
			house.Desks, err = without(house.Desks, names, findDesk)
			return err
		}),
		env.houseListCommand("order NAME…", "ctl.desks.order.short", show, func(house *office.House, names []string) (err error) {
			house.Desks, err = inOrder(house.Desks, names, findDesk)
			return err
		}))
}

// deskPutCommand changes the desk that place finds or adds; what no flag says stays as it
// is.
func (env *environment) deskPutCommand(use, short string, show shown, place func([]agenda.Desk, string) ([]agenda.Desk, int, error)) *cobra.Command {
	var name string
	var procedures, texts []string
	cmd := &cobra.Command{Use: use, Short: env.voice.Text(short), Args: cobra.ExactArgs(1)}
	dryRun := env.dryRunFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		sessions, err := env.sessionsOf(texts)
		if err != nil {
			return usageError{err}
		}
		return env.editHouse(cmd, *dryRun, show, func(house *office.House) (err error) {
			var at int
			if house.Desks, at, err = place(house.Desks, args[0]); err != nil {
				return err
			}
			d := &house.Desks[at]
			if cmd.Flags().Changed("name") {
				d.Name = name
			}
			if cmd.Flags().Changed("procedures") {
				d.Procedures = idsOf[agenda.ProcedureCode](procedures)
			}
			if cmd.Flags().Changed("session") {
				d.Sessions = sessions
			}
			return nil
		})
	}
	flags := cmd.Flags()
	flags.StringVar(&name, "name", "", env.voice.Text("ctl.flag.new-name"))
	flags.StringSliceVar(&procedures, "procedures", nil, env.voice.Text("ctl.flag.procedures"))
	flags.StringArrayVar(&texts, "session", nil, env.voice.Text("ctl.flag.session-week"))
	return cmd
}

// sessionsOf reads "mon,tue 09:00-12:00 2" and the like; one empty text is no session.
func (env *environment) sessionsOf(texts []string) (sessions []agenda.Session, err error) {
	for _, text := range filled(texts) {
		session, ok := sessionFrom(text)
		if !ok {
			return nil, errors.New(env.voice.Text("ctl.calendar.bad-session", "Value", text))
		}
		sessions = append(sessions, session)
	}
	return sessions, nil
}
