package intake

import "creneaux/app/agenda"

// rule says which fields a rule of the vetting lives on: every one of the lists must
// have one of its fields.
type rule struct {
	code  string
	needs [][]Field
}

var (
	anyName = []Field{FieldSurname, FieldGivenNames, FieldFullName}
	rules   = []rule{
		{"DUP-EMAIL", [][]Field{{FieldEmail}}},
		{"DUP-PERSON", [][]Field{{FieldForeignerNumber, FieldBirthDate}}},
		{"NAME-MISSING", [][]Field{anyName}},
		{"NAME-MISMATCH", [][]Field{anyName}},
		{"SLOT-OVERSOLD", [][]Field{{FieldDesk}}},
		{"WRONG-DESK", [][]Field{{FieldDesk}, {FieldProcedure}}},
		{"TRANSFER", [][]Field{{FieldDesk}, {FieldBookedAt}, {FieldCancelledAt}, {FieldEmail, FieldSurname, FieldFullName, FieldForeignerNumber, FieldPhone}}},
		{"CLUSTER", [][]Field{{FieldEmail, FieldPhone, FieldBookedAt}}},
		{"THROWAWAY", [][]Field{{FieldEmail}}},
	}
)

// rulesOff says which rules the export cannot feed, and for want of what. A column
// that is empty from top to bottom feeds no more than a missing one; that of the
// cancellations may well be empty, for want of any.
func rulesOff(m Mapping, filled map[Field]int) []RuleOff {
	var off []RuleOff
	for _, rule := range rules {
		for _, choice := range rule.needs {
			if reason, missing := lacking(choice, m, filled); missing {
				off = append(off, RuleOff{Rule: rule.code, Reason: reason})
				break
			}
		}
	}
	return off
}

func lacking(choice []Field, m Mapping, filled map[Field]int) (agenda.Message, bool) {
	var empty Field
	for _, f := range choice {
		switch {
		case filled[f] > 0, m.Has(f) && f == FieldCancelledAt:
			return agenda.Message{}, false
		case m.Has(f) && empty == "":
			empty = f
		}
	}
	switch {
	case empty != "":
		return agenda.Msg("intake.rule_off.empty", "Title", m.Titles[empty]), true
	case len(choice) == 1:
		return agenda.Msg("intake.rule_off.column", "Field", choice[0].Label()), true
	default:
		return agenda.Msg("intake.rule_off.either", "First", choice[0].Label(), "Second", choice[1].Label()), true
	}
}
