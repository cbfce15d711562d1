package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/publication"
	"creneaux/cmd/internal/wire"
)

// historyDocument is the JSON of `publication history`. Lengths of time are seconds.
type historyDocument struct {
	Weeks      int                `json:"weeks"`
	Uniformity uniformityDocument `json:"uniformity"`
	Guess      guessDocument      `json:"guess"`
	HalfLives  livesDocument      `json:"half_lives"`
	Releases   []pastDocument     `json:"releases"`
}

type uniformityDocument struct {
	Verdict  publication.UniformityVerdict `json:"verdict"`
	P        float64                       `json:"p"`
	Releases int                           `json:"releases"`
	Missing  int                           `json:"missing"`
	Outside  []agenda.Moment               `json:"outside"`
	Tests    []testDocument                `json:"tests"`
	Hours    []hourDocument                `json:"hours"`
	Reasons  []string                      `json:"reasons"`
}

// testDocument is a test; its p-value is that of statistic / scale.
type testDocument struct {
	By        publication.Division `json:"by"`
	Statistic float64              `json:"statistic"`
	Scale     float64              `json:"scale"`
	Freedom   float64              `json:"degrees_of_freedom"`
	P         float64              `json:"p"`
	Pooled    int                  `json:"pooled"`
	Cells     []cellDocument       `json:"cells"`
}

type cellDocument struct {
	Hours    []publication.Hour `json:"hours"`
	Observed int                `json:"observed"`
	Expected float64            `json:"expected"`
}

type hourDocument struct {
	Hour     publication.Hour `json:"hour"`
	Observed int              `json:"observed"`
	Expected float64          `json:"expected"`
}

type guessDocument struct {
	Verdict publication.GuessVerdict `json:"verdict"`
	P       float64                  `json:"p"`
	Learned rangeDocument            `json:"learned"`
	Watched rangeDocument            `json:"watched"`
	Catches []catchDocument          `json:"catches"`
	Reasons []string                 `json:"reasons"`
}

type rangeDocument struct {
	From agenda.Week `json:"from,omitzero"`
	To   agenda.Week `json:"to,omitzero"`
}

type catchDocument struct {
	Hours       int                `json:"hours"`
	Watched     []publication.Hour `json:"watched"`
	Seen        int                `json:"seen"`
	Releases    int                `json:"releases"`
	Share       float64            `json:"share"`
	ByChance    float64            `json:"by_chance"`
	Any         float64            `json:"any"`
	AnyByChance float64            `json:"any_by_chance"`
	P           float64            `json:"p"`
}

type livesDocument struct {
	Overall medianDocument   `json:"overall"`
	Months  []medianDocument `json:"months"`
	Trend   struct {
		Verdict publication.TrendVerdict `json:"verdict"`
		Tau     float64                  `json:"tau"`
		Pairs   int                      `json:"pairs"`
		P       float64                  `json:"p"`
	} `json:"trend"`
	Reasons []string `json:"reasons"`
}

// medianDocument has no half-life where fewer than half of the releases came to be half
// booked.
type medianDocument struct {
	From     agenda.Date `json:"from,omitzero"`
	Releases int         `json:"releases"`
	Censored int         `json:"censored"`
	Half     *float64    `json:"half_life"`
}

type pastDocument struct {
	Week     agenda.Week          `json:"week"`
	Number   int                  `json:"number"`
	At       agenda.Moment        `json:"at"`
	Done     agenda.Moment        `json:"done,omitzero"`
	By       string               `json:"by,omitempty"`
	Standing publication.Standing `json:"standing"`
	Delay    int                  `json:"delay_minutes"`
	Replaced bool                 `json:"replaced"`
	Redraw   int                  `json:"redraw"`
	Slots    int                  `json:"slots"`
	Life     *lifeDocument        `json:"half_life,omitempty"`
}

// lifeDocument says how long it took until half of the slots were booked or, where they
// are not, how long they were watched.
type lifeDocument struct {
	Slots  int     `json:"slots"`
	Booked int     `json:"booked"`
	Early  int     `json:"early"`
	Known  bool    `json:"known"`
	Half   float64 `json:"seconds"`
}

func (env *environment) publicationHistoryCommand() *cobra.Command {
	var learn string
	cmd := &cobra.Command{
		Use: "history", Short: env.voice.Text("ctl.publication.history.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				h, err := env.lookBack(cmd.Context(), o, learn)
				if err != nil {
					return err
				}
				return env.print(env.historyDocument(h), func(w io.Writer) { env.sayHistory(w, h) })
			})
		},
	}
	cmd.Flags().StringVar(&learn, "learn", "", env.voice.Text("ctl.flag.learn"))
	return cmd
}

// lookBack looks back with a watcher who learned from another workspace, which is only
// read and may be open elsewhere; an empty path is none.
func (env *environment) lookBack(ctx context.Context, o *office.Office, learn string) (h office.ReleaseHistory, err error) {
	if learn == "" {
		return o.ReleaseHistory(ctx, env.progress())
	}
	options, err := env.options()
	if err != nil {
		return h, err
	}
	options.Path, options.ReadOnly = learn, true
	before, err := wire.Open(ctx, options)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, before.Close()) }()
	return o.ReleaseHistoryAfter(ctx, before, env.progress())
}

