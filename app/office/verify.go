package office

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/publication"
	"creneaux/app/workspace"
)

// VerifyWeek regenerates a week's schedule from its seed, and what was drawn again from
// the seed of each redraw, and compares them with what is kept.
func (o *Office) VerifyWeek(ctx context.Context, week agenda.Week) (publication.Verification, error) {
	return view(ctx, o, func(r workspace.Reader) (publication.Verification, error) {
		kept, err := drawnWeek(ctx, r, week)
		if err != nil {
			return publication.Verification{}, err
		}
		return verify(kept)
	})
}

func verify(kept workspace.ReleaseWeek) (publication.Verification, error) {
	config, seed, err := proofOf(kept.Config, kept.Seed)
	if err != nil {
		return publication.Verification{}, err
	}
	v := publication.Verify(seed, config, kept.Seal, momentsOf(kept, 0))
	for _, redraw := range kept.Redraws {
		again, err := verifyRedraw(kept, redraw)
		if err != nil {
			return v, err
		}
		v.SealOK, v.ScheduleOK = v.SealOK && again.SealOK, v.ScheduleOK && again.ScheduleOK
		for _, difference := range again.Differences {
			v.Differences = append(v.Differences, agenda.Msg("publication.verify.redraw", "Number", redraw.Number, "At", redraw.DrawnAt, "Difference", difference))
		}
	}
	return v, nil
}

func verifyRedraw(week workspace.ReleaseWeek, redraw workspace.Redraw) (publication.Verification, error) {
	config, seed, err := proofOf(redraw.Config, redraw.Seed)
	if err != nil {
		return publication.Verification{}, err
	}
	var again publication.Again
	if err := json.Unmarshal([]byte(redraw.Again), &again); err != nil {
		return publication.Verification{}, err
	}
	v := publication.VerifyAgain(seed, config, again, redraw.Seal, momentsOf(week, redraw.Number))
	if !sameMoments(again, keptAt(week, redraw)) {
		v.ScheduleOK = false
		v.Differences = append(v.Differences, agenda.Msg("publication.verify.kept"))
	}
	return v, nil
}

// SealProof is what a seal was made of. The seal is the SHA-256 of the 32 bytes of the seed
// and the bytes of the rules.
type SealProof struct {
	Seal    string // hexadecimal, as the seed
	Seed    string
	Rules   string // canonical; of a redraw followed by what was drawn, and around what
	DrawnAt agenda.Moment
}

// Proofs returns what the seals of a drawn week were made of, its draw first: none as long
// as a moment is to come, which they would tell.
func (s Schedule) Proofs() []SealProof {
	if !s.Drawn || slices.ContainsFunc(s.Releases, func(r ScheduledRelease) bool { return r.Standing == publication.StandingPlanned }) {
		return nil
	}
	proofs := []SealProof{{s.Kept.Seal, hex.EncodeToString(s.Kept.Seed), s.Kept.Config, s.Kept.DrawnAt}}
	for _, r := range s.Kept.Redraws {
		proofs = append(proofs, SealProof{r.Seal, hex.EncodeToString(r.Seed), r.Config + r.Again, r.DrawnAt})
	}
	return proofs
}

// keptAt returns the moments of the releases that a redraw left as they were.
func keptAt(week workspace.ReleaseWeek, redraw workspace.Redraw) (moments []agenda.Moment) {
	for _, r := range week.Releases {
		if r.Redraw < redraw.Number && (r.GivenUp.IsZero() || r.GivenUp > redraw.DrawnAt) {
			moments = append(moments, r.At)
		}
	}
	return moments
}

func proofOf(canonical string, secret []byte) (config publication.Config, seed [32]byte, err error) {
	if config, err = publication.ReadConfig(strings.NewReader(canonical)); err == nil {
		seed, err = publication.SeedOf(secret)
	}
	return config, seed, err
}

// momentsOf returns the moments that a redraw of a week drew; 0 is the draw of the week.
func momentsOf(week workspace.ReleaseWeek, redraw int) (moments []agenda.Moment) {
	for _, r := range week.Releases {
		if r.Redraw == redraw {
			moments = append(moments, r.At)
		}
	}
	return moments
}

// sameMoments reports whether a redraw kept the releases of these moments.
func sameMoments(again publication.Again, moments []agenda.Moment) bool {
	kept := make([]agenda.Moment, len(again.Kept))
	for i, k := range again.Kept {
		kept[i] = k.At
	}
	slices.Sort(kept)
	return slices.Equal(kept, slices.Sorted(slices.Values(moments)))
}
