package sample

import "creneaux/app/agenda"

// Letterhead returns a service with the letterhead of a préfecture that does not
// exist, at addresses that nobody can reach (RFC 2606).
func Letterhead(s agenda.Service) agenda.Service {
	s.Prefecture = "Préfecture de démonstration"
	s.Address = []string{"1, place de l’Exemple", "00000 Ville-Exemple"}
	s.Email = "etrangers@prefecture.example"
	s.Website = "www.prefecture.example"
	return s
}
