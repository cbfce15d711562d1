package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"creneaux/app/agenda"
	"creneaux/app/office"
	"creneaux/app/ui"
	"creneaux/app/ui/screens/start"
	"creneaux/cmd/internal/wire"
)

// workspaces opens and makes workspaces for the window.
type workspaces struct {
	options wire.Options
	own     places
}

var _ ui.Workspaces = workspaces{}

func (w workspaces) at(path string, passphrase []byte) wire.Options {
	options := w.options
	options.Path = path
	if passphrase != nil {
		options.Passphrase = func() ([]byte, error) { return passphrase, nil }
	}
	return options
}

// Open implements ui.Workspaces.
func (w workspaces) Open(ctx context.Context, path string, passphrase []byte) (*office.Office, error) {
	return wire.Open(ctx, w.at(path, passphrase))
}

// Create implements ui.Workspaces.
func (w workspaces) Create(ctx context.Context, r start.Request) (*office.Office, error) {
	var passphrase []byte
	if r.Passphrase != "" {
		passphrase = []byte(r.Passphrase)
	}
	setup := wire.ReferenceSetup()
	if r.Setup != nil {
		setup = *r.Setup
	}
	return wire.CreateFrom(ctx, w.at(r.Path, passphrase), r.Year, setup)
}

// Reference implements ui.Workspaces.
func (w workspaces) Reference() office.Setup { return wire.ReferenceSetup() }

// ReadSetup implements ui.Workspaces. Of another workspace the next year is proposed.
func (w workspaces) ReadSetup(ctx context.Context, path string, passphrase []byte) (setup office.Setup, err error) {
	if !strings.EqualFold(filepath.Ext(path), start.Ending) {
		return wire.ReadSetup(path)
	}
	o, err := wire.Open(ctx, w.at(path, passphrase))
	if err != nil {
		return office.Setup{}, err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	house, err := o.House(ctx)
	if err != nil {
		return office.Setup{}, err
	}
	return house.NextYear(), nil
}

// WriteSetup implements ui.Workspaces.
func (w workspaces) WriteSetup(_ context.Context, path string, setup office.Setup) error {
	return wire.WriteSetup(path, setup)
}

// demoBookings is how many bookings the demo year has.
const demoBookings = 15000

// Demo implements ui.Workspaces. The demo is of the present year, and of today: one of
// an earlier day would have nothing left to draw.
func (w workspaces) Demo(ctx context.Context, progress agenda.Progress) (*office.Office, error) {
	today := wire.Now().Date()
	path := filepath.Join(w.own.folder, "demo-"+today.String()+start.Ending)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return wire.Open(ctx, w.at(path, nil))
	}
	demo := wire.Demo{Year: today.Week().Year, Today: today, Bookings: demoBookings, Seed: 1}
	return wire.CreateDemo(ctx, w.at(path, nil), demo, progress)
}
