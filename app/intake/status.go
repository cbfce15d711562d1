package intake

import (
	"strings"

	"creneaux/app/agenda"
)

// statuses are the words platforms use, folded and joined. Those that only say that
// something is asked for ("annulation demandée") or waits for a validation are left
// out on purpose: a person must say what they mean.
var statuses = statusTable(map[agenda.BookingStatus][]string{
	agenda.BookingActive: {
		"confirmé", "confirmée", "validé", "validée", "réservé", "réservée", "pris", "prise", "actif", "active",
		"planifié", "planifiée", "programmé", "programmée", "accepté", "acceptée", "enregistré", "enregistrée",
		"à venir", "en cours", "convoqué", "convoquée", "ok", "maintenu", "maintenue", "ouvert",
		"booked", "confirmed", "scheduled", "accepted", "approved", "reserved", "upcoming", "valid", "open", "planned",
	},
	agenda.BookingCancelled: {
		"annulé", "annulée", "annulation", "supprimé", "supprimée", "rejeté", "rejetée", "refusé", "refusée",
		"libéré", "libérée", "désisté", "désistée", "désistement",
		"cancelled", "canceled", "cancellation", "deleted", "rejected", "declined", "released", "void",
	},
	agenda.BookingServed: {
		"honoré", "honorée", "présent", "présente", "venu", "venue", "reçu", "reçue", "terminé", "terminée",
		"effectué", "effectuée", "réalisé", "réalisée", "traité", "traitée", "clos", "close", "arrivé", "arrivée",
		"served", "attended", "completed", "complete", "done", "arrived", "checked in", "checked-in", "showed", "show",
		"present", "finished", "fulfilled",
	},
	agenda.BookingAbsent: {
		"absent", "absente", "absence", "non venu", "non venue", "non honoré", "non honorée", "pas venu", "pas venue",
		"non présenté", "non présentée", "ne s'est pas présenté", "ne s'est pas présentée", "défaut de présentation",
		"no show", "no-show", "noshow", "missed", "did not attend", "dna", "not attended",
	},
})

func statusTable(words map[agenda.BookingStatus][]string) map[string]agenda.BookingStatus {
	table := make(map[string]agenda.BookingStatus)
	for status, list := range words {
		for _, w := range list {
			table[foldKey(w)] = status
		}
	}
	return table
}

// yesOrNo reads the answer of a column that only marks what was cancelled.
func yesOrNo(s string) (yes, ok bool) {
	switch foldKey(s) {
	case "oui", "yes", "true", "vrai", "o", "y", "x", "1":
		return true, true
	case "non", "no", "n", "false", "faux", "0":
		return false, true
	}
	return false, false
}

// cancelledBy are the beginnings that may be followed by who or why: "annulé par
// l'usager", "cancelled (customer)".
var cancelledBy = []string{"annule", "annulee", "cancelled", "canceled"}

// ParseStatus reads the status of a booking as a platform writes it, in French or
// in English.
func ParseStatus(s string) (agenda.BookingStatus, bool) {
	words := fold(s)
	if status, ok := statuses[strings.Join(words, "")]; ok {
		return status, true
	}
	if len(words) > 1 {
		for _, w := range cancelledBy {
			if words[0] == w {
				return agenda.BookingCancelled, true
			}
		}
	}
	return "", false
}
