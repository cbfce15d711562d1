package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// A watcher learns from releases of at least a year ago where there are so many weeks
// of them; else from the earlier half of the weeks.
const (
	yearOfWeeks = 52
	learnWeeks  = 26
)

// ReleaseHistory looks back at the weeks that are over: what became of their releases,
// whether these lie in the week as chance would have them, what somebody would have
// caught who had learned from earlier ones, and how fast their slots were booked.
//
// It takes a second or two for a year of rich rules: ctx stops it, progress may be nil.
// Asked again while the weeks are the same, it computes them once.
func (o *Office) ReleaseHistory(ctx context.Context, progress agenda.Progress) (ReleaseHistory, error) {
	return o.lookBack(ctx, nil, progress)
}

// ReleaseHistoryAfter is ReleaseHistory where the watcher learned from the weeks of
// another workspace: those that come before all weeks of this one, as last year's do.
func (o *Office) ReleaseHistoryAfter(ctx context.Context, before *Office, progress agenda.Progress) (ReleaseHistory, error) {
	past, err := view(ctx, before, func(r workspace.Reader) (pastWeeks, error) { return loadPast(ctx, r, before.now().Date()) })
	if err != nil {
		return ReleaseHistory{}, err
	}
	weeks, err := past.rules()
	if err != nil {
		return ReleaseHistory{}, err
	}
	return o.lookBack(ctx, weeks, progress)
}

// lookBack looks back with a watcher who learned from some weeks; none: from the own.
func (o *Office) lookBack(ctx context.Context, learned []publication.Past, progress agenda.Progress) (ReleaseHistory, error) {
	past, err := view(ctx, o, func(r workspace.Reader) (pastWeeks, error) { return loadPast(ctx, r, o.now().Date()) })
	if err != nil {
		return ReleaseHistory{}, err
	}
	weeks, err := past.rules()
	if err != nil {
		return ReleaseHistory{}, err
	}
	judged, err := o.judged.of(ctx, learned, weeks, progress)
	if err != nil {
		return ReleaseHistory{}, err
	}
	lives := past.lives()
	return ReleaseHistory{
		Releases: past.releases(lives, o.now()), Weeks: len(weeks), Uniformity: judged.uniformity,
		Guess: judged.guess, Learned: judged.learned, Watched: judged.watched, Lives: lives,
	}, nil
}

// judgement is what weeks tell of chance.
type judgement struct {
	uniformity       publication.Uniformity
	guess            publication.Guess
	learned, watched WeekRange
}

// judgements keeps the last judgement, which took its time, for the weeks it is of.
type judgements struct {
	mu    sync.Mutex
	weeks [sha256.Size]byte
	last  judgement
}

func (js *judgements) of(ctx context.Context, earlier, weeks []publication.Past, progress agenda.Progress) (judgement, error) {
	sum := sha256.New()
	for _, list := range [][]publication.Past{earlier, weeks} {
		fmt.Fprintln(sum, len(list))
		for _, w := range list {
			fmt.Fprintln(sum, string(w.Config.Canonical()), w.Done)
		}
	}
	key := [sha256.Size]byte(sum.Sum(nil))
	js.mu.Lock()
	known, last := js.weeks == key, js.last
	js.mu.Unlock()
	if known {
		return last, nil
	}
	j, err := judge(ctx, earlier, weeks, progress)
	if err != nil {
		return j, err
	}
	js.mu.Lock()
	defer js.mu.Unlock()
	js.weeks, js.last = key, j
	return j, nil
}

func judge(ctx context.Context, earlier, weeks []publication.Past, progress agenda.Progress) (judgement, error) {
	prepared, err := publication.PrepareHistory(ctx, weeks, progress)
	if err != nil {
		return judgement{}, err
	}
	j := judgement{uniformity: prepared.Uniformity()}
	learned, watched := learnAndWatch(weeks)
	if len(earlier) > 0 {
		learned, watched = learnBefore(earlier, weeks)
	}
	j.learned, j.watched = rangeOf(learned), rangeOf(watched)
	if err := ctx.Err(); err != nil {
		return judgement{}, err
	}
	j.guess = prepared.Since(j.watched.From).Guess(doneIn(learned))
	return j, nil
}

// pastWeeks is what a workspace knows of the weeks that are over.
type pastWeeks struct {
	weeks    []workspace.ReleaseWeek // in order
	uptakes  map[agenda.ReleaseID]workspace.Uptake
	until    agenda.Moment // until when bookings are known
	patience publication.Patience
}

