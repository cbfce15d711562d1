package main

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

type serviceDocument struct {
	Name       string         `json:"name"`
	Prefecture string         `json:"prefecture"`
	Address    []string       `json:"address"`
	Email      string         `json:"email"`
	Website    string         `json:"website"`
	Territory  string         `json:"territory"`
	SchoolZone string         `json:"school_zone"`
	Year       int            `json:"year"`
	Targets    agenda.Targets `json:"targets"`
}

func serviceDocumentOf(s agenda.Service) serviceDocument {
	return serviceDocument{
		s.Name, s.Prefecture, append([]string{}, s.Address...), s.Email, s.Website, s.Territory, s.SchoolZone, s.Year, s.Targets,
	}
}

func (env *environment) printService(w io.Writer, s serviceDocument) {
	for _, line := range []struct{ key, value string }{
		{"ctl.service.name", s.Name}, {"ctl.service.prefecture", s.Prefecture}, {"ctl.service.address", strings.Join(s.Address, ", ")},
		{"ctl.service.email", s.Email}, {"ctl.service.website", s.Website}, {"ctl.service.territory", s.Territory},
		{"ctl.service.zone", s.SchoolZone}, {"ctl.service.year", strconv.Itoa(s.Year)},
	} {
		if line.value != "" {
			env.say(w, line.key, "Value", line.value)
		}
	}
	env.say(w, "ctl.targets.total", "Appointments", s.Targets.Appointments, "Permits", s.Targets.Permits)
}

func (env *environment) serviceCommand() *cobra.Command {
	return env.group("service", "ctl.service.short",
		env.showHouse("show", "ctl.service.show.short", func(house office.House) error {
			document := serviceDocumentOf(house.Service)
			return env.print(document, func(w io.Writer) { env.printService(w, document) })
		}),
		env.serviceSetCommand())
}

func (env *environment) serviceSetCommand() *cobra.Command {
	var said agenda.Service
	cmd := &cobra.Command{Use: "set", Short: env.voice.Text("ctl.service.set.short"), Args: cobra.NoArgs}
	dryRun := env.dryRunFlag(cmd)
	show := shown{
		fill: func(d *houseDocument, house office.House) {
			service := serviceDocumentOf(house.Service)
			d.Service = &service
		},
		print: func(w io.Writer, d houseDocument) { env.printService(w, *d.Service) },
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return env.editHouse(cmd, *dryRun, show, func(house *office.House) error {
			s := &house.Service
			for name, set := range map[string]func(){
				"name": func() { s.Name = said.Name }, "prefecture": func() { s.Prefecture = said.Prefecture },
				"address": func() { s.Address = filled(said.Address) }, "email": func() { s.Email = said.Email },
				"website": func() { s.Website = said.Website }, "territory": func() { s.Territory = said.Territory },
				"year": func() { s.Year = said.Year },
			} {
				if cmd.Flags().Changed(name) {
					set()
				}
			}
			return nil
		})
	}
	flags := cmd.Flags()
	flags.StringVar(&said.Name, "name", "", env.voice.Text("ctl.flag.service-name"))
	flags.StringVar(&said.Prefecture, "prefecture", "", env.voice.Text("ctl.flag.prefecture"))
	flags.StringArrayVar(&said.Address, "address", nil, env.voice.Text("ctl.flag.address"))
	flags.StringVar(&said.Email, "email", "", env.voice.Text("ctl.flag.email"))
	flags.StringVar(&said.Website, "website", "", env.voice.Text("ctl.flag.website"))
	flags.StringVar(&said.Territory, "territory", "", env.voice.Text("ctl.flag.territory"))
	flags.IntVar(&said.Year, "year", 0, env.voice.Text("ctl.flag.service-year"))
	return cmd
}

// filled returns the lines that say something: one empty line given is no line at all.
func filled(lines []string) (some []string) {
	for _, line := range lines {
		if line != "" {
			some = append(some, line)
		}
	}
	return some
}
