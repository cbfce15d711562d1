package pdf

import (
	"errors"
	"math/bits"
	"strings"
	"sync"
)

// This file and its neighbours qr_template.go, qr_mask.go and qr_grid.go encode QR symbols after
// ISO/IEC 18004:2015, as far as our codes go: alphanumeric mode, level M (which bears
// 15 % of dirt), versions 1 to 10. A general library (skip2/go-qrcode) took 1.5 ms for
// a symbol, most of the time of a letter; this takes less than a tenth of it.

// largestVersion is the largest symbol that cheap scanners read at the size of ours.
const largestVersion = 10

// alphanumerics are the characters of the mode, in the order of their values (table 5).
const alphanumerics = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

var (
	errNotAlphanumeric = errors.New("pdf: the text has characters outside the alphanumeric mode")
	errTooLong         = errors.New("pdf: the text is too long for a symbol of version 10")
)

// blocks says how the codewords of a version at level M are divided (table 9): some
// blocks have one data codeword more than the others, and come last.
type blocks struct {
	correction  int // error correction codewords of each block
	short, long int // how many blocks
	data        int // data codewords of a short block
}

var blocksOf = [largestVersion + 1]blocks{
	1:  {10, 1, 0, 16},
	2:  {16, 1, 0, 28},
	3:  {26, 1, 0, 44},
	4:  {18, 2, 0, 32},
	5:  {24, 2, 0, 43},
	6:  {16, 4, 0, 27},
	7:  {18, 4, 0, 31},
	8:  {22, 2, 2, 38},
	9:  {22, 3, 2, 36},
	10: {26, 4, 1, 43},
}

func (b blocks) dataCodewords() int { return (b.short+b.long)*b.data + b.long }

// encodeQR returns the symbol of a text, in the smallest version that holds it and
// with the mask that the standard prefers.
func encodeQR(text string) (grid, error) {
	t, unmasked, err := unmaskedQR(text)
	if err != nil {
		return grid{}, err
	}
	return bestMask(t, unmasked), nil
}

// unmaskedQR returns the modules before a mask is chosen, format information light.
func unmaskedQR(text string) (*template, grid, error) {
	for _, c := range []byte(text) {
		if strings.IndexByte(alphanumerics, c) < 0 {
			return nil, grid{}, errNotAlphanumeric
		}
	}
	version := smallestVersion(len(text))
	if version == 0 {
		return nil, grid{}, errTooLong
	}
	t := templateOf(version)
	g := t.patterns
	codewords := interleave(blocksOf[version], dataCodewords(text, version))
	for i, at := range t.path[:8*len(codewords)] { // the remainder bits stay light
		if codewords[i/8]>>(7-i%8)&1 == 1 {
			g.darken(at.x, at.y)
		}
	}
	return t, g, nil
}

// smallestVersion returns 0 where no version holds so many characters.
func smallestVersion(characters int) int {
	for version := 1; version <= largestVersion; version++ {
		needed := 4 + countBits(version) + characters/2*11 + characters%2*6
		if needed <= 8*blocksOf[version].dataCodewords() {
			return version
		}
	}
	return 0
}

// countBits is the length of the character count in alphanumeric mode (table 3).
func countBits(version int) int {
	if version < 10 {
		return 9
	}
	return 11
}

// dataCodewords writes mode, count, characters in pairs, terminator and padding
// (clauses 7.4.4 and 7.4.10).
func dataCodewords(text string, version int) []byte {
	const alphanumericMode = 0b0010
	w := bitWriter{bytes: make([]byte, 0, blocksOf[version].dataCodewords())}
	w.write(alphanumericMode, 4)
	w.write(len(text), countBits(version))
	for ; len(text) >= 2; text = text[2:] {
		w.write(strings.IndexByte(alphanumerics, text[0])*45+strings.IndexByte(alphanumerics, text[1]), 11)
	}
	if len(text) == 1 {
		w.write(strings.IndexByte(alphanumerics, text[0]), 6)
	}
	w.write(0, min(4, 8*cap(w.bytes)-w.bits))
	for pad := byte(0xEC); len(w.bytes) < cap(w.bytes); pad ^= 0xEC ^ 0x11 {
		w.bytes = append(w.bytes, pad)
	}
	return w.bytes
}

// bitWriter writes numbers of so many bits one after the other.
type bitWriter struct {
	bytes []byte
	bits  int
}

func (w *bitWriter) write(value, length int) {
	for i := length - 1; i >= 0; i-- {
		if w.bits%8 == 0 {
			w.bytes = append(w.bytes, 0)
		}
		w.bytes[w.bits/8] |= byte(value>>i&1) << (7 - w.bits%8)
		w.bits++
	}
}

// interleave divides the data into blocks, adds their error correction, and takes
// one codeword of each block in turn (clause 7.6).
func interleave(b blocks, data []byte) []byte {
	count := b.short + b.long
	all := make([]byte, 0, len(data)+count*b.correction)
	parts, checks := make([][]byte, count), make([][]byte, count)
	for i := range parts {
		n := b.data
		if i >= b.short {
			n++
		}
		parts[i], data = data[:n], data[n:]
		checks[i] = remainder(parts[i], generatorOf(b.correction))
	}
	for i := range b.data + 1 {
		for _, part := range parts {
			if i < len(part) {
				all = append(all, part[i])
			}
		}
	}
	for i := range b.correction {
		for _, check := range checks {
			all = append(all, check[i])
		}
	}
	return all
}

// The field GF(2⁸) of the standard, modulo x⁸+x⁴+x³+x²+1, as powers of its generator
// and their logarithms.
var powers, logarithms = func() (exp [255]byte, log [256]byte) {
	x := 1
	for i := range exp {
		exp[i], log[x] = byte(x), byte(i)
		if x <<= 1; x > 255 {
			x ^= 0b1_0001_1101
		}
	}
	return exp, log
}()

// generators are the polynomials of Reed-Solomon codes by their degree: the
// logarithms of the coefficients below the leading 1, from the highest.
var generators sync.Map

func generatorOf(degree int) []byte {
	if g, known := generators.Load(degree); known {
		return g.([]byte)
	}
	polynomial := []byte{1}
	for i := range degree { // times x − αⁱ
		next := make([]byte, len(polynomial)+1)
		for j, c := range polynomial {
			next[j] ^= c
			if c != 0 {
				next[j+1] ^= powers[(int(logarithms[c])+i)%255]
			}
		}
		polynomial = next
	}
	logs := make([]byte, degree)
	for i, c := range polynomial[1:] { // no coefficient is zero: the roots are consecutive
		logs[i] = logarithms[c]
	}
	generators.Store(degree, logs)
	return logs
}

// remainder divides data, shifted by the degree, by a generator.
func remainder(data, generator []byte) []byte {
	rest := make([]byte, len(generator))
	for _, c := range data {
		factor := c ^ rest[0]
		copy(rest, rest[1:])
		rest[len(rest)-1] = 0
		if factor == 0 {
			continue
		}
		log := int(logarithms[factor])
		for i, g := range generator {
			rest[i] ^= powers[(log+int(g))%255]
		}
	}
	return rest
}

// withCheck appends to a value the remainder of a binary polynomial division, as
// format and version information are protected (annexes C and D).
func withCheck(value, polynomial int) int {
	degree := bits.Len(uint(polynomial)) - 1
	rest := value << degree
	for bits.Len(uint(rest)) > degree {
		rest ^= polynomial << (bits.Len(uint(rest)) - degree - 1)
	}
	return value<<degree | rest
}
