package spreadsheet

import (
	"strings"
	"testing"

	"creneaux/app/agenda"
	"creneaux/app/intake"

	"github.com/google/go-cmp/cmp"
)

// xml2003 is a workbook as Excel saves it as "XML Spreadsheet 2003", and as programs
// write it by hand: places left out, merged cells, a comment, formatted text.
const xml2003 = `<?xml version="1.0" encoding="ISO-8859-1"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="Aide"><Table><Row><Cell><Data ss:Type="String">Voir</Data></Cell></Row></Table></Worksheet>
 <Worksheet ss:Name="RDV"><Table>
  <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">Rendez-vous</Data></Cell></Row>
  <Row ss:Index="3"><Cell><Data ss:Type="String">N° RDV</Data></Cell><Cell><Data ss:Type="String">Date</Data></Cell><Cell><Data ss:Type="String">Heure</Data></Cell><Cell ss:Index="5"><Data ss:Type="String">Nom</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">12</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-02T00:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">1899-12-31T09:05:00.000</Data></Cell>
   <Cell ss:Index="5"><ss:Data ss:Type="String"><B>Ond</B>o &amp; fils</ss:Data><Comment><ss:Data>vu</ss:Data></Comment></Cell></Row>
 </Table></Worksheet>
</Workbook>`

func TestSpreadsheetML(t *testing.T) {
	table, err := decode(t.Context(), []byte(xml2003), "export.xls", usual)
	if err != nil {
		t.Fatal(err)
	}
	text, number := intake.Text, intake.Number
	want := intake.Table{
		Sheet: "RDV", Rows: []intake.Row{
			{Line: 1, Cells: []intake.Cell{text("Rendez-vous")}},
			{Line: 3, Cells: []intake.Cell{text("N° RDV"), text("Date"), text("Heure"), {}, text("Nom")}},
			{Line: 4, Cells: []intake.Cell{
				number(12), intake.SerialDate(46083, "2026-03-02T00:00:00.000"),
				intake.SerialDate(1+545.0/1440, "1899-12-31T09:05:00.000"), {}, text("Ondo & fils"),
			}},
		},
		Others: []intake.Table{{Sheet: "Aide", Rows: []intake.Row{{Line: 1, Cells: []intake.Cell{text("Voir")}}}}},
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p, err := intake.Guess(table, columnSynonyms(t))
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Read(t.Context(), table, p.Mapping, intake.Known{}, agenda.Silent{})
	if err != nil || len(reading.Bookings) != 1 || reading.Bookings[0].Start != agenda.MustClock("09:05") || reading.Bookings[0].Date != agenda.MustDate("2026-03-02") {
		t.Errorf("read %+v, %v", reading, err)
	}
}

func TestBrokenXMLWorkbooks(t *testing.T) {
	for name, c := range map[string]struct{ text, code string }{
		"cut short":   {xml2003[:len(xml2003)-60] + "<", "IMPORT-DAMAGED"},
		"no row":      {`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, "IMPORT-NO-SHEET"},
		"flat, empty": {`<office:document><office:body><office:spreadsheet/></office:body></office:document>`, "IMPORT-NO-SHEET"},
		"flat text":   {`<office:document><office:body><office:text/></office:body></office:document>`, "IMPORT-FORMAT"},
	} {
		if _, err := decode(t.Context(), []byte(c.text), "x.xls", usual); agenda.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// A flat OpenDocument text reads as the packed one does.
func TestFlatODS(t *testing.T) {
	lines := [][]string{{"N° RDV", "Date", "Heure"}, {"R1", "02/03/2026", "9h00"}, {"R2", "02/03/2026", "9h00"}}
	packed, err := decode(t.Context(), asODS(t, lines), "x.ods", usual)
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.ReplaceAll(odsContent(lines), "office:document-content", "office:document")
	table, err := decode(t.Context(), []byte(flat), "x.fods", usual)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(packed, table); diff != "" {
		t.Errorf("(-packed +flat):\n%s", diff)
	}
}
