package chance

import (
	"context"

	"creneaux/app/publication"
)

// measured is what rules make of a week, and the habit of Sunday evening beside it.
type measured struct {
	config        publication.Config
	rules, sunday publication.Measures
}

// measure reckons what rules make of a week; it looks now and then whether somebody still
// wants to know.
func measure(ctx context.Context, config publication.Config) (m measured, err error) {
	m.config = config
	sampler, err := publication.Prepare(config)
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
