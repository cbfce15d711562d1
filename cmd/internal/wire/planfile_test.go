package wire_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/workspace"
)

// rowsOf returns the rows of a sheet of a workbook as they are kept.
func rowsOf(t *testing.T, path, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestThePlanIsWrittenAsItStands compares the workbook with the plan, then writes the
// version before a lock.
func TestThePlanIsWrittenAsItStands(t *testing.T) {
	o, plan := planned(t)
	folder, voice := t.TempDir(), french(t)
	week := plan.Weeks[30].Week
	locked, err := o.LockWeeks(background, []agenda.Week{week}, "=essai")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "plan.XLSX")
	if err := o.WritePlan(background, path, voice); err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, path, "Plan")
	open := slices.Index(rows[3], "Heures ouvertes")
	counted := slices.Index(rows[3], "Rendez-vous comptés")
	state := slices.Index(rows[3], "État")
	for i, w := range locked.Weeks {
		row := rows[4+i]
		if hours, err := strconv.ParseFloat(row[open], 64); err != nil || int(hours*60+0.5) != w.OpenMinutes {
			t.Errorf("%s opens %s hours in the file, %d minutes in the plan", w.Week, row[open], w.OpenMinutes)
		}
		if w.Week == week && (len(row) <= state || row[state] != "verrouillée") {
			t.Errorf("%s is locked, and the file says %q", week, row)
		}
	}
	total := rows[4+len(locked.Weeks)]
	if total[counted] != strconv.Itoa(plan.Planned) {
		t.Errorf("%s appointments in the file, %d in the plan", total[counted], plan.Planned)
	}
	versions := rowsOf(t, path, "Versions")
	if len(versions) < 6 || versions[4][0] != "2" || versions[4][3] != "Verrouillage" || versions[4][4] != "=essai" || versions[5][0] != "1" {
		t.Errorf("versions %q", versions)
	}

	before := filepath.Join(folder, "avant.xlsx")
	if err := o.WritePlanAt(background, 1, before, voice); err != nil {
		t.Fatal(err)
	}
	if row := rowsOf(t, before, "Plan")[4+30]; len(row) > state && row[state] != "" {
		t.Errorf("%s was not locked in version 1, and the file says %q", week, row[state])
	}
	if versions := rowsOf(t, before, "Versions"); len(versions) != 5 {
		t.Errorf("version 1 knows of %q", versions)
	}
	wantProblem(t, o.WritePlanAt(background, 9, before, voice), "PLAN-VERSION")
	wantProblem(t, o.WritePlan(background, filepath.Join(folder, "plan.doc"), voice), "FILE-ENDING")
	if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
}

// TestTheListOfWhoIsAffected names who has booked, and the slots online that nobody has.
func TestTheListOfWhoIsAffected(t *testing.T) {
	o, plan := planned(t)
	week := agenda.Week{Year: plan.House.Service.Year, Number: 10}
	drawing, err := o.DrawWeek(background, week, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.MarkReleased(background, true, drawing.Week.Releases[0].ID); err != nil {
		t.Fatal(err)
	}
	online := slotsOf(t, o, workspace.SlotQuery{State: agenda.SlotPublished})
	importRows(t, o, allTitles, rowOn(plan, online[0], "R1").but("Nom", "=Zyx"))
	by := office.Timetable{Closures: []agenda.Closure{{From: online[0].Date, To: online[0].Date}}}
	hit, err := o.Affected(background, by)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, name := range []string{"touches.csv", "touches.xlsx"} {
		path := filepath.Join(folder, name)
		lines, err := o.WriteAffected(background, path, by, french(t))
		if err != nil || lines != hit.Released+hit.Published {
			t.Errorf("%s has %d lines, %d slots are promised (%v)", name, lines, hit.Released+hit.Published, err)
		}
		var rows [][]string
		if filepath.Ext(name) == ".csv" {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(strings.NewReader(string(text)))
			r.Comma = ';'
			if rows, err = r.ReadAll(); err != nil {
				t.Fatal(err)
			}
		} else {
			rows = rowsOf(t, path, "Touchés")
		}
		if len(rows) != lines+1 {
			t.Fatalf("%s has %d rows", name, len(rows))
		}
		booked := 0
		for _, row := range rows[1:] {
			if len(row) < 7 || row[5] != "R1" {
				continue
			}
			booked++
			if row[4] != "en ligne" || !strings.Contains(row[6], "Zyx") || !strings.Contains(row[7], "@") {
				t.Errorf("%s: the booking is %q", name, row)
			}
			if formula := strings.HasPrefix(row[6], "="); formula && filepath.Ext(name) == ".csv" {
				t.Errorf("the name %q is a formula", row[6])
			}
		}
		if booked != 1 {
			t.Errorf("%s names the booking %d times", name, booked)
		}
	}
	_, err = o.WriteAffected(background, filepath.Join(folder, "touches.pdf"), by, french(t))
	wantProblem(t, err, "FILE-ENDING")
}
