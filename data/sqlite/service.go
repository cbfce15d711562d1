package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"creneaux/app/agenda"
)

// Service implements [workspace.Reader]. Before the first SetService it is zero.
func (r *reader) Service(ctx context.Context) (s agenda.Service, err error) {
	err = r.tx.QueryRowContext(ctx,
		`SELECT name, prefecture, address, email, website, territory, school_zone, school_demand, year, appointments, permits FROM service`).
		Scan(&s.Name, &s.Prefecture, jsonColumn{&s.Address}, &s.Email, &s.Website, &s.Territory, &s.SchoolZone, &s.SchoolDemand, &s.Year,
			&s.Targets.Appointments, &s.Targets.Permits)
	if errors.Is(err, sql.ErrNoRows) {
		return agenda.Service{}, nil
	}
	return s, err
}

// SetService implements [workspace.Writer].
func (w *writer) SetService(ctx context.Context, s agenda.Service) error {
	address, err := jsonText(s.Address)
	if err != nil {
		return err
	}
	return w.exec(ctx,
		`INSERT OR REPLACE INTO service (only, name, prefecture, address, email, website, territory, school_zone, school_demand, year, appointments, permits)
		 VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.Name, s.Prefecture, address, s.Email, s.Website, s.Territory, s.SchoolZone, s.SchoolDemand, s.Year, s.Targets.Appointments, s.Targets.Permits)
}
