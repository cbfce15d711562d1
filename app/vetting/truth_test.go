package vetting

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"creneaux/app/agenda"
	"creneaux/app/agenda/agendatest"
	"creneaux/app/calendar"
)

// truth is what was planted in the exports of testdata, by the platform's reference.
type truth struct {
	DupEmail    [][]string `json:"dup_email"`
	Household   [][]string `json:"household"`
	NameMissing []string   `json:"name_missing"`
	Throwaway   []string   `json:"throwaway"`
	DupPerson   [][]string `json:"dup_person"`
	Oversold    [][]string `json:"oversold"`
	WrongDesk   []string   `json:"wrong_desk"`
	Cluster     []string   `json:"cluster_phone"`
}

// service is the house behind the exports, as their README describes it. The exports
// call desks and procedures by names, which are used for their ids here.
func service(t testing.TB) House {
	t.Helper()
	c, err := calendar.New("metropole", nil)
	if err != nil {
		t.Fatal(err)
	}
	house := House{Calendar: c}
	for _, label := range []agenda.ProcedureCode{
		"Première demande de titre de séjour", "Renouvellement de titre de séjour", "Changement de statut", "Duplicata",
		"Document de circulation pour étranger mineur", "Remise de titre",
	} {
		house.Procedures = append(house.Procedures, agenda.Procedure{Code: label, Label: string(label), Minutes: 20})
	}
	house.Procedures = append(house.Procedures, agenda.Procedure{Code: "ten-year", Label: "Carte de dix ans", Minutes: 20, WalkIn: &agenda.WalkIn{}})
	weekdays := []agenda.Weekday{agenda.Monday, agenda.Tuesday, agenda.Wednesday, agenda.Thursday, agenda.Friday}
	for _, desk := range []agenda.Desk{
		{ID: "G1", Procedures: []agenda.ProcedureCode{"Première demande de titre de séjour", "Changement de statut"}},
		{ID: "G2", Procedures: []agenda.ProcedureCode{"Renouvellement de titre de séjour"}},
		{ID: "G3", Procedures: []agenda.ProcedureCode{"Renouvellement de titre de séjour", "Duplicata"}},
		{ID: "G4", Procedures: []agenda.ProcedureCode{"Document de circulation pour étranger mineur", "Remise de titre", "Duplicata"}},
	} {
		desk.Name = string(desk.ID)
		desk.Sessions = []agenda.Session{{Days: weekdays, From: 9 * 60, To: 12 * 60, Positions: 1}}
		house.Desks = append(house.Desks, desk)
	}
	return house
}

// exportForm is how one form of export names its columns and writes its moments.
type exportForm struct {
	file      string
	comma     rune
	windows   bool // Windows-1252
	skip      int  // lines above the header
	people    bool // has foreigner numbers and birth dates
	columns   map[string]string
	moment    string
	dateStart string // layout of the appointment, date and hour joined by a space
}

var exportForms = []exportForm{
	{
		file: "first-semicolon-utf8bom.csv", comma: ';', moment: "02/01/2006 15:04", dateStart: "02/01/2006 15h04", people: true,
		columns: map[string]string{
			"reference": "N° RDV", "date": "Date du RDV", "hour": "Heure du RDV", "motive": "Motif", "desk": "Guichet",
			"booked": "Pris le", "surname": "Nom", "given": "Prénom", "birth": "Date de naissance", "number": "N° étranger",
			"email": "E-mail", "phone": "Téléphone",
		},
	},
	{
		file: "first-title-windows1252.csv", comma: ';', windows: true, skip: 1, moment: "02/01/06 15:04", dateStart: "02/01/06 15:04",
		columns: map[string]string{
			"reference": "Référence", "date": "Rendez-vous", "motive": "Prestation", "desk": "Guichet",
			"booked": "Réservé le", "full": "Usager", "email": "Courriel", "phone": "Mobile",
		},
	},
	{
		file: "first-english.tsv", comma: '\t', moment: "2006-01-02T15:04:05", dateStart: "2006-01-02T15:04",
		columns: map[string]string{
			"reference": "Booking Id", "date": "Start", "motive": "Service", "desk": "Staff", "booked": "Created At",
			"surname": "Customer Last Name", "given": "Customer First Name", "email": "Customer Email", "phone": "Customer Phone",
		},
	},
}

