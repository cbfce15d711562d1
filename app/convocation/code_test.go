package convocation_test

import (
	"bytes"
	"crypto/ed25519"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creneaux/app/agenda"
	"creneaux/app/convocation"
)

// alphabet is what QR's alphanumeric mode can hold.
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// longestCode is what a QR symbol of version 10 at level M holds in that mode (ISO/IEC 18004, table 7).
const longestCode = 311

var (
	key  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	keys = keyRing(key)
)

func keyRing(private ...ed25519.PrivateKey) map[convocation.KeyID]ed25519.PublicKey {
	ring := map[convocation.KeyID]ed25519.PublicKey{}
	for _, k := range private {
		public := k.Public().(ed25519.PublicKey)
		ring[convocation.KeyIDOf(public)] = public
	}
	return ring
}

func drawPayload(t *rapid.T) convocation.Payload {
	id := rapid.OneOf(
		rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`),
		rapid.StringN(0, -1, 40),
	)
	return convocation.Payload{
		Number: drawNumber(t),
		Slot:   agenda.SlotID(id.Draw(t, "slot")),
		Desk:   agenda.DeskID(id.Draw(t, "desk")),
		Date:   agenda.MustDate("2000-01-01").AddDays(rapid.IntRange(0, 65535).Draw(t, "days")),
		Start:  agenda.Clock(rapid.IntRange(0, 1440).Draw(t, "start")),
		Name:   convocation.NameDigest(rapid.String().Draw(t, "name")),
	}
}

func sign(t testing.TB, p convocation.Payload) string {
	t.Helper()
	text, err := convocation.Sign(key, p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func examplePayload() convocation.Payload {
	return convocation.Payload{
		Number: "27-041253-58",
		Slot:   "019c3a51-77a2-7d11-8b0e-4f6a2f1f9c01",
		Desk:   "019c3a51-0000-7d11-8b0e-4f6a2f1f9c02",
		Date:   agenda.MustDate("2027-03-02"),
		Start:  agenda.MustClock("09:05"),
		Name:   convocation.NameDigest("Nguyễn Thị Minh Khai"),
	}
}

func TestCodeIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPayload(t)
		text, err := convocation.Sign(key, p)
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > longestCode || strings.Trim(text, alphabet) != "" {
			t.Fatalf("%q does not fit the symbol", text)
		}
		p.Key = convocation.KeyIDOf(key.Public().(ed25519.PublicKey))
		for _, scanned := range []string{text, strings.ToLower(text), " " + text + "\r\n"} {
			if got, err := convocation.Open(scanned, keys); err != nil || got != p {
				t.Fatalf("Open(%q) = %+v, %v; want %+v", scanned, got, err, p)
			}
		}
	})
}

func TestOneAlteredCharacterIsRefused(t *testing.T) {
	text := sign(t, examplePayload())
	for at := range text {
		for _, c := range alphabet + strings.ToLower(alphabet) + "=_é\n" {
			altered := text[:at] + string(c) + text[at+1:]
			if altered == text || strings.TrimSpace(altered) == text {
				continue
			}
			if p, err := convocation.Open(altered, keys); err == nil {
				t.Fatalf("character %d made %q was accepted as %+v", at, c, p)
			} else if agenda.CodeOf(err) == "" {
				t.Fatalf("character %d made %q gives an error without code: %v", at, c, err)
			}
		}
	}
}

func TestAlteredCodesAreRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, err := convocation.Sign(key, drawPayload(t))
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		var altered string
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0: // another character
			altered = text[:at] + string(rapid.SampledFrom([]rune(alphabet)).Draw(t, "character")) + text[at+1:]
		case 1: // one missing
			altered = text[:at] + text[at+1:]
		case 2: // one more
			altered = text[:at] + string(rapid.SampledFrom([]rune(alphabet)).Draw(t, "character")) + text[at:]
		case 3: // the end missing
			altered = text[:at]
		}
		if strings.TrimSpace(altered) == text {
			t.Skip("nothing was altered")
		}
		if p, err := convocation.Open(altered, keys); err == nil {
			t.Fatalf("%q was accepted as %+v", altered, p)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
	foreign, err := convocation.Sign(other, examplePayload())
	if err != nil {
		t.Fatal(err)
	}
	text := sign(t, examplePayload())
	last := "A"
	if strings.HasSuffix(text, "A") {
		last = "B"
	}
	for _, c := range []struct{ name, text, code string }{
		{"empty", "", "CODE-FOREIGN"},
		{"a web address", "https://example.org/convocation", "CODE-FOREIGN"},
		{"the mark alone", "CRENEAUX", "CODE-FOREIGN"},
		{"an older version than any", "CRENEAUX0AAAA", "CODE-FOREIGN"},
		{"a newer version", "CRENEAUX2" + text[9:], "CODE-NEWER"},
		{"cut short", text[:60], "CODE-ALTERED"},
		{"not base32", "CRENEAUX1" + strings.Repeat("1", 100), "CODE-ALTERED"},
		{"the last bits", text[:len(text)-1] + last, "CODE-ALTERED"},
		{"another workspace", foreign, "CODE-KEY-UNKNOWN"},
	} {
		if _, err := convocation.Open(c.text, keys); agenda.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := convocation.Open(foreign, keyRing(key, other)); err != nil {
		t.Errorf("with both keys: %v", err)
	}
	// A key filed under the id of another must not make its letters valid.
	swapped := map[convocation.KeyID]ed25519.PublicKey{
		convocation.KeyIDOf(key.Public().(ed25519.PublicKey)): other.Public().(ed25519.PublicKey),
	}
	if _, err := convocation.Open(text, swapped); agenda.CodeOf(err) != "CODE-ALTERED" {
		t.Errorf("with the wrong key: %v", err)
	}
}

func TestSignRefusesWhatDoesNotFit(t *testing.T) {
	for name, spoil := range map[string]func(*convocation.Payload){
		"number":     func(p *convocation.Payload) { p.Number = "27-041253-59" },
		"early date": func(p *convocation.Payload) { p.Date = agenda.MustDate("1999-12-31") },
		"late date":  func(p *convocation.Payload) { p.Date = agenda.MustDate("2200-01-01") },
		"no date":    func(p *convocation.Payload) { p.Date = agenda.Date{} },
		"hour":       func(p *convocation.Payload) { p.Start = 1441 },
		"long id":    func(p *convocation.Payload) { p.Desk = agenda.DeskID(strings.Repeat("x", 41)) },
	} {
		p := examplePayload()
		spoil(&p)
		if _, err := convocation.Sign(key, p); agenda.CodeOf(err) != "CODE-UNSIGNABLE" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := convocation.Sign(nil, examplePayload()); agenda.CodeOf(err) != "CODE-UNSIGNABLE" {
		t.Errorf("no key: %v", err)
	}
}

func TestPayloadKnowsItsName(t *testing.T) {
	p := examplePayload()
	if !p.Names("Nguye\u0302\u0303n Thi\u0323  Minh Khai") || p.Names("Nguyen Thi Minh Khai") {
		t.Error("the exact name, and only it, must fit")
	}
}

func FuzzOpen(f *testing.F) {
	text := sign(f, examplePayload())
	f.Add(text)
	f.Add(strings.ToLower(text))
	f.Add(text[:len(text)-1])
	f.Add("CRENEAUX1")
	f.Add("CRENEAUX9AAAA")
	f.Add("https://example.org")
	f.Fuzz(func(t *testing.T, scanned string) {
		p, err := convocation.Open(scanned, keys)
		if err != nil {
			if agenda.CodeOf(err) == "" {
				t.Fatalf("an error without code: %v", err)
			}
			return
		}
		if again := sign(t, p); !strings.EqualFold(again, strings.TrimSpace(scanned)) {
			t.Fatalf("%q was accepted, but %q is the code", scanned, again)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	p := examplePayload()
	for b.Loop() {
		if _, err := convocation.Sign(key, p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	text := sign(b, examplePayload())
	for b.Loop() {
		if _, err := convocation.Open(text, keys); err != nil {
			b.Fatal(err)
		}
	}
}
