package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkFirstFrame measures from the start of the program to its dashboard of a
// year of 15,000 bookings on a real display: the window is there, has the workspace's
// name, and its picture holds more than a frame. Drawn in software under Xvfb a machine
// with a graphics card will be quicker.
func BenchmarkFirstFrame(b *testing.B) {
	if os.Getenv("DISPLAY") == "" {
		b.Skip("no display; make bench brings one")
	}
	folder := b.TempDir()
	workspace := makeDemo(b, folder, demoBookings)
	program := filepath.Join(folder, "creneaux")
	execute(b, exec.Command("go", "build", "-tags", "migrated_fynedo", "-o", program, "."))
	const dashboardColours = 60 // a frame without its screen has far fewer
	round := 0
	for b.Loop() {
		round++
		w := startWindow(b, program, folder, fmt.Sprint("config-", round), workspace)
		for w.id == "" {
			if ids := windows("demo.*neaux$"); len(ids) > 0 {
				w.id = ids[0]
			}
			time.Sleep(5 * time.Millisecond)
		}
		for colours(w.screenshot(b, filepath.Join(folder, "frame.png"))) < dashboardColours {
			time.Sleep(5 * time.Millisecond)
		}
		b.StopTimer()
		// A workspace survives a killed program; asking it nicely would need the keyboard.
		if err := w.command.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		<-w.ended
		b.StartTimer()
	}
}
