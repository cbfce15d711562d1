package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestLogIsPutAsideWhenLong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "creneaux.log")
	for start := range keptLogs + 3 {
		log, file, err := openLog(path)
		if err != nil {
			t.Fatal(err)
		}
		log.Info("start", "number", start)
		if _, err := file.Write(make([]byte, largestLog)); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != keptLogs+1 {
		t.Fatalf("got %d logs, want %d (%v)", len(entries), keptLogs+1, err)
	}
	for n, name := range []string{"creneaux.log", "creneaux.log.1", "creneaux.log.2"} {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(path), name))
		if want := fmt.Sprintf("number=%d", keptLogs+2-n); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s should be of start %s (%v)", name, want, err)
		}
	}
}

// TestCrashLeavesATrace crashes a copy of the test program on purpose.
func TestCrashLeavesATrace(t *testing.T) {
	if path := os.Getenv("CRENEAUX_CRASH_INTO"); path != "" {
		if err := keepCrashes(path); err != nil {
			t.Fatal(err)
		}
		panic("crash on purpose")
	}
	path := filepath.Join(t.TempDir(), "crash.log")
	child := exec.Command(os.Args[0], "-test.run=^TestCrashLeavesATrace$")
	child.Env = append(os.Environ(), "CRENEAUX_CRASH_INTO="+path)
	if err := child.Run(); err == nil {
		t.Fatal("the child should have crashed")
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "crash on purpose") || !strings.Contains(string(text), "goroutine") {
		t.Errorf("the crash file says %q (%v)", text, err)
	}
}
