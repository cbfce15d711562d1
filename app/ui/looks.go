package ui

import (
	"strings"

	"creneaux/app/ui/theme"
	"creneaux/app/wording"
)

// dress puts the chosen look on every window.
func (s *Session) dress() {
	s.p.App.Settings().SetTheme(theme.New(s.choices.look()))
	s.each(func(p *pane) {
		if p.frame != nil {
			p.frame.shorten(p.frame.content.Size().Width)
		}
		p.drawMenu()
	})
}

// resizeText goes to the next larger or smaller size of those offered.
func (s *Session) resizeText(direction int) {
	scales, present := theme.Scales(), s.choices.scale()
	next := present
	for i := range scales {
		at := i
		if direction < 0 {
			at = len(scales) - 1 - i
		}
		if float64(direction)*(scales[at]-present) > 0.001 {
			next = scales[at]
			break
		}
	}
	s.choices.SetFloat(keyScale, next)
	s.dress()
}

// askLanguage changes the language. Screens are made anew for it: those that cannot be
// restored ask first.
func (p *pane) askLanguage(lang string) {
	if lang == p.s.voice.Language() {
		return
	}
	voice, err := wording.New(lang)
	if err != nil {
		p.dialogs.Problem(err)
		return
	}
	p.unless(p.s.lostWithScreens(), func() {
		p.s.choices.SetString(keyLanguage, lang)
		p.s.speak(voice)
	})
}

// lostWithScreens names what was typed on screens that cannot be made anew as they stand.
func (s *Session) lostWithScreens() (names []string) {
	for _, p := range s.panes {
		for _, entry := range s.entries {
			screen := p.made[entry.ID]
			if _, ok := screen.(Keeper); ok {
				continue
			}
			if writer, ok := screen.(Writer); ok {
				names = append(names, writer.Unsaved()...)
			}
		}
	}
	return names
}

func joined(lines []string) string { return strings.Join(lines, "\n") }
