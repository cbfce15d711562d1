package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// The given export written in every way a platform might have written it: each way
// must give the same bookings as the original.

// variantRows is how many bookings of the original the variants hold: enough for every
// look at a column, few enough for some thousands of variants.
const variantRows = 40

// original is the export the variants are made of, as its reader gives it.
func original(t testing.TB) []agenda.Booking {
	t.Helper()
	var bookings []agenda.Booking
	for _, d := range readBookings(t, sample("second-semicolon-utf8bom.csv")).Bookings {
		bookings = append(bookings, d.Booking)
	}
	// Cancelled bookings first: the variants hold only the first rows, and must have some
	// with a date of cancellation.
	slices.SortStableFunc(bookings, func(a, b agenda.Booking) int {
		return strings.Compare(string(b.Status[:1]), string(a.Status[:1]))
	})
	return bookings[:variantRows]
}

// variant is one way of writing an export.
type variant struct {
	encoding  string
	separator rune
	quoting   string // "needed", "all" or "backslash"
	lineEnd   string
	above     []string // lines over the titles
	below     []string // lines under the last row; "%" stands for the separator
	titles    int      // which of variantTitles
	dates     dateForm
	order     uint64 // seed of the order of the columns; 0: that of the original
	wholeName int    // which of wholeNames; 0: surname and given names apart
	noise     []int  // which of noiseColumns stand among the others
	repeated  int    // the titles stand again after so many rows; 0: never
	form      string // "text", "xlsx" or "ods"
	ahead     int    // empty columns before the first
}

func (v variant) String() string {
	return fmt.Sprintf("%+v", struct {
		form, encoding, separator, quoting, lineEnd, dates string
		titles, repeated, ahead, wholeName                 int
		order                                              uint64
		noise                                              []int
	}{v.form, v.encoding, string(v.separator), v.quoting, v.lineEnd, v.dates.name, v.titles, v.repeated, v.ahead, v.wholeName, v.order, v.noise})
}

// noiseColumns are columns that platforms have besides and that no field is read from:
// the title and what stands in a row.
var noiseColumns = []struct {
	title string
	cell  func(row int) string
}{
	{"", func(int) string { return "" }},
	{"Civilité", func(i int) string { return []string{"M.", "Mme"}[i%2] }},
	{"Nb de personnes", func(i int) string { return fmt.Sprint(1 + i%4) }},
	{"Commentaire", func(i int) string {
		return []string{"", "viendra avec un interprète;\nfauteuil roulant", "dit \"Bob\", 1|2\tx", "RAS"}[i%4]
	}},
	{"Rappel SMS", func(i int) string { return []string{"oui", "non"}[i%2] }},
	{"Ville", func(i int) string { return []string{"Montpellier", "Béziers", "Sète"}[i%3] }},
	{"Nationalité", func(i int) string { return []string{"Algérienne", "Turque", "Vietnamienne"}[i%3] }},
	{"Durée (min)", func(int) string { return "20" }},
	{"Canal", func(int) string { return "Internet" }},
	{"Adresse IP", func(i int) string { return fmt.Sprintf("192.0.2.%d", 1+i) }},
	{"Modifié le", func(i int) string { return fmt.Sprintf("%02d/02/2026 10:%02d", 1+i%28, i%60) }},
	{"Rang", func(i int) string { return fmt.Sprint(i + 1) }},
	{"Langue", func(i int) string { return []string{"fr", "en", "ar"}[i%3] }},
	{"Âge", func(i int) string { return fmt.Sprint(20 + i) }},
}

// dateForm writes the days and hours of an export.
type dateForm struct {
	name   string
	day    func(time.Time) string
	hour   func(time.Time) string // nil: day and hour stand in one column
	moment func(time.Time) string
}

func layout(l string) func(time.Time) string { return func(t time.Time) string { return t.Format(l) } }

var (
	frenchMonths = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	frenchDays   = []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
)

func inWords(t time.Time) string {
	return fmt.Sprintf("%s %d %s %d", frenchDays[t.Weekday()], t.Day(), frenchMonths[t.Month()-1], t.Year())
}

func hourInWords(t time.Time) string {
	if t.Minute() == 0 {
		return fmt.Sprintf("%d h", t.Hour())
	}
	return fmt.Sprintf("%d h %02d", t.Hour(), t.Minute())
}

func inWordsWithHour(t time.Time) string { return inWords(t) + " à " + hourInWords(t) }

