package chance

import (
	"context"

	"creneaux/app/agenda"
	"creneaux/app/publication"
)

// measured is what rules make of a week, and the habit of Sunday evening beside it.
type measured struct {
	config        publication.Config
	rules, sunday publication.Measures
	// Of a week: what was relaxed for it.
	adapted []agenda.Message
	// Of impossible rules: why they are, and the ways out.
	impossible error
	ways       []publication.Way
}

// measure reckons what rules make of a week; it looks now and then whether somebody still
// wants to know.
func measure(ctx context.Context, config publication.Config) (m measured, err error) {
	sampler, err := publication.Prepare(config)
	if agenda.CodeOf(err) == "PUB-IMPOSSIBLE" {
		return measured{impossible: err, ways: publication.Ways(config)}, nil
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return m, err
	}
	if m.rules, err = sampler.Measure(); err != nil {
		return m, err
	}
	m.sunday, err = publication.Measure(publication.SundayEvening(config.Week))
	return m, err
}
