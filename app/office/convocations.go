package office

import (
	"context"
	"crypto/ed25519"
	"io"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
	"creneaux/app/wording"
	"creneaux/app/workspace"
)

// Selection chooses whose convocations are written.
type Selection struct {
	From, To agenda.Date // days of the appointments, both included
	Desk     agenda.DeskID
	IDs      []agenda.BookingID // nil: everybody of the days and the desk
}

func (s Selection) query() workspace.BookingQuery {
	return workspace.BookingQuery{From: s.From, To: s.To, Desk: s.Desk, IDs: s.IDs, ActiveOnly: true}
}

// LetterRow is a line of the workbook for mail merge.
type LetterRow struct {
	Letter  convocation.Letter
	Booking agenda.Booking
}

// Written says what a file of letters or a list holds.
type Written struct {
	Count   int
	Remarks []agenda.Message // what did not come out as usual; see [Writers]
}

// WriteConvocations writes the letters of a selection as PDF, or as a workbook for
// mail merge. A letter keeps its number when it is written
// again. Numbers are kept before the file is written: an unused number does no harm,
// a letter that nobody knows would.
func (o *Office) WriteConvocations(ctx context.Context, s Selection, path string, format Format, voice *wording.Voice, progress agenda.Progress) (Written, error) {
	rows, err := o.letters(ctx, s, progress)
	if err != nil {
		return Written{}, err
	}
	written := Written{Count: len(rows)}
	err = o.files.WriteFile(path, func(w io.Writer) (err error) {
		if format == FormatWorkbook {
			return o.writers.LetterBook(ctx, w, rows, voice)
		}
		letters := make([]convocation.Letter, len(rows))
		for i, row := range rows {
			letters[i] = row.Letter
		}
		written.Remarks, err = o.writers.Letters(ctx, w, letters, voice, progress)
		return err
	})
	if err != nil {
		return Written{}, err
	}
	return written, o.exported(ctx, "convocations-"+string(format), len(rows))
}

