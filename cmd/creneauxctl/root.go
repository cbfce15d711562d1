package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/wording"
	"creneaux/cmd/internal/wire"
)

// The exit statuses of the contract.
const (
	statusDone    = 0
	statusProblem = 1
	statusUsage   = 2
)

// environment is what every command works in.
type environment struct {
	in          io.Reader
	out, err    io.Writer
	voice       *wording.Voice
	workspace   string
	passphrase  string // file that holds it
	json        bool
	lang        string
	interactive bool // standard error is a terminal
	shown       terminalProgress
}

// usageError is a mistake in how the command was called.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// run executes one command line and returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	env := &environment{in: in, out: out, err: errOut, interactive: isTerminal(errOut)}
	root, err := newRoot(env, languageOf(args))
	if err != nil {
		fmt.Fprintln(errOut, err)
		return statusUsage
	}
	root.SetArgs(args)
	err = root.ExecuteContext(ctx)
	env.shown.clear()
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, new(usageError)):
		fmt.Fprintf(errOut, "%s\n%s\n", env.usageLine(err), env.voice.Text("ctl.usage-hint"))
		return statusUsage
	case ctx.Err() != nil:
		fmt.Fprintln(errOut, env.voice.Text("ctl.cancelled"))
		return statusProblem
	default:
		fmt.Fprintln(errOut, env.problemLine(err))
		return statusProblem
	}
}

// formSentences say in the reader's language what form a text of the command line lacks.
var formSentences = map[agenda.Form]string{
	agenda.FormWeekday: "ctl.form.weekday",
	agenda.FormDate:    "ctl.form.date",
	agenda.FormClock:   "ctl.form.clock",
	agenda.FormMoment:  "ctl.form.moment",
	agenda.FormWeek:    "ctl.form.week",
}

// usageLine explains a mistake in how the command was called.
func (env *environment) usageLine(err error) string {
	var form *agenda.FormError
	if errors.As(err, &form) {
		return env.voice.Text(formSentences[form.Form], "Value", form.Value)
	}
	return err.Error()
}

// problemLine explains a problem in one line: code, sentence, what to do. The detail
// of an error that nobody foresaw is added in brackets, for this is a tool for scripts
// and has no log of its own.
func (env *environment) problemLine(err error) string {
	sentence, remedy := env.voice.Problem(err)
	code := agenda.CodeOf(err)
	detail := ""
	if code == "" {
		code, detail = "UNEXPECTED", " ["+err.Error()+"]"
	}
	line := fmt.Sprintf("%s: %s %s%s", code, sentence, remedy, detail)
	return strings.Join(strings.Fields(strings.ReplaceAll(line, "\n", " ")), " ")
}

// languageOf finds the language before the flags are parsed, because their help is
// in that language too.
func languageOf(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"CRENEAUX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return wording.Choose(value)
		}
	}
	return wording.French
}

func newRoot(env *environment, lang string) (*cobra.Command, error) {
	voice, err := wording.New(lang)
	if err != nil {
		return nil, err
	}
	env.voice = voice
	root := &cobra.Command{
		Use:           "creneauxctl",
		Short:         voice.Text("ctl.root.short"),
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetIn(env.in)
	root.SetOut(env.out)
	root.SetErr(env.err)
	root.SetVersionTemplate("creneauxctl {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	flags := root.PersistentFlags()
	flags.StringVar(&env.workspace, "workspace", "", voice.Text("ctl.flag.workspace"))
	flags.StringVar(&env.passphrase, "passphrase-file", "", voice.Text("ctl.flag.passphrase-file"))
	flags.BoolVar(&env.json, "json", false, voice.Text("ctl.flag.json"))
	flags.StringVar(&env.lang, "lang", lang, voice.Text("ctl.flag.lang"))
	root.AddCommand(
		env.initCommand(), env.demoCommand(), env.serviceCommand(), env.desksCommand(), env.proceduresCommand(), env.targetsCommand(),
		env.capacityCommand(), env.calendarCommand(), env.publicationCommand(),
		env.bookingsCommand(), env.namesCommand(), env.emailsCommand(), env.convocationsCommand(), env.deskCommand(), env.statisticsCommand(),
		env.backupCommand(), env.checkCommand(),
	)
	markUsageErrors(root)
	return root, nil
}

// markUsageErrors makes cobra's own complaints about arguments exit with status 2.
func markUsageErrors(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		markUsageErrors(sub)
	}
}

// group makes a command that only holds others.
func (env *environment) group(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: env.voice.Text(short), Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return usageError{errors.New(env.voice.Text("ctl.needs-subcommand", "Command", cmd.CommandPath()))}
	}}
	cmd.AddCommand(commands...)
	return cmd
}

// options returns how the workspace of the command line is opened.
func (env *environment) options() (wire.Options, error) {
	if env.workspace == "" {
		return wire.Options{}, usageError{errors.New(env.voice.Text("ctl.needs-workspace"))}
	}
	options := wire.Options{Path: env.workspace, Version: version, Now: now}
	if env.passphrase != "" {
		options.Passphrase = wire.PassphraseFile(env.passphrase)
	}
	return options, nil
}

// with opens the workspace for one command.
func (env *environment) with(ctx context.Context, use func(*office.Office) error) (err error) {
	options, err := env.options()
	if err != nil {
		return err
	}
	o, err := wire.Open(ctx, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return use(o)
}

// print writes one JSON document, or the lines for people.
func (env *environment) print(document any, lines func(w io.Writer)) error {
	env.shown.clear()
	if !env.json {
		lines(env.out)
		return nil
	}
	encoder := json.NewEncoder(env.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(document)
}

// say writes one line of text for people.
func (env *environment) say(w io.Writer, key string, pairs ...any) {
	fmt.Fprintln(w, env.voice.Text(key, pairs...))
}

// progress shows how far a command is, on a terminal only.
func (env *environment) progress() agenda.Progress {
	if !env.interactive {
		return agenda.Silent{}
	}
	env.shown.w, env.shown.voice = env.err, env.voice
	return &env.shown
}

// terminalProgress is one line that is written over and over. Its zero value shows
// nothing.
type terminalProgress struct {
	w     io.Writer
	voice *wording.Voice

	mu   sync.Mutex // reports may come from any goroutine
	last string
}

// Report rewrites the line only when its text changes, which is at most once a
// hundredth.
func (p *terminalProgress) Report(stage agenda.Message, done, total int) {
	text := p.voice.Say(stage)
	if total > 0 {
		text += " " + p.voice.Percent(float64(done)/float64(total))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if text != p.last {
		fmt.Fprintf(p.w, "\r\x1b[K%s", text)
		p.last = text
	}
}

// clear takes the line away, before something else is written.
func (p *terminalProgress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last != "" {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.last = ""
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
