package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/office"
)

func (env *environment) calendarCommand() *cobra.Command {
	return env.group("calendar", "ctl.calendar.short",
		env.holidaysCommand(), env.calendarShowCommand(), env.bridgesCommand(), env.closuresCommand(),
		env.absencesCommand(), env.sessionsCommand(), env.walkInsCommand(), env.schoolCommand())
}

func (env *environment) holidaysCommand() *cobra.Command {
	var year int
	var territory string
	holidays := &cobra.Command{
		Use: "holidays", Short: env.voice.Text("ctl.calendar.holidays.short"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if year == 0 {
				year = yearOf(agenda.Date{})
			}
			days, err := calendar.Holidays(territory, year)
			if err != nil {
				return err
			}
			return env.print(days, func(w io.Writer) {
				for _, d := range days {
					fmt.Fprintf(w, "%s  %s\n", env.voice.Date(d.Date), d.Name)
				}
			})
		},
	}
	holidays.Flags().IntVar(&year, "year", 0, env.voice.Text("ctl.flag.year"))
	holidays.Flags().StringVar(&territory, "territory", "metropole", env.voice.Text("ctl.flag.territory"))
	return holidays
}

// openingDocument is a time at a desk in JSON.
type openingDocument struct {
	From      agenda.Clock `json:"from"`
	To        agenda.Clock `json:"to"`
	Positions int          `json:"positions"`
}

func openingDocuments(openings []calendar.Opening) []openingDocument {
	documents := []openingDocument{}
	for _, o := range openings {
		documents = append(documents, openingDocument{o.From, o.To, o.Positions})
	}
	return documents
}

type dayDocument struct {
	Date     agenda.Date       `json:"date"`
	Sessions []openingDocument `json:"sessions"`
	Openings []openingDocument `json:"openings"`
	Minutes  int               `json:"minutes"`
	WalkIns  int               `json:"walk_in_minutes"`
	Why      []string          `json:"why"`
}

type deskWeekDocument struct {
	Desk    string        `json:"desk"`
	Minutes int           `json:"minutes"`
	Days    []dayDocument `json:"days"`
}

type openWeekDocument struct {
	Week     agenda.Week        `json:"week"`
	Holidays []calendar.Holiday `json:"holidays"`
	School   []schoolDocument   `json:"school_holidays"`
	Desks    []deskWeekDocument `json:"desks"`
}

func (env *environment) calendarShowCommand() *cobra.Command {
	var text string
	cmd := &cobra.Command{
		Use: "show", Short: env.voice.Text("ctl.calendar.show.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			week, err := agenda.ParseWeek(text)
			if err != nil {
				return usageError{err}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				w, err := o.CalendarWeek(cmd.Context(), week)
				if err != nil {
					return err
				}
				document := env.openWeekDocument(w)
				return env.print(document, func(out io.Writer) { env.printOpenWeek(out, document) })
			})
		},
	}
	cmd.Flags().StringVar(&text, "week", "", env.voice.Text("ctl.flag.week"))
	return cmd
}

func (env *environment) openWeekDocument(w office.CalendarWeek) openWeekDocument {
	document := openWeekDocument{Week: w.Week, Holidays: append([]calendar.Holiday{}, w.Holidays...), School: schoolDocuments(w.School), Desks: []deskWeekDocument{}}
	for _, d := range w.Desks {
		desk := deskWeekDocument{Desk: d.Desk.Name, Days: []dayDocument{}}
		for _, day := range d.Days {
			minutes := calendar.Minutes(day.Openings)
			desk.Minutes += minutes
			desk.Days = append(desk.Days, dayDocument{
				day.Date, openingDocuments(day.Sessions), openingDocuments(day.Openings), minutes, day.Held, env.texts(day.Why),
			})
		}
		document.Desks = append(document.Desks, desk)
	}
	return document
}

