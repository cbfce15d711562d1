// Command creneauxctl runs the use cases of Créneaux without a window, for scripts
// and servers. It is a contract: the names of its commands and the form of its JSON
// are called from outside and stay.
//
// Exit status: 0 done, 1 a problem that it explains in one line on standard error
// (code, sentence, what to do), 2 wrong usage.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"creneaux/cmd/internal/wire"
)

// version is set by the build (-ldflags -X).
var version = "dev"

// now tells every command the time. Scripts of tests live on days of their own.
var now = wire.Now

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
