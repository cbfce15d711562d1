package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type changeDocument struct {
	ID       agenda.ChangeID   `json:"id"`
	From     agenda.Date       `json:"from"`
	To       agenda.Date       `json:"to"` // empty: for ever
	Desk     string            `json:"desk"`
	Sessions []sessionDocument `json:"sessions"`
	Reason   string            `json:"reason"`
}

type sessionDocument struct {
	Days      []agenda.Weekday `json:"days"`
	From      agenda.Clock     `json:"from"`
	To        agenda.Clock     `json:"to"`
	Positions int              `json:"positions"`
}

func (s sessionDocument) text() string {
	days := make([]string, len(s.Days))
	for i, d := range s.Days {
		days[i] = d.String()
	}
	return fmt.Sprintf("%s %s-%s %d", strings.Join(days, ","), s.From, s.To, s.Positions)
}

func changeDocuments(house office.House, changes []agenda.SessionChange) []changeDocument {
	documents := []changeDocument{}
	for _, c := range changes {
		document := changeDocument{c.ID, c.From, c.To, house.DeskName(c.Desk), []sessionDocument{}, c.Reason}
		for _, s := range c.Sessions {
			document.Sessions = append(document.Sessions, sessionDocument(s))
		}
		documents = append(documents, document)
	}
	return documents
}

func (env *environment) printChanges(w io.Writer, documents []changeDocument) {
	for _, c := range documents {
		if c.To.IsZero() {
			env.say(w, "ctl.calendar.sessions.for-ever", "ID", string(c.ID), "Desk", c.Desk, "From", c.From, "Reason", because(c.Reason))
		} else {
			env.say(w, "ctl.calendar.sessions.line", "ID", string(c.ID), "Desk", c.Desk, "From", c.From, "To", c.To, "Reason", because(c.Reason))
		}
		for _, s := range c.Sessions {
			fmt.Fprintln(w, " ", s.text())
		}
	}
}

func (env *environment) sessionsCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: env.voice.Text("ctl.calendar.sessions.list.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				house, err := o.House(cmd.Context())
				if err != nil {
					return err
				}
				documents := changeDocuments(house, house.Changes)
				return env.print(documents, func(w io.Writer) { env.printChanges(w, documents) })
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove ID…", Short: env.voice.Text("ctl.calendar.remove.short"), Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				removed, err := o.RemoveSessionChanges(cmd.Context(), idsOf[agenda.ChangeID](args)...)
				return env.removed(len(removed), err)
			})
		},
	}
	return env.group("sessions", "ctl.calendar.sessions.short", list, env.sessionsAddCommand(), remove)
}

func (env *environment) sessionsAddCommand() *cobra.Command {
	var from, to, desk, reason, list string
	var sessions []string
	var dryRun bool
	cmd := &cobra.Command{
		Use: "add", Short: env.voice.Text("ctl.calendar.sessions.add.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			change := agenda.SessionChange{Reason: reason}
			if err := env.readChange(&change, from, to, sessions); err != nil {
				return usageError{err}
			}
			return env.atDesk(cmd.Context(), desk, func(o *office.Office, house office.House, at agenda.DeskID) error {
				change.Desk = at
				kept := []agenda.SessionChange{change}
				return env.keep(cmd.Context(), o, house, keeping{office.Timetable{Changes: kept}, dryRun, list}, func() (err error) {
					kept, err = o.PutSessionChanges(cmd.Context(), change)
					return err
				}, func(document *keptDocument) { document.Changes = changeDocuments(house, kept) })
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", env.voice.Text("ctl.flag.from"))
	flags.StringVar(&to, "to", "", env.voice.Text("ctl.flag.last-day-or-ever"))
	flags.StringVar(&desk, "desk", "", env.voice.Text("ctl.flag.desk"))
	flags.StringArrayVar(&sessions, "session", nil, env.voice.Text("ctl.flag.session"))
	flags.StringVar(&reason, "reason", "", env.voice.Text("ctl.flag.because"))
	flags.BoolVar(&dryRun, "dry-run", false, env.voice.Text("ctl.flag.dry-run-calendar"))
	env.listFlag(cmd, &list)
	return cmd
}

func (env *environment) readChange(change *agenda.SessionChange, from, to string, sessions []string) (err error) {
	if change.From, err = agenda.ParseDate(from); err != nil {
		return err
	}
	if to != "" {
		if change.To, err = agenda.ParseDate(to); err != nil {
			return err
		}
	}
	change.Sessions, err = env.sessionsOf(sessions)
	return err
}

// sessionFrom reads "mon,tue 09:00-12:00 2"; the number of agents may be left out.
func sessionFrom(text string) (s agenda.Session, ok bool) {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 3 {
		return s, false
	}
	for name := range strings.SplitSeq(words[0], ",") {
		day, err := agenda.ParseWeekday(name)
		if err != nil {
			return s, false
		}
		s.Days = append(s.Days, day)
	}
	hours, err := hoursFrom(words[1])
	if err != nil {
		return s, false
	}
	s.From, s.To, s.Positions = hours.From, hours.To, 1
	if len(words) == 3 {
		s.Positions, err = strconv.Atoi(words[2])
	}
	return s, err == nil
}
