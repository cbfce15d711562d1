package spreadsheet

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"creneaux/app/agenda"
	"creneaux/app/wording"
)

// PlanTable is a yearly plan: how many slots of each procedure in each week.
type PlanTable struct {
	Procedures []PlanProcedure
	Weeks      []PlanWeek
	Target     int // slots that the counted procedures should reach together
}

// PlanProcedure is a procedure of a plan.
type PlanProcedure struct {
	Code    agenda.ProcedureCode
	Label   string
	Counted bool // false for students, which the targets leave out
	Target  int
}

// PlanWeek is one week of a plan.
type PlanWeek struct {
	Week  agenda.Week
	Slots map[agenda.ProcedureCode]int
	Note  string // holidays, closures; may be empty
}

// Rows and columns of the plan's sheet.
const (
	planHeaderRow   = 1
	planLabelCells  = 2 // week, Monday
	planFirstWeek   = planHeaderRow + 1
	planColumnWidth = 16
)

// WritePlan writes a plan as a workbook: a row for each week, a column for each
// procedure, those that count first; sums, and below them the targets and what is
// missing, as formulas that also hold their result, for programs that do not calculate.
func WritePlan(ctx context.Context, w io.Writer, plan PlanTable, voice *wording.Voice) error {
	b, err := newBook(voice.Text("workbook.plan.title"), voice.Text("workbook.plan.sheet"))
	if err != nil {
		return err
	}
	defer b.file.Close()
	s := newPlanSheet(b, plan)
	if err := s.begin(voice); err != nil {
		return err
	}
	for i, week := range plan.Weeks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.week(planFirstWeek+i, week); err != nil {
			return err
		}
	}
	if err := s.sums(voice); err != nil {
		return err
	}
	return b.writeTo(w)
}

// planSheet is the sheet of a plan being written.
type planSheet struct {
	book       *book
	plan       PlanTable
	procedures []PlanProcedure // the counted ones first, each kind in its order
	counted    int             // how many of them count
	sum        []int           // slots of each procedure so far
}

func newPlanSheet(b *book, plan PlanTable) *planSheet {
	s := &planSheet{book: b, plan: plan}
	for _, p := range plan.Procedures {
		if p.Counted {
			s.procedures = append(s.procedures, p)
		}
	}
	s.counted = len(s.procedures)
	for _, p := range plan.Procedures {
		if !p.Counted {
			s.procedures = append(s.procedures, p)
		}
	}
	s.sum = make([]int, len(s.procedures))
	return s
}

// Columns of the sheet, from 1: labels, counted procedures, their total, the others,
// the note.
func (s *planSheet) procedureColumn(i int) int {
	if i < s.counted {
		return planLabelCells + 1 + i
	}
	return planLabelCells + 2 + i
}

func (s *planSheet) totalColumn() int { return planLabelCells + 1 + s.counted }

func (s *planSheet) noteColumn() int { return planLabelCells + 2 + len(s.procedures) }

func (s *planSheet) begin(voice *wording.Voice) error {
	header := make([]any, s.noteColumn())
	header[0] = s.book.header(voice.Text("workbook.plan.week"))
	header[1] = s.book.header(voice.Text("workbook.plan.monday"))
	for i, p := range s.procedures {
		header[s.procedureColumn(i)-1] = s.book.header(p.Label)
	}
	header[s.totalColumn()-1] = s.book.header(voice.Text("workbook.plan.total"))
	header[s.noteColumn()-1] = s.book.header(voice.Text("workbook.plan.note"))
	if err := s.book.stream.SetColWidth(1, s.noteColumn()-1, planColumnWidth); err != nil {
		return err
	}
	if err := s.book.stream.SetColWidth(s.noteColumn(), s.noteColumn(), 3*planColumnWidth); err != nil {
		return err
	}
	if err := s.book.setUp(planHeaderRow, planLabelCells, s.noteColumn(), len(s.plan.Weeks)); err != nil {
		return err
	}
	return s.book.headerRow(planHeaderRow, header)
}

func (s *planSheet) week(row int, week PlanWeek) error {
	cells := make([]any, s.noteColumn())
	cells[0] = s.book.text(week.Week.String())
	cells[1] = s.book.cell(week.Week.Monday())
	total := 0
	for i, p := range s.procedures {
		n := week.Slots[p.Code]
		cells[s.procedureColumn(i)-1] = s.book.cell(n)
		s.sum[i] += n
		if p.Counted {
			total += n
		}
	}
	cells[s.totalColumn()-1] = s.formula(s.book.styles.bold, s.sumOfCounted(row), total)
	cells[s.noteColumn()-1] = s.book.text(week.Note)
	return s.book.row(row, cells)
}

// sums writes the three last rows: sum of the weeks, target, what is missing.
func (s *planSheet) sums(voice *wording.Voice) error {
	sumRow := planFirstWeek + len(s.plan.Weeks)
	targetRow := sumRow + 1
	width := s.noteColumn() - 1
	sums, targets, missing := make([]any, width), make([]any, width), make([]any, width)
	sums[0] = excelize.Cell{StyleID: s.book.styles.bold, Value: voice.Text("workbook.plan.sum")}
	targets[0] = excelize.Cell{StyleID: s.book.styles.bold, Value: voice.Text("workbook.plan.target")}
	missing[0] = excelize.Cell{StyleID: s.book.styles.bold, Value: voice.Text("workbook.plan.missing")}
	put := func(column, sum, target int) {
		lacks := fmt.Sprintf("MAX(0,%s-%s)", cellName(column, targetRow), cellName(column, sumRow))
		sums[column-1] = s.formula(s.book.styles.total, s.sumOfWeeks(column), sum)
		targets[column-1] = s.book.cell(target)
		missing[column-1] = s.formula(s.book.styles.bold, lacks, max(0, target-sum))
	}
	total := 0
	for i, p := range s.procedures {
		put(s.procedureColumn(i), s.sum[i], p.Target)
		if p.Counted {
			total += s.sum[i]
		}
	}
	put(s.totalColumn(), total, s.plan.Target)
	for i, cells := range [][]any{sums, targets, missing} {
		if err := s.book.row(sumRow+i, cells); err != nil {
			return err
		}
	}
	return nil
}

// formula is a cell that calculates and already holds its result.
func (s *planSheet) formula(style int, formula string, result int) any {
	return excelize.Cell{StyleID: style, Formula: formula, Value: result}
}

// sumOfCounted adds up the counted procedures of a row.
func (s *planSheet) sumOfCounted(row int) string {
	if s.counted == 0 {
		return "0"
	}
	return fmt.Sprintf("SUM(%s:%s)", cellName(planLabelCells+1, row), cellName(planLabelCells+s.counted, row))
}

// sumOfWeeks adds up the weeks of a column.
func (s *planSheet) sumOfWeeks(column int) string {
	if len(s.plan.Weeks) == 0 {
		return "0"
	}
	return fmt.Sprintf("SUM(%s:%s)", cellName(column, planFirstWeek), cellName(column, planFirstWeek+len(s.plan.Weeks)-1))
}