// asSerial writes a moment as a spreadsheet that has lost its formats does.
func asSerial(t time.Time) string {
	days := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	return fmt.Sprint(days)
}

func asFraction(t time.Time) string {
	return fmt.Sprint(float64(t.Hour()*60+t.Minute()) / 1440)
}

var dateForms = []dateForm{
	{"original", layout("02/01/2006"), layout("15:04"), layout("02/01/2006 15:04")},
	{"short", layout("2/1/06"), func(t time.Time) string { return fmt.Sprintf("%dh%02d", t.Hour(), t.Minute()) }, layout("2/1/06 15:04")},
	{"dots", layout("2.1.2006"), hourInWords, layout("02.01.2006 15:04:05")},
	{"iso", layout("2006-01-02"), layout("15:04:05"), layout("2006-01-02 15:04:05")},
	{"iso joined", layout("2006-01-02"), nil, layout("2006-01-02T15:04:05")},
	{"iso with milliseconds", layout("2006-01-02"), nil, layout("2006-01-02T15:04:05.000")},
	{"words", inWords, hourInWords, inWordsWithHour},
	{"words joined", inWords, nil, inWordsWithHour},
	{"english words", layout("2 January 2006"), layout("3:04 PM"), layout("2 January 2006 3:04 PM")},
	{"american words joined", layout("Jan 2, 2006"), nil, layout("Jan 2, 2006 3:04 PM")},
	{"american", layout("01/02/2006"), layout("3:04 PM"), layout("01/02/2006 3:04 PM")},
	{"american joined", layout("1/2/2006"), nil, layout("1/2/2006 3:04:05 PM")},
	{"serials", asSerial, asFraction, asSerial},
	{"serials joined", asSerial, nil, asSerial},
	{"run together", layout("20060102"), layout("1504"), layout("20060102150405")},
	{"from to", layout("02/01/2006"), nil, layout("02/01/2006 15:04")},
	{"dashes", layout("02-01-2006"), layout("15h04"), layout("02-01-2006 15h04")},
	{"abbreviated", layout("02-Jan-06"), layout("15:04"), layout("02-Jan-06 15:04")},
}

// variantTitles are the titles of: reference, day, hour, day and hour, procedure, desk,
// status, booked, cancelled, surname, given names, whole name, birth date, foreigner
// number, e-mail, phone, postcode.
var variantTitles = [][]string{
	{"N° RDV", "Date du RDV", "Heure du RDV", "Date et heure du RDV", "Motif", "Guichet", "Statut", "Pris le", "Annulé le", "Nom", "Prénom", "Usager", "Date de naissance", "N° étranger", "E-mail", "Téléphone", "Code postal"},
	{"Réf. dossier", "Jour", "Horaire", "Créneau réservé", "Objet de la demande", "Bureau", "Situation", "Date de saisie", "Date d'annulation", "NOM D'USAGE", "PRÉNOM(S)", "IDENTITÉ", "Né(e) le", "AGDREF", "Mél.", "Portable", "CP (résidence)"},
	{"Confirmation code", "Appointment date", "Start time", "Appointment", "Visit type", "Counter", "State", "Booked on", "Canceled on", "Family name", "Given names", "Full name", "DOB", "Permit number", "Email address", "Mobile", "ZIP"},
	{"booking_ref", "appt_date", "appt_time", "appt_start", "service_name", "desk_label", "booking_state", "created_at", "cancelled_at", "last_name", "first_name", "customer_name", "birth_date", "agdref_no", "email_addr", "phone_no", "postal_code"},
	{"NUM_RDV", "DT_RDV", "HR_RDV", "DT_HR_RDV", "LIB_MOTIF", "COD_GUICHET", "ETAT_RDV", "DT_CREATION", "DT_ANNUL", "NOM_USAGE", "PRENOMS", "NOM_PRENOM", "DT_NAISS", "NUM_AGDREF", "ADR_MEL", "NUM_TEL", "COD_POSTAL"},
	{"ID", "Date RV", "Heure RV", "Date/heure RV", "Nature de la demande", "Poste", "Etat du RV", "Date de prise de RV", "Date d’annulation du RV", "Nom de famille", "Prénoms", "Nom et prénom(s)", "DDN", "Numéro étranger", "Courriel", "Tél. mobile", "C.P."},
}

var statusWords = [][2]string{{"Confirmé", "Annulé"}, {"réservé", "Annulé par l'usager"}, {"booked", "cancelled"}, {"CONFIRMED", "CANCELED_BY_CUSTOMER"}, {"Validée", "ANNULEE"}, {"OK", "Supprimé"}}

