package agenda

// Reinforcement says that a desk has agents more on some weekdays of a range of days. It
// becomes dated changes of the desk's sessions; see app/calendar.
type Reinforcement struct {
	Desk      DeskID
	From, To  Date      // both included; a zero To is "for ever"
	Days      []Weekday // none: every day on which the desk is open
	Hours     Hours     // zero: the whole of the sessions
	Positions int       // agents more, 1 or more
}

// AdditionalID identifies additional appointments for the life of a workspace.
type AdditionalID string

// Additional is a number of appointments that are opened beside the year's targets
// ("rendez-vous supplémentaires"), to be held within a range of days.
type Additional struct {
	ID         AdditionalID // empty until a workspace keeps it
	Label      string       // as the lot is named when it goes online
	Procedures []ProcedureCode
	Slots      int  // of all the procedures together, 1 or more
	From, To   Date // days of the appointments, both included; a zero From is "from now on"
}
