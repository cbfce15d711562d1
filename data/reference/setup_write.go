package reference

import (
	"encoding/json"
	"io"

	"creneaux/app/agenda"
)

// WriteSetup writes a set-up file that [ReadSetup] reads back as the same set-up.
func WriteSetup(w io.Writer, s Setup) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(fileOf(s))
}

// The shape of a set-up file, as the reader takes it apart.
type (
	setupFile struct {
		Service    serviceFile     `json:"service"`
		Procedures []procedureFile `json:"procedures"`
		Desks      []deskFile      `json:"desks"`
		Closures   []closureFile   `json:"closures"`
		Absences   []absenceFile   `json:"absences,omitempty"`
		Changes    []changeFile    `json:"session_changes,omitempty"`
		School     []schoolFile    `json:"school_holidays,omitempty"`
	}
	serviceFile struct {
		Name       string         `json:"name"`
		Prefecture string         `json:"prefecture,omitempty"`
		Address    []string       `json:"address,omitempty"`
		Email      string         `json:"email,omitempty"`
		Website    string         `json:"website,omitempty"`
		Territory  string         `json:"territory"`
		SchoolZone string         `json:"school_zone,omitempty"`
		Demand     float64        `json:"school_demand,omitempty"`
		Year       int            `json:"year"`
		Targets    agenda.Targets `json:"targets"`
	}
	procedureFile struct {
		Code           agenda.ProcedureCode `json:"code"`
		Label          string               `json:"label"`
		Minutes        int                  `json:"minutes"`
		Counted        bool                 `json:"counted"`
		WalkIn         *agenda.WalkIn       `json:"walk_in,omitempty"`
		Target         int                  `json:"target,omitempty"`
		NoShow         float64              `json:"no_show"`
		PermitsPerKept float64              `json:"permits_per_kept"`
		UrgentReserve  float64              `json:"urgent_reserve"`
		Papers         []string             `json:"papers,omitempty"`
		Weight         float64              `json:"weight"`
	}
	deskFile struct {
		Name       string                 `json:"name"`
		Procedures []agenda.ProcedureCode `json:"procedures"`
		Sessions   []sessionFile          `json:"sessions"`
	}
	sessionFile struct {
		Days      []agenda.Weekday `json:"days"`
		From      agenda.Clock     `json:"from"`
		To        agenda.Clock     `json:"to"`
		Positions int              `json:"positions"`
	}
	closureFile struct {
		From agenda.Date `json:"from"`
		To   agenda.Date `json:"to"`
		hoursFile
		Desk   string   `json:"desk,omitempty"`
		Desks  []string `json:"desks,omitempty"`
		Reason string   `json:"reason,omitempty"`
	}
	absenceFile struct {
		From agenda.Date `json:"from"`
		To   agenda.Date `json:"to"`
		hoursFile
		Desk      string `json:"desk"`
		Positions int    `json:"positions"`
		Reason    string `json:"reason,omitempty"`
	}
	changeFile struct {
		From     agenda.Date   `json:"from"`
		To       agenda.Date   `json:"to,omitzero"`
		Desk     string        `json:"desk"`
		Sessions []sessionFile `json:"sessions"`
		Reason   string        `json:"reason,omitempty"`
	}
	schoolFile struct {
		Zone string      `json:"zone"`
		Name string      `json:"name"`
		From agenda.Date `json:"from"`
		To   agenda.Date `json:"to"`
	}
	// hoursFile is left out for whole days.
	hoursFile struct {
		FromHour *agenda.Clock `json:"from_hour,omitempty"`
		ToHour   *agenda.Clock `json:"to_hour,omitempty"`
	}
)

func fileOf(s Setup) setupFile {
	f := setupFile{
		Service: serviceFile{
			s.Service.Name, s.Service.Prefecture, s.Service.Address, s.Service.Email, s.Service.Website,
			s.Service.Territory, s.Service.SchoolZone, s.Service.SchoolDemand, s.Service.Year, s.Service.Targets,
		},
		Closures: []closureFile{},
	}
	for _, p := range s.Procedures {
		f.Procedures = append(f.Procedures, procedureFile{
			p.Code, p.Label, p.Minutes, p.Counted, p.WalkIn, p.Target, p.NoShow, p.PermitsPerKept, p.UrgentReserve, p.Papers, s.Weights[p.Code],
		})
	}
	for _, d := range s.Desks {
		f.Desks = append(f.Desks, deskFile{d.Name, d.Procedures, sessionFiles(d.Sessions)})
	}
	for _, c := range s.Closures {
		closure := closureFile{From: c.From, To: c.To, hoursFile: hoursFileOf(c.Hours), Reason: c.Reason}
		if len(c.DeskNames) == 1 { // as files of the first format have it
			closure.Desk = c.DeskNames[0]
		} else {
			closure.Desks = c.DeskNames
		}
		f.Closures = append(f.Closures, closure)
	}
	for _, a := range s.Absences {
		f.Absences = append(f.Absences, absenceFile{a.From, a.To, hoursFileOf(a.Hours), a.DeskName, a.Positions, a.Reason})
	}
	for _, c := range s.Changes {
		f.Changes = append(f.Changes, changeFile{c.From, c.To, c.DeskName, sessionFiles(c.Sessions), c.Reason})
	}
	for _, h := range s.SchoolHolidays {
		f.School = append(f.School, schoolFile{h.Zone, h.Name, h.From, h.To})
	}
	return f
}

func sessionFiles(sessions []agenda.Session) []sessionFile {
	files := []sessionFile{}
	for _, s := range sessions {
		files = append(files, sessionFile(s))
	}
	return files
}

func hoursFileOf(h agenda.Hours) hoursFile {
	if h.Whole() {
		return hoursFile{}
	}
	return hoursFile{&h.From, &h.To}
}
