package ui

import (
	"net/url"
	"path/filepath"
	"runtime"
)

// openFile opens a file with the program the system has for it.
func (p *pane) openFile(path string) {
	p.handToSystem(path, "ui.open-file.failed", func(absolute string) error {
		return p.s.p.App.OpenURL(fileURL(absolute, runtime.GOOS))
	})
}

// showInFolder shows a file in its folder.
func (p *pane) showInFolder(path string) {
	p.handToSystem(path, "ui.show-file.failed", p.s.p.ShowFile)
}

// handToSystem does beside the window what the system does with a file: it may take its
// time.
func (p *pane) handToSystem(path, failed string, do func(absolute string) error) {
	var err error
	p.s.desk.background(func() {
		var absolute string
		if absolute, err = filepath.Abs(path); err == nil {
			err = do(absolute)
		}
	}, func() {
		if err != nil {
			p.s.p.Log.Error("handing a file to the system", "error", err)
			p.dialogs.Tell(p.s.voice.Text(failed), path)
		}
	})
}

// fileURL is what the system's opener understands as the file of an absolute path.
// That of Windows reads escaped accents in the code page of the machine, and takes a
// path as it is.
func fileURL(path, system string) *url.URL {
	if system == "windows" {
		return &url.URL{Opaque: path}
	}
	return &url.URL{Scheme: "file", Path: path}
}
