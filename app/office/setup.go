package office

import (
	"context"
	"crypto/ed25519"

	"creneaux/app/agenda"
	"creneaux/app/calendar"
	"creneaux/app/capacity"
	"creneaux/app/workspace"
)

// Setup is what a new workspace begins with.
type Setup struct {
	Service    agenda.Service
	Procedures []agenda.Procedure
	Desks      []agenda.Desk // ids may be empty: they are given here
	Closures   []Closure
	Absences   []Absence
	Changes    []SessionChange
	// SchoolHolidays is the table of the year; it may be empty.
	SchoolHolidays []agenda.SchoolHoliday
	// Weights is the share of each procedure in a year's demand, in any unit; for
	// those not in it the reference says, and what nobody knows weighs the average.
	Weights map[agenda.ProcedureCode]float64
}

// Closure is a closure whose desks are told by their names, as in a set-up file.
type Closure struct {
	agenda.Closure
	DeskNames []string // none: every desk
}

// Absence is an absence whose desk is told by its name.
type Absence struct {
	agenda.Absence
	DeskName string
}

// SessionChange is a dated change of sessions whose desk is told by its name.
type SessionChange struct {
	agenda.SessionChange
	DeskName string
}

// signingKeyName is under which the private key of the convocations is kept.
const signingKeyName = "convocation-signing-key"

// Initialise fills an empty workspace with a set-up, shares the yearly target among
// the procedures that have none of their own, and makes the key that signs
// convocations.
//
// Problems: CAL-TERRITORY, CAL-YEAR, SETUP-CLOSURE-DESK, those of [calendar.Of] and of
// [calendar.CheckSchoolHolidays].
func (o *Office) Initialise(ctx context.Context, s Setup) error {
	if _, err := calendar.Holidays(s.Service.Territory, s.Service.Year); err != nil {
		return err
	}
	procedures := o.withTargets(s)
	desks := make([]agenda.Desk, len(s.Desks))
	ids := map[string]agenda.DeskID{}
	for i, d := range s.Desks {
		if d.ID == "" || d.ID == agenda.DeskID(d.Name) {
			d.ID = agenda.DeskID(o.newID())
		}
		ids[d.Name] = d.ID
		desks[i] = d
	}
	kept, err := s.timetable(ids, o.newID)
	if err != nil {
		return err
	}
	if _, err := calendar.Of(kept.facts(s.Service.Territory)); err != nil {
		return err
	}
	if err := calendar.CheckSchoolHolidays(kept.SchoolHolidays); err != nil {
		return err
	}
	_, signingKey, err := ed25519.GenerateKey(o.random)
	if err != nil {
		return agenda.NewProblem("NO-RANDOMNESS").Because(err)
	}
	err = o.store.Update(ctx, func(w workspace.Writer) error {
		if err := w.SetService(ctx, s.Service); err != nil {
			return err
		}
		if err := w.SetProcedures(ctx, procedures); err != nil {
			return err
		}
		if err := w.SetDesks(ctx, desks); err != nil {
			return err
		}
		if err := kept.keep(ctx, w); err != nil {
			return err
		}
		if err := w.SetSecret(ctx, signingKeyName, signingKey.Seed()); err != nil {
			return err
		}
		return o.record(ctx, w, "init", s.Service.Name, map[string]any{
			"year": s.Service.Year, "territory": s.Service.Territory, "targets": s.Service.Targets,
			"procedures": len(procedures), "desks": len(desks), "closures": len(kept.Closures),
		})
	})
	if err == nil {
		o.changed(AreaSetup)
	}
	return err
}

// withTargets gives every counted procedure that needs an appointment its part of
// the yearly target, where the set-up does not say it.
func (o *Office) withTargets(s Setup) []agenda.Procedure {
	procedures := append([]agenda.Procedure(nil), s.Procedures...)
	shares := capacity.Targets(procedures, s.Service.Targets.Appointments, o.weights(s))
	for i := range procedures {
		if target, ok := shares[procedures[i].Code]; ok {
			procedures[i].Target = target
		}
	}
	return procedures
}

// weights returns a weight for every procedure of a set-up: its own, else that of the
// reference, else the average of the others, so that an unknown procedure is not
// left without slots.
func (o *Office) weights(s Setup) map[agenda.ProcedureCode]float64 {
	weights := map[agenda.ProcedureCode]float64{}
	sum := 0.0
	for _, p := range s.Procedures {
		w, ok := s.Weights[p.Code]
		if !ok {
			w, ok = o.reference.Weights[p.Code]
		}
		if ok {
			weights[p.Code] = w
			sum += w
		}
	}
	average := 1.0
	if sum > 0 {
		average = sum / float64(len(weights))
	}
	for _, p := range s.Procedures {
		if _, ok := weights[p.Code]; !ok {
			weights[p.Code] = average
		}
	}
	return weights
}

// House is the set-up of a workspace, as screens and reports need it together.
type House struct {
	Service    agenda.Service
	Procedures []agenda.Procedure
	Desks      []agenda.Desk
	Timetable
	// Additional appointments are asked for beside the procedures' targets.
	Additional []agenda.Additional
}

// NextYear returns the set-up of the year after: the same service, desks and procedures,
// these with their targets as shares, and of the calendar what is not past by then. A
// change of sessions that holds for ever has become the desk's sessions.
func (h House) NextYear() Setup {
	s := Setup{Service: h.Service, Weights: map[agenda.ProcedureCode]float64{}}
	s.Service.Year++
	for _, p := range h.Procedures {
		if p.Counted && p.WalkIn == nil {
			s.Weights[p.Code] = float64(p.Target)
			p.Target = 0
		}
		s.Procedures = append(s.Procedures, p)
	}
	for _, d := range h.Desks {
		d.Sessions = h.lastingSessions(d, s.Service.Year)
		d.ID = agenda.DeskID(d.Name)
		s.Desks = append(s.Desks, d)
	}
	h.addFrom(agenda.WeeksOf(s.Service.Year)[0].Monday(), &s)
	return s
}

// DeskName returns the name of a desk, or "" when it is not one of the house.
func (h House) DeskName(id agenda.DeskID) string {
	for _, d := range h.Desks {
		if d.ID == id {
			return d.Name
		}
	}
	return ""
}

// Procedure returns a procedure by its code.
func (h House) Procedure(code agenda.ProcedureCode) (agenda.Procedure, bool) {
	for _, p := range h.Procedures {
		if p.Code == code {
			return p, true
		}
	}
	return agenda.Procedure{}, false
}

// House returns the set-up of the workspace.
func (o *Office) House(ctx context.Context) (House, error) {
	return view(ctx, o, func(r workspace.Reader) (House, error) { return loadHouse(ctx, r) })
}

func loadHouse(ctx context.Context, r workspace.Reader) (h House, err error) {
	if h.Service, err = r.Service(ctx); err != nil {
		return h, err
	}
	if h.Procedures, err = r.Procedures(ctx); err != nil {
		return h, err
	}
	if h.Desks, err = r.Desks(ctx); err != nil {
		return h, err
	}
	if h.Timetable, err = loadTimetable(ctx, r); err != nil {
		return h, err
	}
	h.Additional, err = r.Additional(ctx)
	return h, err
}
