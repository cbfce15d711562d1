package agenda

import "fmt"

// Form is how a date, a time or a week is written in files and on command lines.
type Form string

// The forms, each as a [FormError] calls it.
const (
	FormWeekday Form = "a weekday (mon to sun)"
	FormDate    Form = "a date (2027-03-02)"
	FormClock   Form = "a time of day (00:00 to 24:00)"
	FormMoment  Form = "a date and time (2027-03-02T10:17)"
	FormWeek    Form = "an ISO week (2027-W10)"
)

// FormError is a text that does not have the form that was asked for, or names a day or
// week that does not exist.
type FormError struct {
	Form  Form
	Value string // as it was given
}

func (e *FormError) Error() string { return fmt.Sprintf("agenda: %q is not %s", e.Value, e.Form) }
