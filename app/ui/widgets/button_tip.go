package widgets

import "fyne.io/fyne/v2"

// SetTip sets a text that appears when the pointer or the keyboard rests on the button.
// What is only an icon says its name so, a disabled button why it is: both need one. A
// button without a label of its own for screen readers is read as its tip.
func (b *Button) SetTip(text string) {
	b.tip = text
	if b.said == "" && b.text == "" {
		b.said = text
	}
}

// Tip returns the text of SetTip.
func (b *Button) Tip() string { return b.tip }

func (b *Button) showTip() {
	if b.tip != "" {
		ShowTip(b, fyne.NewPos(0, b.Size().Height), b.tip)
	}
}

func (b *Button) hideTip() {
	if b.tip != "" {
		HideTip(b)
	}
}

func (b *Button) dropTip() {
	if b.tip != "" {
		dropTip(b)
	}
}