// printOpenWeek shows the days on which a desk has sessions, or something to say.
func (env *environment) printOpenWeek(w io.Writer, document openWeekDocument) {
	for _, h := range document.Holidays {
		fmt.Fprintf(w, "%s  %s\n", env.voice.Date(h.Date), h.Name)
	}
	for _, h := range document.School {
		env.say(w, "ctl.calendar.school.line", "ID", h.ID, "Zone", h.Zone, "Name", h.Name, "From", h.From, "To", h.To)
	}
	for _, desk := range document.Desks {
		env.say(w, "ctl.calendar.show.desk", "Desk", desk.Desk, "Minutes", desk.Minutes)
		for _, day := range desk.Days {
			if len(day.Sessions) == 0 && len(day.Why) == 0 {
				continue
			}
			var parts []string
			for _, o := range day.Openings {
				parts = append(parts, fmt.Sprintf("%s–%s ×%d", o.From, o.To, o.Positions))
			}
			if day.WalkIns > 0 {
				parts = append(parts, env.voice.Text("ctl.calendar.show.walk-ins", "Minutes", day.WalkIns))
			}
			parts = append(parts, day.Why...)
			fmt.Fprintf(w, "  %s  %s\n", env.voice.Date(day.Date), strings.Join(parts, env.voice.Text("wording.separator")))
		}
	}
}

type bridgeDocument struct {
	Date    agenda.Date      `json:"date"`
	Holiday calendar.Holiday `json:"holiday"`
	Closed  bool             `json:"closed"`
}

// bridgesCommand lists the bridges of a year, and closes on those that somebody chose.
func (env *environment) bridgesCommand() *cobra.Command {
	var year int
	var adopted []string
	cmd := &cobra.Command{
		Use: "bridges", Short: env.voice.Text("ctl.calendar.bridges.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dates, err := datesOf(adopted)
			if err != nil {
				return usageError{err}
			}
			return env.with(cmd.Context(), func(o *office.Office) error {
				if year == 0 {
					house, err := o.House(cmd.Context())
					if err != nil {
						return err
					}
					year = house.Service.Year
				}
				bridges, err := o.Bridges(cmd.Context(), year)
				if err != nil {
					return err
				}
				if len(dates) > 0 {
					if err := env.adopt(cmd, o, bridges, dates); err != nil {
						return err
					}
					if bridges, err = o.Bridges(cmd.Context(), year); err != nil {
						return err
					}
				}
				return env.printBridges(bridges)
			})
		},
	}
	cmd.Flags().IntVar(&year, "year", 0, env.voice.Text("ctl.flag.bridge-year"))
	cmd.Flags().StringSliceVar(&adopted, "adopt", nil, env.voice.Text("ctl.flag.adopt"))
	return cmd
}

func datesOf(texts []string) ([]agenda.Date, error) {
	dates := make([]agenda.Date, len(texts))
	for i, text := range texts {
		var err error
		if dates[i], err = agenda.ParseDate(text); err != nil {
			return nil, err
		}
	}
	return dates, nil
}

func (env *environment) adopt(cmd *cobra.Command, o *office.Office, bridges []calendar.Bridge, dates []agenda.Date) error {
	var closures []agenda.Closure
	for _, date := range dates {
		at := slices.IndexFunc(bridges, func(b calendar.Bridge) bool { return b.Date == date })
		if at < 0 {
			return agenda.NewProblem("CAL-NO-BRIDGE", "Date", date)
		}
		if bridges[at].Closed {
			continue
		}
		reason := env.voice.Text("ctl.calendar.bridges.reason", "Holiday", bridges[at].Holiday.Name)
		closures = append(closures, agenda.Closure{From: date, To: date, Reason: reason})
	}
	if err := env.warn(cmd, o, office.Timetable{Closures: closures}); err != nil {
		return err
	}
	_, err := o.PutClosures(cmd.Context(), closures...)
	return err
}

func (env *environment) printBridges(bridges []calendar.Bridge) error {
	documents := []bridgeDocument{}
	for _, b := range bridges {
		documents = append(documents, bridgeDocument(b))
	}
	return env.print(documents, func(w io.Writer) {
		for _, b := range bridges {
			key := "ctl.calendar.bridges.line"
			if b.Closed {
				key = "ctl.calendar.bridges.closed"
			}
			env.say(w, key, "Date", b.Date, "Holiday", b.Holiday.Name)
		}
	})
}

// affectedDocument is who and what a change of the calendar hits, in JSON.
type affectedDocument struct {
	Planned   int               `json:"planned"`
	Reserved  int               `json:"reserved"`
	Released  int               `json:"released"`
	Published int               `json:"published"`
	Bookings  []bookingDocument `json:"bookings"`
}

type bookingDocument struct {
	Reference string       `json:"reference"`
	Date      agenda.Date  `json:"date"`
	Start     agenda.Clock `json:"start"`
	Desk      string       `json:"desk"`
}