func loadPast(ctx context.Context, r workspace.Reader, today agenda.Date) (past pastWeeks, err error) {
	standing, err := standingRules(ctx, r, today)
	if err != nil {
		return past, err
	}
	past.patience = standing.Patience
	if past.weeks, err = r.ReleaseWeeks(ctx); err != nil {
		return past, err
	}
	past.weeks = slices.DeleteFunc(past.weeks, func(w workspace.ReleaseWeek) bool { return !w.Week.Day(agenda.Sunday).Before(today) })
	if past.uptakes, err = r.Uptakes(ctx); err != nil {
		return past, err
	}
	past.until, err = r.BookingsKnownUntil(ctx)
	return past, err
}

// rules returns the weeks as their draws had them, with what was done of these.
func (p pastWeeks) rules() ([]publication.Past, error) {
	weeks := make([]publication.Past, 0, len(p.weeks))
	for _, week := range p.weeks {
		config, err := publication.ReadConfig(strings.NewReader(week.Config))
		if err != nil {
			return nil, err
		}
		past := publication.Past{Config: config}
		for _, r := range week.Releases {
			if !r.DoneAt.IsZero() {
				past.Done = append(past.Done, r.DoneAt)
			}
		}
		weeks = append(weeks, past)
	}
	return weeks, nil
}

// lives returns how fast the releases were booked.
func (p pastWeeks) lives() publication.HalfLives {
	var releases []publication.Online
	for _, week := range p.weeks {
		for _, r := range week.Releases {
			if u := p.uptakes[r.ID]; !r.DoneAt.IsZero() {
				releases = append(releases, publication.Online{Release: r.ID, At: r.DoneAt, Slots: u.Slots, Booked: u.Booked, Until: p.until})
			}
		}
	}
	return publication.HalfLivesOf(releases)
}

// releases returns what has become of each release, the newest first.
func (p pastWeeks) releases(lives publication.HalfLives, now agenda.Moment) []PastRelease {
	life := map[agenda.ReleaseID]publication.HalfLife{}
	for _, l := range lives.Releases {
		life[l.Release] = l
	}
	var releases []PastRelease
	for _, week := range p.weeks {
		for _, r := range scheduled(week, p.patience, now) {
			releases = append(releases, PastRelease{ScheduledRelease: r, Week: week.Week, Life: life[r.ID]})
		}
	}
	slices.SortFunc(releases, func(a, b PastRelease) int {
		return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.ID, b.ID))
	})
	return releases
}

// learnAndWatch divides weeks, which are in order, into those that a watcher learned
// from and those that the watcher then watched; both are empty where there are fewer
// than two in which something went online.
func learnAndWatch(weeks []publication.Past) (learned, watched []publication.Past) {
	weeks = online(weeks)
	if len(weeks) < 2 {
		return nil, nil
	}
	lastYear := weeks[len(weeks)-1].Config.Week.Add(-yearOfWeeks)
	learn := len(weeks) / 2
	old := slices.IndexFunc(weeks, func(w publication.Past) bool { return lastYear.Before(w.Config.Week) })
	if old >= learnWeeks {
		learn = old
	}
	return weeks[:learn], weeks[learn:]
}

// learnBefore returns the weeks before all that are watched, and these; both are empty
// where there are none of either.
func learnBefore(earlier, weeks []publication.Past) (learned, watched []publication.Past) {
	watched = online(weeks)
	if len(watched) == 0 {
		return nil, nil
	}
	learned = slices.DeleteFunc(online(earlier), func(w publication.Past) bool { return !w.Config.Week.Before(watched[0].Config.Week) })
	if len(learned) == 0 {
		return nil, nil
	}
	return learned, watched
}

// online returns the weeks of which something went online.
func online(weeks []publication.Past) []publication.Past {
	return slices.DeleteFunc(slices.Clone(weeks), func(w publication.Past) bool { return len(w.Done) == 0 })
}

// rangeOf returns the stretch that weeks cover, which are in order.
func rangeOf(weeks []publication.Past) WeekRange {
	if len(weeks) == 0 {
		return WeekRange{}
	}
	return WeekRange{From: weeks[0].Config.Week, To: weeks[len(weeks)-1].Config.Week}
}

func doneIn(weeks []publication.Past) []agenda.Moment {
	var done []agenda.Moment
	for _, w := range weeks {
		done = append(done, w.Done...)
	}
	return done
}
