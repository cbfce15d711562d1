package main

import (
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/capacity"
	"creneaux/app/office"
)

// versionDocument is the JSON of a version of the plan.
type versionDocument struct {
	Version         int              `json:"version"`
	At              agenda.Moment    `json:"at"`
	By              string           `json:"by"`
	Cause           office.PlanCause `json:"cause"`
	Why             string           `json:"why"`
	Policy          capacity.Policy  `json:"policy"`
	Restored        int              `json:"restored,omitempty"`
	Scenario        string           `json:"scenario,omitempty"`
	Weeks           []agenda.Week    `json:"weeks"`
	Planned         int              `json:"planned"`
	ExpectedPermits float64          `json:"expected_permits"`
	Added           int              `json:"added"`
	Removed         int              `json:"removed"`
}

func (env *environment) capacityVersionsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "versions", Short: env.voice.Text("ctl.capacity.versions.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.with(cmd.Context(), func(o *office.Office) error {
				versions, err := o.PlanVersions(cmd.Context())
				if err != nil {
					return err
				}
				documents := make([]versionDocument, len(versions))
				for i, v := range versions {
					documents[i] = versionDocument(v)
					if documents[i].Weeks == nil {
						documents[i].Weeks = []agenda.Week{}
					}
				}
				return env.print(documents, func(w io.Writer) {
					for _, v := range versions {
						env.sayVersion(w, v)
					}
				})
			})
		},
	}
}

func (env *environment) sayVersion(w io.Writer, v office.PlanVersion) {
	env.say(w, "ctl.capacity.versions.line", "Version", v.Version, "At", v.At, "By", v.By,
		"Cause", env.causeOf(v), "Weeks", len(v.Weeks), "Planned", v.Planned, "Added", v.Added, "Removed", v.Removed, "Why", because(v.Why))
}

// causeOf says what made a version.
func (env *environment) causeOf(v office.PlanVersion) string {
	switch v.Cause {
	case office.PlanEdited:
		return env.voice.Text("ctl.capacity.cause.edited")
	case office.PlanLocked:
		return env.voice.Text("ctl.capacity.cause.locked")
	case office.PlanUnlocked:
		return env.voice.Text("ctl.capacity.cause.unlocked")
	case office.PlanAdopted:
		return env.voice.Text("ctl.capacity.cause.adopted", "Scenario", v.Scenario)
	case office.PlanRestored:
		return env.voice.Text("ctl.capacity.cause.restored", "Version", v.Restored)
	default:
		return env.voice.Text("ctl.capacity.cause.made")
	}
}

func (env *environment) capacityUndoCommand() *cobra.Command {
	why := ""
	cmd := &cobra.Command{
		Use: "undo", Short: env.voice.Text("ctl.capacity.undo.short"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return env.showing(cmd, func(o *office.Office) (office.PlanView, error) { return o.UndoPlan(cmd.Context(), why) })
		},
	}
	cmd.Flags().StringVar(&why, "why", "", env.voice.Text("ctl.capacity.why"))
	return cmd
}

func (env *environment) capacityRestoreCommand() *cobra.Command {
	why := ""
	cmd := &cobra.Command{
		Use: "restore VERSION", Short: env.voice.Text("ctl.capacity.restore.short"), Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			version, err := strconv.Atoi(args[0])
			if err != nil {
				return usageError{errors.New(env.voice.Text("ctl.capacity.bad-version", "Version", args[0]))}
			}
			return env.showing(cmd, func(o *office.Office) (office.PlanView, error) { return o.RestorePlan(cmd.Context(), version, why) })
		},
	}
	cmd.Flags().StringVar(&why, "why", "", env.voice.Text("ctl.capacity.why"))
	return cmd
}