// written is the variant as the bytes of a file.
func (v variant) written(t testing.TB, bookings []agenda.Booking) []byte {
	t.Helper()
	lines := v.lines(bookings)
	switch v.form {
	case "xlsx":
		return asWorkbook(t, lines)
	case "ods":
		return asODS(t, lines)
	}
	var text strings.Builder
	for _, cells := range lines {
		for i, c := range cells {
			if i > 0 {
				text.WriteRune(v.separator)
			}
			text.WriteString(v.quoted(c))
		}
		text.WriteString(v.lineEnd)
	}
	return encoded(t, v.encoding, text.String())
}

// lines are the cells of the file.
func (v variant) lines(bookings []agenda.Booking) [][]string {
	columns := v.columns()
	titles := make([]string, len(columns))
	for i, c := range columns {
		if titles[i] = ""; c < noiseFrom {
			titles[i] = variantTitles[v.titles][c]
		} else {
			titles[i] = noiseColumns[c-noiseFrom].title
		}
	}
	var lines [][]string
	add := func(cells []string) { lines = append(lines, append(make([]string, v.ahead), cells...)) }
	plain := func(texts []string) {
		for _, text := range texts {
			add(strings.Split(text, "%"))
		}
	}
	plain(v.above)
	add(titles)
	for n, b := range bookings {
		if v.repeated > 0 && n > 0 && n%v.repeated == 0 {
			add(titles)
		}
		all := v.cells(b)
		cells := make([]string, len(columns))
		for i, c := range columns {
			if c < noiseFrom {
				cells[i] = all[c]
			} else {
				cells[i] = noiseColumns[c-noiseFrom].cell(n)
			}
		}
		add(cells)
	}
	plain(v.below)
	return lines
}

const noiseFrom = 100 // the number of the first of noiseColumns among the columns

// columns are the numbers of the columns, from the left.
func (v variant) columns() []int {
	columns := []int{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16}
	if v.dates.hour == nil {
		columns = append([]int{0, 3}, columns[3:]...)
	}
	if v.wholeName > 0 {
		columns = slices.DeleteFunc(columns, func(c int) bool { return c == 10 })
		columns[slices.Index(columns, 9)] = 11
	}
	for _, n := range v.noise {
		columns = append(columns, noiseFrom+n)
	}
	if v.order != 0 {
		r := rand.New(rand.NewPCG(v.order, 0))
		r.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	}
	return columns
}