func affectedDocumentOf(house office.House, a office.Affected) affectedDocument {
	document := affectedDocument{a.Planned, a.Reserved, a.Released, a.Published, []bookingDocument{}}
	for _, b := range a.Bookings {
		document.Bookings = append(document.Bookings, bookingDocument{b.Reference, b.Date, b.Start, house.DeskName(b.Desk)})
	}
	return document
}

// warn says on standard error what a change of the calendar hits, before it is made.
func (env *environment) warn(cmd *cobra.Command, o *office.Office, by office.Timetable) error {
	affected, err := o.Affected(cmd.Context(), by)
	if err != nil || len(affected.Slots)+len(affected.Bookings) == 0 {
		return err
	}
	house, err := o.House(cmd.Context())
	if err != nil {
		return err
	}
	env.printAffected(env.err, affectedDocumentOf(house, affected))
	return nil
}

func (env *environment) printAffected(w io.Writer, a affectedDocument) {
	env.say(w, "ctl.calendar.affected", "Planned", a.Planned+a.Reserved, "Released", a.Released, "Published", a.Published, "Bookings", len(a.Bookings))
	for _, b := range a.Bookings {
		env.say(w, "ctl.calendar.affected.booking", "Reference", b.Reference, "Date", b.Date, "Start", b.Start, "Desk", b.Desk)
	}
}

// deskIDs returns the ids of desks told by their names.
func deskIDs(house office.House, names []string) ([]agenda.DeskID, error) {
	var ids []agenda.DeskID
	for _, name := range names {
		at := slices.IndexFunc(house.Desks, func(d agenda.Desk) bool { return d.Name == name })
		if at < 0 {
			return nil, agenda.NewProblem("CAL-DESK-NAME", "Desk", name)
		}
		if !slices.Contains(ids, house.Desks[at].ID) {
			ids = append(ids, house.Desks[at].ID)
		}
	}
	return ids, nil
}

// period is the days and the hours of a command.
type period struct {
	from, to, half, hours string
}

func (p *period) flags(env *environment, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&p.from, "from", "", env.voice.Text("ctl.flag.from"))
	flags.StringVar(&p.to, "to", "", env.voice.Text("ctl.flag.to"))
	flags.StringVar(&p.half, "half", "", env.voice.Text("ctl.flag.half"))
	flags.StringVar(&p.hours, "hours", "", env.voice.Text("ctl.flag.hours"))
}

func (env *environment) days(p period) (from, to agenda.Date, err error) {
	if from, err = agenda.ParseDate(p.from); err != nil {
		return from, to, usageError{err}
	}
	if p.to == "" {
		return from, from, nil
	}
	if to, err = agenda.ParseDate(p.to); err != nil {
		return from, to, usageError{err}
	}
	return from, to, nil
}

func (env *environment) hoursOf(p period) (agenda.Hours, error) {
	switch {
	case p.half != "" && p.hours != "":
		return agenda.Hours{}, usageError{errors.New(env.voice.Text("ctl.calendar.one-part"))}
	case p.half == "morning":
		return agenda.Morning(), nil
	case p.half == "afternoon":
		return agenda.Afternoon(), nil
	case p.half != "":
		return agenda.Hours{}, usageError{errors.New(env.voice.Text("ctl.calendar.bad-half", "Value", p.half))}
	case p.hours == "":
		return agenda.Hours{}, nil
	}
	h, err := hoursFrom(p.hours)
	if err != nil {
		return h, usageError{err}
	}
	return h, nil
}

// hoursFrom reads "09:00-10:30".
func hoursFrom(text string) (h agenda.Hours, err error) {
	from, to, _ := strings.Cut(text, "-")
	if h.From, err = agenda.ParseClock(from); err != nil {
		return h, err
	}
	h.To, err = agenda.ParseClock(to)
	return h, err
}

// hoursDocument is a part of a day in JSON; both are empty for the whole day.
type hoursDocument struct {
	FromHour string `json:"from_hour"`
	ToHour   string `json:"to_hour"`
}

func hoursDocumentOf(h agenda.Hours) hoursDocument {
	if h.Whole() {
		return hoursDocument{}
	}
	return hoursDocument{h.From.String(), h.To.String()}
}

func (d hoursDocument) text() string {
	if d.FromHour == "" {
		return ""
	}
	return " " + d.FromHour + "–" + d.ToHour
}

// because returns a reason as the lists show it, behind the rest.
func because(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + reason + ")"
}
