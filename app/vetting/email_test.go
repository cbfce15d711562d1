package vetting

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCanonicalEmail(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"plain", "jean.dupont@boite.example", "jean.dupont@boite.example"},
		{"capitals", "Jean.DUPONT@Boite.EXAMPLE", "jean.dupont@boite.example"},
		{"spaces around", "  jean@boite.example\t", "jean@boite.example"},
		{"no-break space around", "\u00a0jean@boite.example\u202f", "jean@boite.example"},
		{"space at the sign", "jean @ boite.example", "jean@boite.example"},
		{"invisible characters", "\ufeffje\u200ban@boite\u00ad.example\u200e", "jean@boite.example"},
		{"full width", "ｊｅａｎ＠ｂｏｉｔｅ．ｅｘａｍｐｌｅ", "jean@boite.example"},
		{"ideographic full stop", "jean@boite。example", "jean@boite.example"},
		{"mailto", "MailTo:jean@boite.example", "jean@boite.example"},
		{"with a name", "Jean Dupont <jean@boite.example>", "jean@boite.example"},
		{"with a name in quotes", `"DUPONT, Jean" <jean@boite.example>`, "jean@boite.example"},
		{"in brackets", "<jean@boite.example>", "jean@boite.example"},
		{"list sign left behind", "jean@boite.example;", "jean@boite.example"},
		{"full stop left behind", "jean@boite.example.", "jean@boite.example"},
		{"quoted without need", `"jean.dupont"@boite.example`, "jean.dupont@boite.example"},
		{"tag", "jean.dupont+rdv@boite.example", "jean.dupont@boite.example"},
		{"several tags", "jean+a+b@boite.example", "jean@boite.example"},
		{"telephone number", "+33612345678@boite.example", "+33612345678@boite.example"},
		{"tag at Yahoo, which knows none", "jean+rdv@yahoo.fr", "jean+rdv@yahoo.fr"},
		{"hyphen at Yahoo", "marie-claire@yahoo.fr", "marie-claire@yahoo.fr"},
		{"Gmail's dots", "j.e.a.n.dupont@gmail.com", "jeandupont@gmail.com"},
		{"Gmail's dots, tag and other domain", "Jean.Dupont+Rdv.1@GoogleMail.com", "jeandupont@gmail.com"},
		{"Gmail's hyphen is a letter like another", "jean-rdv@gmail.com", "jean-rdv@gmail.com"},
		{"dots of a domain run by Google", "jean.dupont@mairie.example", "jean.dupont@mairie.example"},
		{"dots at Outlook", "jean.dupont@outlook.fr", "jean.dupont@outlook.fr"},
		{"one company, two domains", "jean@hotmail.fr", "jean@hotmail.fr"},
		{"domain that ends like Gmail's", "j.d@notgmail.com", "j.d@notgmail.com"},
		{"host of Gmail's", "j.d@mail.gmail.com", "j.d@mail.gmail.com"},
		{"international domain", "jean@Société.example", "jean@xn--socit-esab.example"},
		{"international domain, decomposed", "jean@socie\u0301te\u0301.example", "jean@xn--socit-esab.example"},
		{"international domain in ASCII", "jean@XN--SOCIT-ESAB.example", "jean@xn--socit-esab.example"},
		{"sharp s is not ss", "jean@faß.example", "jean@xn--fa-hia.example"},
		{"accents in the local part", "rene\u0301@boite.example", "rené@boite.example"},
		{"an accent is a letter of its own", "rene@boite.example", "rene@boite.example"},
		{"two addresses", "jean@boite.example, marie@boite.example", ""},
		{"blank", " ", ""},
		{"word", "aucun", ""},
		{"no domain", "jean@", ""},
		{"no local part", "@boite.example", ""},
		{"host without dot", "jean@localhost", ""},
		{"address of a machine", "jean@192.0.2.1", ""},
		{"literal address", "jean@[192.0.2.1]", ""},
		{"two dots", "jean..dupont@boite.example", ""},
		{"dot at the end", "jean.@boite.example", ""},
		{"underscore in the domain", "jean@boite_aux.example", ""},
		{"comma for dot", "jean@boite,example", ""},
		{"quoted with a space", `"jean dupont"@boite.example`, ""},
		{"local part too long", strings.Repeat("a", 65) + "@boite.example", ""},
		{"label too long", "jean@" + strings.Repeat("a", 64) + ".example", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := CanonicalEmail(c.address)
			if e.Canonical != c.want || e.Valid != (c.want != "") || e.Address != c.address {
				t.Errorf("CanonicalEmail(%q) = %+v, want canonical %q", c.address, e, c.want)
			}
		})
	}
}

// What a clerk may do to an address leaves its canonical form as it is.
func TestCanonicalEmailIgnoresSpelling(t *testing.T) {
	local := rapid.StringMatching(`[a-z][a-z0-9]{0,12}(\.[a-z0-9]{1,8}){0,2}`)
	domain := rapid.SampledFrom([]string{"boite.example", "gmail.com", "outlook.fr", "société.example"})
	rapid.Check(t, func(t *rapid.T) {
		address := local.Draw(t, "local") + "@" + domain.Draw(t, "domain")
		want := CanonicalEmail(address)
		if !want.Valid {
			t.Fatalf("%q is not valid", address)
		}
		again := address
		if rapid.Bool().Draw(t, "capitals") {
			again = strings.ToUpper(again)
		}
		if rapid.Bool().Draw(t, "full width") {
			again = strings.Map(fullWidth, again)
		}
		again = rapid.SampledFrom([]string{"", " ", "mailto:", "\u200b"}).Draw(t, "before") + again +
			rapid.SampledFrom([]string{"", " ", ";", ".", "\u00a0"}).Draw(t, "behind")
		if got := CanonicalEmail(again); got.Canonical != want.Canonical {
			t.Fatalf("%q gives %q, %q gives %q", address, want.Canonical, again, got.Canonical)
		}
	})
}

func fullWidth(r rune) rune {
	if r > ' ' && r < 0x7f {
		return r - '!' + '！'
	}
	return r
}

func FuzzCanonicalEmail(f *testing.F) {
	for _, seed := range []string{
		"jean.dupont+rdv@gmail.com", "Jean <j@société.example>", `"a b"@c.example`, "ｊ＠ｂ．ｅｘ", "+33@b.example", "x@xn--a.example", "", "@", "a@b@c.fr",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		e := CanonicalEmail(address)
		if !e.Valid {
			if e.Canonical != "" {
				t.Errorf("%q is not valid and has the canonical form %q", address, e.Canonical)
			}
			return
		}
		if e.Canonical != e.Local+"@"+e.Domain || !utf8.ValidString(e.Canonical) {
			t.Errorf("%q: %+v", address, e)
		}
		if again := CanonicalEmail(e.Canonical); again.Canonical != e.Canonical {
			t.Errorf("%q gives %q, which gives %q", address, e.Canonical, again.Canonical)
		}
	})
}

func TestThrowaway(t *testing.T) {
	list := map[string]bool{"yopmail.com": true, "spam.example": true}
	for domain, want := range map[string]bool{
		"yopmail.com": true, "YOPmail.com": true, "news.yopmail.com": true, "spam.example": true,
		"notyopmail.com": false, "yopmail.com.example": false, "com": false, "": false, "example": false,
	} {
		if got := Throwaway(domain, list); got != want {
			t.Errorf("Throwaway(%q) = %v", domain, got)
		}
	}
}
