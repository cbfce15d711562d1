package sqlite

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"creneaux/app/workspace"
)

func withPassphrase(s string) Options {
	opts := testOptions()
	opts.Passphrase = func() ([]byte, error) { return []byte(s), nil }
	return opts
}

func TestPassphraseOpensAndOnlyTheRightOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	asked := 0
	opts := testOptions()
	opts.Passphrase = func() ([]byte, error) {
		asked++
		return []byte("un mot de passé"), nil
	}
	w := createAt(t, path, opts)
	if !w.Protected() || asked != 1 {
		t.Errorf("protected %v, asked %d times", w.Protected(), asked)
	}
	update(t, w, func(ctx context.Context, w workspace.Writer) error { return w.SetSecret(ctx, "s", []byte("v")) })
	closeNow(t, w)

	_, err := Open(t.Context(), path, withPassphrase("un mot de passe"))
	wantProblem(t, err, "WS-PASSPHRASE")
	_, err = Open(t.Context(), path, withPassphrase(""))
	wantProblem(t, err, "WS-PASSPHRASE")
	_, err = Open(t.Context(), path, testOptions())
	wantProblem(t, err, "WS-PASSPHRASE-NEEDED")
	stop := errors.New("the person closed the dialog")
	opts.Passphrase = func() ([]byte, error) { return nil, stop }
	if _, err = Open(t.Context(), path, opts); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}

	again := open(t, path, withPassphrase("un mot de passe\u0301")) // é in two characters
	if got := view(t, again, func(ctx context.Context, r workspace.Reader) (string, error) {
		v, _, err := r.Secret(ctx, "s")
		return string(v), err
	}); got != "v" {
		t.Errorf("got %q", got)
	}
	wantSound(t, again)
}

func TestUnprotectedWorkspaceAsksNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	w := createAt(t, path, testOptions())
	if w.Protected() {
		t.Error("protected without a passphrase")
	}
	closeNow(t, w)
	opts := testOptions()
	opts.Passphrase = func() ([]byte, error) { t.Error("asked"); return nil, nil }
	open(t, path, opts)
}

func TestEmptyPassphraseMakesNoWorkspace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	_, err := Create(t.Context(), path, withPassphrase(""))
	wantProblem(t, err, "WS-PASSPHRASE-EMPTY")
	wantFolder(t, filepath.Dir(path))
}

func TestWrappedKeyIsBoundToItsRow(t *testing.T) {
	dataKey, salt := bytes.Repeat([]byte{3}, keySize), []byte("0123456789abcdef")
	s := stretching{passes: 1, memoryKiB: 64, lanes: 1}
	wrapped, err := wrap(dataKey, []byte("p"), salt, "workspace", s, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key := storedKey{kind: kindPassphrase, salt: salt, stretch: s, wrapped: wrapped}
	if got, err := key.unwrap([]byte("p"), "workspace"); err != nil || !bytes.Equal(got, dataKey) {
		t.Fatalf("got %x (%v)", got, err)
	}
	if got, err := key.unwrap([]byte("p"), "other"); err != nil || got != nil {
		t.Errorf("opened in another workspace: %x (%v)", got, err)
	}
	for _, hostile := range []stretching{{0, 64, 1}, {1, 1, 1}, {1, 64, 0}, {1 << 30, 64, 1}, {1, 1 << 30, 1}, {1, 1 << 19, 255}} {
		key.stretch = hostile
		if _, err := key.unwrap([]byte("p"), "workspace"); err == nil {
			t.Errorf("%+v was tried", hostile)
		}
	}
}

func TestStrangersDoNotMigrate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.creneaux")
	closeNow(t, createAt(t, path, withPassphrase("right")))
	_, err := openIn(t.Context(), path, withPassphrase("wrong"), next(t, `CREATE TABLE novelty (a)`))
	wantProblem(t, err, "WS-PASSPHRASE")
	if backups, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*schema*")); len(backups) > 0 {
		t.Errorf("backed up for a stranger: %q", backups)
	}
	open(t, path, withPassphrase("right")) // still the version it was
}
