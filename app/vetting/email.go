package vetting

import (
	"net/mail"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"creneaux/app/names"
)

// Email is an e-mail address as it was written and the mailbox that it reaches.
type Email struct {
	Address string // as given
	// Canonical is Local@Domain. Two valid addresses with one canonical form reach
	// one mailbox. It is empty where the address is not valid.
	Canonical string
	Local     string // canonical part before the @
	Domain    string // canonical domain, in lower case, international labels as "xn--…"
	Valid     bool   // whether mail could be sent to it at all
}

// longestLocal is the longest local part, in octets (RFC 5321, section 4.5.3.1.1).
const longestLocal = 64

// CanonicalEmail returns the mailbox that an address reaches, so that spellings of
// one mailbox can be recognised. What it makes equal:
//
//   - spaces and invisible characters around and within, a leading "mailto:", a
//     name before <the address>, a full stop or semicolon left behind it;
//   - full-width characters, as in RFC 8265, section 3.3.1 (width mapping), and
//     composed or decomposed accents (NFC, RFC 6532, section 3.1);
//   - capital letters: of the domain by RFC 5321, section 2.4; of the local part
//     because no provider in use tells them apart, whatever that section allows;
//   - an international domain and its "xn--" form (RFC 5891; x/net/idna);
//   - "+tag" behind the local part (RFC 5233), see usesPlusTag;
//   - what Gmail documents about its own addresses, see gmail.
//
// What it keeps apart, because it can be two people's: dots of other providers, a
// hyphen or another sign where "+" is meant, different domains of one company
// (outlook.fr and hotmail.fr are two mailboxes), letters that only look alike, and a
// local part that begins with "+" (a phone number).
func CanonicalEmail(address string) Email {
	e := Email{Address: address}
	local, domain, ok := splitAddress(tidyAddress(address))
	if !ok {
		return e
	}
	domain, ok = canonicalDomain(domain)
	if !ok {
		return e
	}
	e.Valid = true
	local = canonicalLocal(local, domain)
	e.Canonical = local + "@" + domain
	// Parts of one text, so that a year's addresses are kept once.
	e.Local, e.Domain = e.Canonical[:len(local)], e.Canonical[len(local)+1:]
	return e
}

// Throwaway reports whether a domain, or one that it is part of, is in a list of
// disposable e-mail domains (in lower case): with "yopmail.com" listed,
// "news.yopmail.com" is one too.
func Throwaway(domain string, list map[string]bool) bool {
	domain = strings.ToLower(domain)
	for strings.Contains(domain, ".") {
		if list[domain] {
			return true
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return false
}

var spacesAtSign = regexp.MustCompile(` *@ *`)

// hostNames reads host names as a browser does before it looks them up (UTS #46,
// letters such as ß kept), and checks their lengths.
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false),
	idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// tidyAddress takes away what a keyboard, a web page or a list leaves around an
// address.
func tidyAddress(s string) string {
	if strings.ContainsFunc(s, notPlain) {
		s = norm.NFC.String(width.Fold.String(s))
		s = strings.TrimSpace(strings.Map(withoutInvisible, s))
		s = spacesAtSign.ReplaceAllString(s, "@")
	}
	if len(s) > len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:") {
		s = s[len("mailto:"):]
	}
	return strings.Trim(s, " ;,.")
}

// notPlain reports whether a character is anything but a visible one of ASCII.
func notPlain(r rune) bool { return r <= ' ' || r >= 0x7f }

func withoutInvisible(r rune) rune {
	switch {
	case names.Invisible(r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// splitAddress parts local from domain by net/mail (RFC 5322), and refuses what that
// lets through but no mailbox is called: quoted local parts with spaces or signs,
// parts that are too long.
func splitAddress(s string) (local, domain string, ok bool) {
	parsed, err := mail.ParseAddress(s)
	if err != nil {
		return "", "", false
	}
	at := strings.LastIndexByte(parsed.Address, '@')
	local, domain = parsed.Address[:at], parsed.Address[at+1:]
	if len(local) > longestLocal || !isDotAtom(local) {
		return "", "", false
	}
	return local, domain, true
}

// isDotAtom reports whether a local part is one that can be written without quotes
// (RFC 5322, section 3.2.3; letters beyond ASCII by RFC 6532).
func isDotAtom(local string) bool {
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" {
			return false
		}
		for _, r := range atom {
			if !isAtext(r) {
				return false
			}
		}
	}
	return true
}

func isAtext(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
			strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// canonicalDomain returns a host name in lower-case ASCII. It wants two labels at
// least and a last one that is not a number, which refuses "localhost" and addresses
// of machines.
func canonicalDomain(domain string) (string, bool) {
	ascii, err := hostNames.ToASCII(strings.TrimSuffix(domain, "."))
	if err != nil {
		return "", false
	}
	last := ascii[strings.LastIndexByte(ascii, '.')+1:]
	if len(last) == len(ascii) || len(last) < 2 || strings.Trim(last, "0123456789") == "" {
		return "", false
	}
	if ascii == "googlemail.com" {
		ascii = gmail
	}
	return ascii, true
}

func canonicalLocal(local, domain string) string {
	local = strings.ToLower(local)
	if i := strings.IndexByte(local, '+'); i > 0 && usesPlusTag(domain) {
		local = local[:i]
	}
	if domain == gmail {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local
}

// gmail is the one provider that documents that dots are not part of the name (Gmail
// Help, "Dots don't matter in Gmail addresses", answer 7436150: "you own all dotted
// versions of your address"; for work and school addresses, the same page says,
// "dots do change your address") and that one mailbox answers to two domains,
// gmail.com and googlemail.com (Gmail Help, answer 10313, and Google's notes on the
// German and British accounts opened as googlemail.com).
const gmail = "gmail.com"

// usesPlusTag reports whether "+something" behind a local part is a tag of the same
// mailbox at a provider. RFC 5233 leaves the sign to the provider; "+" is that of
// Gmail, Outlook, iCloud, Proton, Fastmail, Yandex, Exchange Online, and of Postfix
// and Sendmail as they are shipped, so it is taken for every domain but Yahoo's. Yahoo
// knows no "+" (its temporary addresses are "name-tag", with a name that need not be
// that of the mailbox), so there the whole text is the name.
func usesPlusTag(domain string) bool {
	first, _, _ := strings.Cut(domain, ".")
	switch first {
	case "yahoo", "ymail", "rocketmail", "myyahoo":
		return false
	}
	return true
}