// read reads an export of testdata, well enough for these files and no others.
func (f exportForm) read(t testing.TB) []agenda.Booking {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", f.file))
	if err != nil {
		t.Fatal(err)
	}
	if f.windows {
		if data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = f.comma, -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := rows[f.skip]
	var bookings []agenda.Booking
	for _, row := range rows[f.skip+1:] {
		cell := func(name string) string {
			if i := slices.Index(header, f.columns[name]); i >= 0 && f.columns[name] != "" {
				return row[i]
			}
			return ""
		}
		when := cell("date")
		if hour := cell("hour"); hour != "" {
			if hour = strings.TrimSpace(hour); len(hour) < len("09h00") {
				hour = "0" + hour
			}
			when += " " + hour
		}
		start := moment(t, f.dateStart, when)
		b := agenda.Booking{
			ID: agenda.BookingID(cell("reference")), Reference: cell("reference"),
			Desk: agenda.DeskID(cell("desk")), DeskName: cell("desk"),
			Procedure: agenda.ProcedureCode(cell("motive")), Motive: cell("motive"), Date: start.Date(), Start: start.Clock(),
			Status: agenda.BookingActive, BookedAt: moment(t, f.moment, cell("booked")), Import: "first",
			Applicant: agenda.Applicant{
				Surname: cell("surname"), GivenNames: cell("given"), FullName: cell("full"),
				ForeignerNumber: cell("number"), Email: cell("email"), Phone: cell("phone"),
			},
		}
		if birth := cell("birth"); birth != "" {
			b.Applicant.BirthDate = moment(t, "02/01/2006", birth).Date()
		}
		bookings = append(bookings, b)
	}
	return bookings
}

func moment(t testing.TB, layout, s string) agenda.Moment {
	t.Helper()
	at, err := time.Parse(layout, s)
	if err != nil {
		t.Fatal(err)
	}
	return agenda.MomentOf(at)
}

func readTruth(t testing.TB) truth {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var planted truth
	if err := json.Unmarshal(data, &planted); err != nil {
		t.Fatal(err)
	}
	return planted
}

func examine(t testing.TB, bookings []agenda.Booking, p Policy) Report {
	t.Helper()
	report, err := Examine(context.Background(), bookings, p, agendatest.Watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// groups returns the bookings of the findings of a rule with a severity, each group and
// the groups among themselves in order.
func groups(findings []Finding, rule string, severity Severity) [][]string {
	var out [][]string
	for _, f := range findings {
		if f.Rule == rule && f.Severity == severity {
			out = append(out, texts(f.Bookings))
		}
	}
	return sortGroups(out)
}

func texts(ids []agenda.BookingID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}

func sortGroups(groups [][]string) [][]string {
	var out [][]string
	for _, g := range groups {
		out = append(out, slices.Sorted(slices.Values(g)))
	}
	slices.SortFunc(out, slices.Compare[[]string])
	return out
}

func singles(references []string) [][]string {
	var out [][]string
	for _, r := range references {
		out = append(out, []string{r})
	}
	return out
}

// Everything that was planted is found, in every form of export, and nothing else:
// names that lost letters, one-word names and households are never cancelled.
func TestExamineFindsExactlyWhatWasPlanted(t *testing.T) {
	planted := readTruth(t)
	policy := Policy{House: service(t), DisposableDomains: map[string]bool{"trashmail.com": true, "10minutemail.com": true, "guerrillamail.com": true}}
	for _, form := range exportForms {
		t.Run(form.file, func(t *testing.T) {
			bookings := form.read(t)
			report := examine(t, bookings, policy)
			if !form.people {
				planted.DupPerson = nil
			}
			for _, c := range []struct {
				rule     string
				severity Severity
				want     [][]string
			}{
				{"DUP-EMAIL", Automatic, planted.DupEmail},
				{"DUP-EMAIL", Decide, planted.Household},
				{"DUP-EMAIL", Information, nil},
				{"NAME-MISSING", Automatic, singles(planted.NameMissing)},
				{"NAME-MISSING", Decide, nil},
				{"THROWAWAY", Information, singles(planted.Throwaway)},
				{"DUP-PERSON", Decide, planted.DupPerson},
				{"SLOT-OVERSOLD", Decide, planted.Oversold},
				{"WRONG-DESK", Decide, singles(planted.WrongDesk)},
				{"CLUSTER", Information, [][]string{planted.Cluster}},
				{"TRANSFER", Decide, nil},
			} {
				if diff := cmp.Diff(sortGroups(c.want), groups(report.Findings, c.rule, c.severity)); diff != "" {
					t.Errorf("%s %s (-want +got):\n%s", c.rule, c.severity, diff)
				}
			}
			if off := len(report.Off); form.people != (off == 0) || off > 1 {
				t.Errorf("rules off: %v", report.Off)
			}
			firstBookedIsKept(t, bookings, report.Findings)
		})
	}
}

func firstBookedIsKept(t *testing.T, bookings []agenda.Booking, findings []Finding) {
	t.Helper()
	bookedAt := make(map[agenda.BookingID]agenda.Moment)
	for _, b := range bookings {
		bookedAt[b.ID] = b.BookedAt
	}
	for _, f := range findings {
		if f.Rule != "DUP-EMAIL" || f.Severity != Automatic {
			continue
		}
		kept := slices.MinFunc(f.Bookings, func(a, b agenda.BookingID) int { return int(bookedAt[a] - bookedAt[b]) })
		if f.Bookings[0] != kept || len(f.Cancel) != len(f.Bookings)-1 || slices.Contains(f.Cancel, kept) {
			t.Errorf("%v: cancels %v, first booked is %s", f.Bookings, f.Cancel, kept)
		}
	}
}
