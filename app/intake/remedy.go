package intake

import "creneaux/app/agenda"

// Remedy tells a person what to do with a row that gave no booking.
func (r Rejection) Remedy() agenda.Message {
	switch r.Reason.Key {
	case "intake.passed.titles", "intake.passed.subtitles", "intake.passed.total", "intake.passed.remark":
		return agenda.Msg("intake.remedy.none")
	case "intake.reject.too_long":
		return agenda.Msg("intake.remedy.too_long")
	case "intake.reject.too_many_cells":
		return agenda.Msg("intake.remedy.too_many_cells")
	case "intake.reject.reference.missing":
		return agenda.Msg("intake.remedy.reference.missing")
	case "intake.reject.reference.twice":
		return agenda.Msg("intake.remedy.reference.twice")
	case "intake.reject.date.missing", "intake.reject.date.unreadable", "intake.reject.date.impossible":
		return agenda.Msg("intake.remedy.date")
	case "intake.reject.hour.missing", "intake.reject.hour.unreadable", "intake.reject.hour.impossible":
		return agenda.Msg("intake.remedy.hour")
	case "intake.reject.status.missing", "intake.reject.status.unknown":
		return agenda.Msg("intake.remedy.status")
	}
	return agenda.Message{}
}
