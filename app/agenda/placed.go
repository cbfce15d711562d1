package agenda

// AdditionalCell says how many slots of a plan's cell are additional appointments.
type AdditionalCell struct {
	Additional AdditionalID
	PlanCell   // Slots of them, never more than the plan has there
}