func (env *environment) sayHistory(w io.Writer, h office.ReleaseHistory) {
	done, onTime, missed := 0, 0, 0
	for _, r := range h.Releases {
		switch {
		case r.Standing == publication.StandingMissed:
			missed++
		case r.OnTime:
			onTime++
			done++
		default:
			done++
		}
	}
	env.say(w, "ctl.publication.history.weeks", "Count", h.Weeks, "Done", done, "OnTime", onTime, "Missed", missed)
	env.sayReasons(w, h.Uniformity.Reasons)
	if h.Guess.Verdict != publication.GuessTooFew {
		env.say(w, "ctl.publication.history.learned", "LearnedFrom", h.Learned.From, "LearnedTo", h.Learned.To,
			"WatchedFrom", h.Watched.From, "WatchedTo", h.Watched.To)
	}
	env.sayReasons(w, h.Guess.Reasons)
	env.sayReasons(w, h.Lives.Reasons)
	for _, m := range h.Lives.Months {
		month := env.voice.Month(int(m.From.Month))
		if m.Known {
			env.say(w, "ctl.publication.history.month", "Month", month, "Year", fmt.Sprint(m.From.Year), "Count", m.Releases,
				"Half", env.voice.Duration(int(m.Half/time.Minute)))
		} else {
			env.say(w, "ctl.publication.history.month-unknown", "Month", month, "Year", fmt.Sprint(m.From.Year), "Count", m.Releases)
		}
	}
}

func (env *environment) sayReasons(w io.Writer, reasons []agenda.Message) {
	for _, text := range env.texts(reasons) {
		fmt.Fprintln(w, text)
	}
}

func (env *environment) historyDocument(h office.ReleaseHistory) historyDocument {
	d := historyDocument{
		Weeks: h.Weeks, Uniformity: env.uniformityDocument(h.Uniformity), HalfLives: env.livesDocument(h.Lives),
		Guess: guessDocument{
			Verdict: h.Guess.Verdict, P: h.Guess.P, Learned: rangeDocument(h.Learned), Watched: rangeDocument(h.Watched),
			Catches: []catchDocument{}, Reasons: env.texts(h.Guess.Reasons),
		},
		Releases: []pastDocument{},
	}
	for _, c := range h.Guess.Catches {
		d.Guess.Catches = append(d.Guess.Catches, catchDocument(c))
	}
	for _, r := range h.Releases {
		d.Releases = append(d.Releases, pastDocumentOf(r))
	}
	return d
}

func (env *environment) uniformityDocument(u publication.Uniformity) uniformityDocument {
	d := uniformityDocument{
		Verdict: u.Verdict, P: u.P, Releases: u.Releases, Missing: u.Missing, Outside: append([]agenda.Moment{}, u.Outside...),
		Tests: []testDocument{}, Hours: []hourDocument{}, Reasons: env.texts(u.Reasons),
	}
	for _, t := range u.Tests {
		test := testDocument{By: t.Division, Statistic: t.Statistic, Scale: t.Scale, Freedom: t.Freedom, P: t.P, Pooled: t.Pooled}
		for _, c := range t.Cells {
			test.Cells = append(test.Cells, cellDocument(c))
		}
		d.Tests = append(d.Tests, test)
	}
	for _, h := range u.Hours {
		d.Hours = append(d.Hours, hourDocument(h))
	}
	return d
}

func (env *environment) livesDocument(l publication.HalfLives) livesDocument {
	d := livesDocument{Overall: medianDocumentOf(l.Overall), Months: []medianDocument{}, Reasons: env.texts(l.Reasons)}
	d.Trend.Verdict, d.Trend.Tau, d.Trend.Pairs, d.Trend.P = l.Trend.Verdict, l.Trend.Tau, l.Trend.Pairs, l.Trend.P
	for _, m := range l.Months {
		d.Months = append(d.Months, medianDocumentOf(m))
	}
	return d
}

func medianDocumentOf(m publication.Median) medianDocument {
	d := medianDocument{From: m.From, Releases: m.Releases, Censored: m.Censored}
	if m.Known {
		half := m.Half.Seconds()
		d.Half = &half
	}
	return d
}

func pastDocumentOf(r office.PastRelease) pastDocument {
	d := pastDocument{
		Week: r.Week, Number: r.Number, At: r.At, Done: r.DoneAt, By: r.DoneBy, Standing: r.Standing, Delay: r.Delay,
		Replaced: r.Replaced, Redraw: r.Redraw, Slots: r.Slots,
	}
	if l := r.Life; l.Slots > 0 {
		d.Life = &lifeDocument{Slots: l.Slots, Booked: l.Booked, Early: l.Early, Known: l.Known, Half: l.Half.Seconds()}
	}
	return d
}
