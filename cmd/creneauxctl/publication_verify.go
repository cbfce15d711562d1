package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
)

// verifyDocument is the JSON of a check. Proofs are there once no moment of the week is a
// secret any more.
type verifyDocument struct {
	Week        agenda.Week     `json:"week"`
	Seal        bool            `json:"seal_ok"`
	Schedule    bool            `json:"schedule_ok"`
	Differences []string        `json:"differences"`
	Proofs      []proofDocument `json:"proofs,omitempty"`
}

// proofDocument is what a seal was made of: it is the SHA-256 of the 32 bytes of the seed and
// the bytes of the rules, which are a text here so that JSON does not write them otherwise.
type proofDocument struct {
	Seal  string `json:"seal"`
	Seed  string `json:"seed"`
	Rules string `json:"rules"`
}

func (env *environment) publicationVerifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Short: env.voice.Text("ctl.publication.verify.short"), Args: cobra.NoArgs}
	env.ofWeek(cmd, func(ctx context.Context, o *office.Office, w agenda.Week) error {
		v, err := o.VerifyWeek(ctx, w)
		if err != nil {
			return err
		}
		s, err := o.Schedule(ctx, w)
		if err != nil {
			return err
		}
		document := verifyDocument{Week: w, Seal: v.SealOK, Schedule: v.ScheduleOK, Differences: env.texts(v.Differences)}
		for _, p := range s.Proofs() {
			document.Proofs = append(document.Proofs, proofDocument{p.Seal, p.Seed, p.Rules})
		}
		err = env.print(document, func(out io.Writer) { env.sayVerified(out, document) })
		if err == nil && !(v.SealOK && v.ScheduleOK) {
			return agenda.NewProblem("PUB-SEAL-BROKEN", "Week", w)
		}
		return err
	})
	return cmd
}

func (env *environment) sayVerified(out io.Writer, d verifyDocument) {
	if d.Seal && d.Schedule {
		env.say(out, "ctl.publication.verified", "Week", d.Week)
	}
	for _, difference := range d.Differences {
		fmt.Fprintln(out, difference)
	}
	if len(d.Proofs) == 0 {
		env.say(out, "ctl.publication.proof.later")
		return
	}
	for _, p := range d.Proofs {
		env.say(out, "ctl.publication.seal", "Seal", p.Seal)
		env.say(out, "ctl.publication.proof", "Seed", p.Seed, "Rules", p.Rules)
	}
}
