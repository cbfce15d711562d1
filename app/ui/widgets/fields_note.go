package widgets

// note is a paragraph of a field: its label, its hint or what is wrong. It takes no room
// while it says nothing.
type note struct{ *Paragraph }

func newNote(role TextRole, text string) note {
	n := note{NewParagraph(role, text)}
	n.Paragraph.Hidden = text == ""
	return n
}

// say changes the text; "" hides it.
func (n note) say(text string, state State) {
	n.Paragraph.Hidden = text == ""
	n.SetState(state)
	n.SetText(Signed(state, text))
}

// says reports whether that is what the note says already.
func (n note) says(text string, state State) bool { return n.Text() == Signed(state, text) }

// HeightFor returns how high the text is at a width.
func (n note) HeightFor(width float32) float32 {
	if !n.Visible() {
		return 0
	}
	return n.Paragraph.HeightFor(width)
}
