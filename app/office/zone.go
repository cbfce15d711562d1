package office

import (
	"fmt"
	"time"

	"creneaux/app/intake"
)

// zones are where the clocks of each territory's services hang, by the name of the
// time zone database.
var zones = map[string]string{
	"metropole":                "Europe/Paris",
	"alsace-moselle":           "Europe/Paris",
	"guadeloupe":               "America/Guadeloupe",
	"guyane":                   "America/Cayenne",
	"la-reunion":               "Indian/Reunion",
	"martinique":               "America/Martinique",
	"mayotte":                  "Indian/Mayotte",
	"nouvelle-caledonie":       "Pacific/Noumea",
	"polynesie-francaise":      "Pacific/Tahiti",
	"saint-barthelemy":         "America/St_Barthelemy",
	"saint-martin":             "America/Marigot",
	"saint-pierre-et-miquelon": "America/Miquelon",
	"wallis-et-futuna":         "Pacific/Wallis",
}

// zoneOf returns the time zone of a territory; nil for one that is not known, whose
// hours are taken as written.
func zoneOf(territory string) (*time.Location, error) {
	name, known := zones[territory]
	if !known {
		return nil, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		// The programs carry the database with them.
		return nil, fmt.Errorf("office: time zone of %s: %w", territory, err)
	}
	return zone, nil
}

// known returns what the words of an export are matched with.
func (h House) known() (intake.Known, error) {
	zone, err := zoneOf(h.Service.Territory)
	return intake.Known{Procedures: h.Procedures, Desks: h.Desks, Zone: zone}, err
}