// letters composes the letters of a selection, giving a number and a signed code to
// those who have none yet, and anew to those whose appointment or name has changed.
func (o *Office) letters(ctx context.Context, s Selection, progress agenda.Progress) ([]LetterRow, error) {
	progress.Report(agenda.Msg("office.stage.letters"), 0, 0)
	var rows []LetterRow
	err := o.store.Update(ctx, func(w workspace.Writer) error {
		house, err := loadHouse(ctx, w)
		if err != nil {
			return err
		}
		bookings, err := w.Bookings(ctx, s.query())
		if err != nil {
			return err
		}
		if len(bookings) == 0 {
			return agenda.NewProblem("CONV-NONE")
		}
		issued, err := o.issue(ctx, w, house, bookings)
		if err != nil {
			return err
		}
		for _, b := range bookings {
			rows = append(rows, LetterRow{composeLetter(house, b, issued[b.ID]), b})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	o.changed(AreaConvocations)
	return rows, nil
}

func composeLetter(house House, b agenda.Booking, c agenda.Convocation) convocation.Letter {
	procedure, known := house.Procedure(b.Procedure)
	if !known {
		procedure.Label = b.Motive
	}
	return convocation.Compose(convocation.Input{
		Service: house.Service, Booking: b, Procedure: procedure, Desk: house.DeskName(b.Desk),
		Number: c.Number, Code: c.Code, IssuedAt: c.IssuedAt,
	})
}

// issue returns the convocation of each booking, making those that are missing or no
// longer say what the booking says.
func (o *Office) issue(ctx context.Context, w workspace.Writer, house House, bookings []agenda.Booking) (map[agenda.BookingID]agenda.Convocation, error) {
	key, err := signingKey(ctx, w)
	if err != nil {
		return nil, err
	}
	ids := make([]agenda.BookingID, len(bookings))
	for i, b := range bookings {
		ids[i] = b.ID
	}
	known, err := w.Convocations(ctx, ids)
	if err != nil {
		return nil, err
	}
	issued := map[agenda.BookingID]agenda.Convocation{}
	for _, c := range known {
		issued[c.Booking] = c
	}
	var missing []agenda.Booking
	for _, b := range bookings {
		if c, ok := issued[b.ID]; !ok || !stillTrue(c, b, key) {
			missing = append(missing, b)
		}
	}
	if len(missing) == 0 {
		return issued, nil
	}
	made, err := o.newConvocations(ctx, w, house, missing, issued, key)
	if err != nil {
		return nil, err
	}
	for _, c := range made {
		issued[c.Booking] = c
	}
	return issued, nil
}

func (o *Office) newConvocations(ctx context.Context, w workspace.Writer, house House, bookings []agenda.Booking, issued map[agenda.BookingID]agenda.Convocation, key ed25519.PrivateKey) ([]agenda.Convocation, error) {
	first, err := w.NextConvocationSequence(ctx, len(bookings))
	if err != nil {
		return nil, err
	}
	made := make([]agenda.Convocation, len(bookings))
	replaced := 0
	for i, b := range bookings {
		if _, again := issued[b.ID]; again {
			replaced++
		}
		number, err := convocation.NewNumber(house.Service.Year, first+i)
		if err != nil {
			return nil, err
		}
		code, err := convocation.Sign(key, payloadOf(b, number))
		if err != nil {
			return nil, err
		}
		made[i] = agenda.Convocation{Number: number, Booking: b.ID, Code: code, IssuedAt: o.now()}
	}
	if err := w.PutConvocations(ctx, made); err != nil {
		return nil, err
	}
	return made, o.record(ctx, w, "convoke", made[0].Number, map[string]any{
		"count": len(made), "last": made[len(made)-1].Number, "replaced": replaced,
	})
}

func payloadOf(b agenda.Booking, number string) convocation.Payload {
	return convocation.Payload{
		Number: number, Slot: b.Slot, Desk: b.Desk, Date: b.Date, Start: b.Start,
		Name: convocation.NameDigest(b.Applicant.DisplayName()),
	}
}

// stillTrue reports whether a letter's code says what the booking says now.
func stillTrue(c agenda.Convocation, b agenda.Booking, key ed25519.PrivateKey) bool {
	public := key.Public().(ed25519.PublicKey)
	said, err := convocation.Open(c.Code, map[convocation.KeyID]ed25519.PublicKey{convocation.KeyIDOf(public): public})
	if err != nil {
		return false
	}
	now := payloadOf(b, c.Number)
	now.Key = said.Key
	return said == now
}

func signingKey(ctx context.Context, r workspace.Reader) (ed25519.PrivateKey, error) {
	seed, found, err := r.Secret(ctx, signingKeyName)
	if err != nil {
		return nil, err
	}
	if !found || len(seed) != ed25519.SeedSize {
		return nil, agenda.NewProblem("CONV-NO-KEY")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// CodeVerdict is what becomes of a code or a number that somebody shows.
type CodeVerdict string

// The verdicts.
const (
	CodeValid     CodeVerdict = "valid"
	CodeReplaced  CodeVerdict = "replaced"  // a later letter was made for the booking
	CodeOutdated  CodeVerdict = "outdated"  // name, date, hour, desk or slot of the booking changed since
	CodeCancelled CodeVerdict = "cancelled" // the booking no longer holds its slot
)

// CodeCheck is what the workspace says about a convocation that is shown.
type CodeCheck struct {
	Verdict CodeVerdict
	Number  string
	Booking agenda.Booking
	Desk    string
}

// VerifyCode checks a scanned code, or a number that somebody typed. A code that is
// altered, foreign or of another workspace is a problem; see [convocation.Open] and
// [convocation.ParseNumber].
func (o *Office) VerifyCode(ctx context.Context, text string) (CodeCheck, error) {
	return view(ctx, o, func(r workspace.Reader) (CodeCheck, error) {
		number, err := numberOf(ctx, r, strings.TrimSpace(text))
		if err != nil {
			return CodeCheck{}, err
		}
		shown, found, err := r.ConvocationByNumber(ctx, number)
		if err != nil {
			return CodeCheck{}, err
		}
		if !found {
			return CodeCheck{}, agenda.NewProblem("CONV-UNKNOWN", "Number", convocation.SpacedNumber(number))
		}
		return o.judge(ctx, r, shown)
	})
}

// numberOf returns the number in a text that is short enough to be one, else the
// number in the signed code.
func numberOf(ctx context.Context, r workspace.Reader, text string) (string, error) {
	const longestTyped = 20 // a number with separators; codes are ten times as long
	if len(text) <= longestTyped {
		return convocation.ParseNumber(text)
	}
	key, err := signingKey(ctx, r)
	if err != nil {
		return "", err
	}
	public := key.Public().(ed25519.PublicKey)
	said, err := convocation.Open(text, map[convocation.KeyID]ed25519.PublicKey{convocation.KeyIDOf(public): public})
	return said.Number, err
}

func (o *Office) judge(ctx context.Context, r workspace.Reader, shown agenda.Convocation) (CodeCheck, error) {
	bookings, err := r.Bookings(ctx, workspace.BookingQuery{IDs: []agenda.BookingID{shown.Booking}})
	if err != nil {
		return CodeCheck{}, err
	}
	if len(bookings) == 0 {
		return CodeCheck{}, agenda.NewProblem("CONV-UNKNOWN", "Number", convocation.SpacedNumber(shown.Number))
	}
	house, err := loadHouse(ctx, r)
	if err != nil {
		return CodeCheck{}, err
	}
	latest, err := r.Convocations(ctx, []agenda.BookingID{shown.Booking})
	if err != nil {
		return CodeCheck{}, err
	}
	key, err := signingKey(ctx, r)
	if err != nil {
		return CodeCheck{}, err
	}
	check := CodeCheck{Verdict: CodeValid, Number: shown.Number, Booking: bookings[0], Desk: house.DeskName(bookings[0].Desk)}
	if !stillTrue(shown, check.Booking, key) {
		check.Verdict = CodeOutdated
	}
	for _, c := range latest {
		if c.Number != shown.Number {
			check.Verdict = CodeReplaced
		}
	}
	if check.Booking.Status == agenda.BookingCancelled || check.Booking.Gone {
		check.Verdict = CodeCancelled
	}
	return check, nil
}

// WriteDayList writes who is expected on a day, for the wall and for reception.
func (o *Office) WriteDayList(ctx context.Context, date agenda.Date, desk agenda.DeskID, path string, voice *wording.Voice) (Written, error) {
	var list convocation.DayList
	count := 0
	err := o.store.View(ctx, func(r workspace.Reader) error {
		house, err := loadHouse(ctx, r)
		if err != nil {
			return err
		}
		bookings, err := r.Bookings(ctx, workspace.BookingQuery{From: date, To: date, Desk: desk, ActiveOnly: true})
		if err != nil {
			return err
		}
		if count = len(bookings); count == 0 {
			return agenda.NewProblem("CONV-NONE")
		}
		ids := make([]agenda.BookingID, count)
		for i, b := range bookings {
			ids[i] = b.ID
		}
		known, err := r.Convocations(ctx, ids)
		if err != nil {
			return err
		}
		numbers := map[agenda.BookingID]string{}
		for _, c := range known {
			numbers[c.Booking] = c.Number
		}
		expected := make([]convocation.Expected, count)
		for i, b := range bookings {
			expected[i] = convocation.Expected{
				Booking: b, Desk: house.DeskName(b.Desk), Procedure: house.procedureLabel(b), Number: numbers[b.ID],
			}
		}
		list = convocation.ComposeDayList(house.Service, expected, o.now())
		return nil
	})
	if err != nil {
		return Written{}, err
	}
	written := Written{Count: count}
	err = o.files.WriteFile(path, func(w io.Writer) (err error) {
		written.Remarks, err = o.writers.DayList(ctx, w, list, voice)
		return err
	})
	if err != nil {
		return Written{}, err
	}
	return written, o.exported(ctx, "day-list", count)
}

// DeskByName finds a desk by the name painted on the wall. Problem: CONV-DESK.
func (h House) DeskByName(name string) (agenda.DeskID, error) {
	names := make([]string, len(h.Desks))
	for i, d := range h.Desks {
		if strings.EqualFold(d.Name, name) {
			return d.ID, nil
		}
		names[i] = d.Name
	}
	return "", agenda.NewProblem("CONV-DESK", "Desk", name, "Desks", names)
}