// asWorkbook writes the lines as an .xlsx workbook: figures as numbers, as they are when
// a program or a person has stored them so, behind a sheet that is no export.
func asWorkbook(t testing.TB, lines [][]string) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	if _, err := book.NewSheet("Lisez-moi"); err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		if err := book.SetSheetRow("Lisez-moi", cellName(1, i+1), &[]string{"Le statut", "du rendez-vous", "est", "dans", "la", "colonne", "Statut", "et", "ainsi", "de", "suite", "."}); err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range lines {
		for j, c := range line {
			var err error
			switch n, convErr := strconv.ParseFloat(c, 64); {
			case c == "":
			case convErr == nil && fmt.Sprint(n) == c:
				err = book.SetCellFloat("Sheet1", cellName(j+1, i+1), n, -1, 64)
			default:
				err = book.SetCellStr("Sheet1", cellName(j+1, i+1), c)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// odsContent is an OpenDocument workbook of the lines, equal neighbours once with a count.
func odsContent(lines [][]string) string {
	var content strings.Builder
	content.WriteString(`<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="Feuille1">`)
	for _, line := range lines {
		content.WriteString("<table:table-row>")
		for i := 0; i < len(line); {
			n := 1
			for i+n < len(line) && line[i+n] == line[i] {
				n++
			}
			fmt.Fprintf(&content, `<table:table-cell table:number-columns-repeated="%d" office:value-type="string">`, n)
			for _, paragraph := range strings.Split(line[i], "\n") {
				content.WriteString("<text:p>" + html.EscapeString(paragraph) + "</text:p>")
			}
			content.WriteString("</table:table-cell>")
			i += n
		}
		content.WriteString(`<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`)
	}
	content.WriteString(`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`)
	content.WriteString(`</table:table></office:spreadsheet></office:body></office:document-content>`)
	return content.String()
}

// asODS writes the lines as an .ods workbook.
func asODS(t testing.TB, lines [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	part, err := archive.Create("content.xml")
	if err == nil {
		_, err = part.Write([]byte(odsContent(lines)))
	}
	if err == nil {
		err = archive.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (v variant) quoted(s string) string {
	needs := strings.ContainsRune(s, v.separator) || strings.ContainsAny(s, "\"\r\n")
	switch {
	case v.quoting == "needed" && !needs:
		return s
	case v.quoting == "backslash":
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	default:
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
}

// cells are the booking's, in the order of the titles.
func (v variant) cells(b agenda.Booking) []string {
	moment := func(m agenda.Moment) string {
		if m.IsZero() {
			return ""
		}
		return v.dates.moment(m.Date().Time().Add(time.Duration(m-m.Date().At(0)) * time.Second))
	}
	start := b.Date.Time().Add(time.Duration(b.Start) * time.Minute)
	joined := v.dates.moment(start)
	if v.dates.name == "from to" {
		joined += "-" + start.Add(20*time.Minute).Format("15:04")
	}
	hour, whole, birth := "", "", ""
	if v.dates.hour != nil {
		hour = v.dates.hour(start)
	}
	if v.wholeName > 0 {
		whole = wholeNames[v.wholeName](b.Applicant.Surname, b.Applicant.GivenNames)
	}
	if !b.Applicant.BirthDate.IsZero() {
		birth = v.dates.day(b.Applicant.BirthDate.Time())
	}
	status := statusWords[v.titles][0]
	if b.Status == agenda.BookingCancelled {
		status = statusWords[v.titles][1]
	}
	a := b.Applicant
	return []string{
		b.Reference, v.dates.day(b.Date.Time()), hour, joined, b.Motive, b.DeskName, status, moment(b.BookedAt), moment(b.CancelledAt),
		a.Surname, a.GivenNames, whole, birth, a.ForeignerNumber, a.Email, a.Phone, a.Postcode,
	}
}

var encodings = []string{"utf-8", "utf-8 bom", "utf-16le", "utf-16le bom", "utf-16be", "utf-16be bom", "windows-1252", "iso-8859-15"}

func encoded(t testing.TB, name, text string) []byte {
	t.Helper()
	name, bom := strings.CutSuffix(name, " bom")
	mark := unicode.IgnoreBOM
	if bom {
		mark = unicode.UseBOM
	}
	var to encoding.Encoding
	switch name {
	case "utf-8":
		if bom {
			text = byteOrderMark + text
		}
		return []byte(text)
	case "utf-16le":
		to = unicode.UTF16(unicode.LittleEndian, mark)
	case "utf-16be":
		to = unicode.UTF16(unicode.BigEndian, mark)
	case "windows-1252":
		return bytewiseEncoded(charmap.Windows1252, text)
	case "iso-8859-15":
		return bytewiseEncoded(charmap.ISO8859_15, text)
	}
	data, err := to.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// bytewiseEncoded writes "?" for the letters that the encoding lacks, as exports do.
func bytewiseEncoded(page *charmap.Charmap, text string) []byte {
	var data []byte
	for _, r := range text {
		b, ok := page.EncodeRune(r)
		if !ok {
			b = '?'
		}
		data = append(data, b)
	}
	return data
}

func columnSynonyms(t testing.TB) map[string][]string {
	t.Helper()
	var synonyms map[string][]string
	readJSON(t, "../reference/columns.json", &synonyms)
	return synonyms
}

// check reads the variant and compares it with the original.
func (v variant) check(t *rapid.T, tb testing.TB, bookings []agenda.Booking, synonyms map[string][]string) {
	table, err := decode(context.Background(), v.written(tb, bookings), "export", usual)
	if err != nil {
		t.Fatalf("%v: %v", v, err)
	}
	table = table.Export(nil, synonyms)
	p, err := intake.Guess(table, synonyms)
	if err != nil {
		t.Fatalf("%v: %v", v, err)
	}
	reading, err := intake.Read(context.Background(), table, p.Mapping, intake.Known{}, agenda.Silent{})
	if err != nil {
		t.Fatalf("%v: %v; titles %v", v, err, p.Mapping.Titles)
	}
	if len(reading.Rejected)+len(reading.Incomplete) > 0 {
		t.Fatalf("%v: rejected %+v, incomplete %+v; titles %v", v, first(reading.Rejected), first(reading.Incomplete), p.Mapping.Titles)
	}
	if len(reading.Bookings) != len(bookings) {
		t.Fatalf("%v: %d bookings, want %d", v, len(reading.Bookings), len(bookings))
	}
	for f, title := range p.Mapping.Titles {
		if slices.ContainsFunc(noiseColumns, func(n struct {
			title string
			cell  func(int) string
		}) bool {
			return n.title == title
		}) {
			t.Fatalf("%v: %s is read from %q", v, f, title)
		}
	}
	for i, want := range bookings {
		if why := v.differs(want, reading.Bookings[i].Booking); why != "" {
			t.Fatalf("%v: %s; titles %v", v, why, p.Mapping.Titles)
		}
	}
}

func first(list []intake.Rejection) []intake.Rejection { return list[:min(len(list), 1)] }

// differs says how a booking that was read differs from the original.
func (v variant) differs(want, got agenda.Booking) string {
	w, g := want.Applicant, got.Applicant
	if v.wholeName > 0 {
		if whole := wholeNames[v.wholeName](w.Surname, w.GivenNames); !sameLetters(whole, g.FullName) {
			return fmt.Sprintf("name %q, want %q", g.FullName, whole)
		}
		if g.Surname != "" && !sameLetters(w.Surname, g.Surname) {
			return fmt.Sprintf("surname %q of %q, want %q", g.Surname, g.FullName, w.Surname)
		}
	} else if !sameLetters(w.Surname, g.Surname) || !sameLetters(w.GivenNames, g.GivenNames) {
		return fmt.Sprintf("name %q %q, want %q %q", g.Surname, g.GivenNames, w.Surname, w.GivenNames)
	}
	for _, a := range []*agenda.Applicant{&w, &g} {
		a.Surname, a.GivenNames, a.FullName = "", "", ""
	}
	want.Applicant, got.Applicant = w, g
	if fmt.Sprintf("%+v", want) != fmt.Sprintf("%+v", got) {
		return fmt.Sprintf("\n got %+v\nwant %+v", got, want)
	}
	return ""
}

var linesAbove = [][]string{
	nil,
	{"Export des rendez-vous - préfecture", ""},
	{"Préfecture%%%", "Période : du 02/03/2026 au 30/06/2026%%%", "Édité le 12/03/2026 à 14:05", "", "%%%%", ""},
	{"Nom du service%Service des étrangers", "Date d'édition%12/03/2026", ""},
}

var linesBelow = [][]string{
	nil,
	{"", "Total%90"},
	{"%%%%", "Nombre de rendez-vous : 90", "Document à usage interne, ne pas diffuser"},
}

func variants() *rapid.Generator[variant] {
	return rapid.Custom(func(t *rapid.T) variant {
		v := variant{
			form:      rapid.SampledFrom([]string{"text", "text", "text", "xlsx", "ods"}).Draw(t, "form"),
			encoding:  rapid.SampledFrom(encodings).Draw(t, "encoding"),
			separator: rapid.SampledFrom([]rune(separators)).Draw(t, "separator"),
			quoting:   rapid.SampledFrom([]string{"needed", "all", "backslash"}).Draw(t, "quoting"),
			lineEnd:   rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "line end"),
			above:     rapid.SampledFrom(linesAbove).Draw(t, "above"),
			below:     rapid.SampledFrom(linesBelow).Draw(t, "below"),
			titles:    rapid.IntRange(0, len(variantTitles)-1).Draw(t, "titles"),
			dates:     rapid.SampledFrom(dateForms).Draw(t, "dates"),
			order:     rapid.Uint64Range(0, 1000).Draw(t, "order"),
			wholeName: rapid.IntRange(0, len(wholeNames)-1).Draw(t, "whole name"),
			noise:     rapid.SliceOfNDistinct(rapid.IntRange(0, len(noiseColumns)-1), 0, 5, rapid.ID[int]).Draw(t, "noise"),
			repeated:  rapid.SampledFrom([]int{0, 0, 0, 7}).Draw(t, "repeated"),
			ahead:     rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, "ahead"),
		}
		return v
	})
}

// However a platform writes its export, the bookings are those of the original.
func TestVariantsGiveTheSameBookings(t *testing.T) {
	bookings, synonyms := original(t), columnSynonyms(t)
	rapid.Check(t, func(r *rapid.T) { variants().Draw(r, "variant").check(r, t, bookings, synonyms) })
}

// wholeNames write surname and given names in one field; the first stands for two fields.
var wholeNames = []func(surname, given string) string{
	nil,
	func(s, g string) string { return strings.ToUpper(s) + " " + g },
	func(s, g string) string { return g + " " + strings.ToUpper(s) },
	func(s, g string) string { return s + ", " + g },
	func(s, g string) string { return "M. " + strings.ToUpper(s) + " " + g },
}
