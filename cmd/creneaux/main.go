// Command creneaux is the desktop program: it reads its flags, opens its log, and shows
// the window on a workspace.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/debug"
	"time"
	_ "time/tzdata" // Windows has no zones of its own

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"creneaux/app/agenda"
	"creneaux/app/ui"
	"creneaux/app/wording"
	"creneaux/assets/icons"
	"creneaux/cmd/internal/wire"
)

// version is set by the build (-ldflags -X).
var version = "dev"

// applicationID is under which Fyne keeps the window's preferences; see FyneApp.toml.
const applicationID = "fr.creneaux.desktop"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// command is what the command line asks for.
type command struct {
	version, paths bool
	gallery        bool   // for developers: each widget in each state
	lang           string // "": not asked for
	workspace      string
}

// parse reads the command line; its errors are mistakes in it.
func parse(args []string, voice *wording.Voice, errOut io.Writer) (c command, err error) {
	flags := flag.NewFlagSet("creneaux", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.Usage = func() {
		fmt.Fprintln(errOut, voice.Text("app.usage"))
		flags.PrintDefaults()
	}
	flags.BoolVar(&c.version, "version", false, voice.Text("app.flag.version"))
	flags.BoolVar(&c.paths, "paths", false, voice.Text("app.flag.paths"))
	flags.BoolVar(&c.gallery, "gallery", false, voice.Text("app.flag.gallery"))
	flags.StringVar(&c.lang, "lang", "", voice.Text("app.flag.lang"))
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if flags.NArg() > 1 {
		flags.Usage()
		return c, errors.New("creneaux: one workspace at most")
	}
	c.workspace = flags.Arg(0)
	return c, nil
}

func run(args []string, out, errOut io.Writer) int {
	voice, err := wording.New(systemLanguage())
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 2
	}
	c, err := parse(args, voice, errOut)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	if c.lang != "" {
		if voice, err = wording.New(c.lang); err != nil {
			fmt.Fprintln(errOut, err)
			return 2
		}
	}
	if c.version {
		fmt.Fprintln(out, "creneaux", version)
		return 0
	}
	own, err := ownPlaces()
	if err != nil {
		tell(voice.Text("app.name"), err.Error())
		return 1
	}
	if c.paths {
		for _, place := range own.shown() {
			fmt.Fprintf(out, "%s: %s\n", voice.Say(place.Label), place.Path)
		}
		return 0
	}
	if noScreen() {
		explainNoWindow(voice, tell)
		return 1
	}
	if c.gallery {
		return showGallery(voice)
	}
	return window(c, own, voice)
}

// window runs the program's window until it is closed.
func window(c command, own places, voice *wording.Voice) int {
	startLight()
	diary, file, err := openLog(own.log)
	if err != nil {
		tell(voice.Text("app.name"), err.Error())
		return 1
	}
	defer func() { _ = file.Close() }() // nothing is written after this
	if err := keepCrashes(own.crash); err != nil {
		diary.Warn("no crash file", "error", err)
	}
	// The toolkit writes to package log; all of it belongs into the diary.
	log.SetFlags(0)
	log.SetOutput(&windowWatch{next: logWriter{diary}, voice: voice, tell: tell, end: os.Exit})
	defer explainPanic(voice, tell, os.Exit)
	diary.Info("start", "version", version)

	desktop := app.NewWithID(applicationID)
	desktop.SetIcon(fyne.NewStaticResource("creneaux.png", icons.Application))
	w, err := ui.NewSession(ui.Params{
		App: desktop, Workspaces: workspaces{options: wire.Options{Version: version, Log: diary}, own: own},
		Screens: screens, Today: func() agenda.Date { return wire.Now().Date() },
		Lang: c.lang, SystemLang: voice.Language(), Version: version, Places: own.shown(), ShowFile: showInFolder, Log: diary,
	})
	if err != nil {
		diary.Error("window", "error", err)
		tell(voice.Text("app.name"), err.Error())
		return 1
	}
	measureIfAsked()
	w.ShowAndRun(c.workspace)
	diary.Info("end")
	return 0
}

// startLight spares the start most collections of garbage: what is made then is to
// stay, and they took a twentieth of the time to the first page.
func startLight() {
	const started = 5 * time.Second
	usual := debug.SetGCPercent(400)
	time.AfterFunc(started, func() { debug.SetGCPercent(usual) })
}

// logWriter passes lines of package log to the diary.
type logWriter struct{ diary *slog.Logger }

func (w logWriter) Write(line []byte) (int, error) {
	w.diary.Warn("toolkit", "line", string(line))
	return len(line), nil
}

// systemLanguage is the language of the account, French when it is neither.
func systemLanguage() string {
	for _, name := range []string{"CRENEAUX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return wording.Choose(value)
		}
	}
	return wording.French
}
