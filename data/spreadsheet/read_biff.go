package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"unicode/utf16"
)

// Records of BIFF8, [MS-XLS] section 2.4, by number.
const (
	recordFormula    = 0x0006
	recordEOF        = 0x000a
	recordDate1904   = 0x0022
	recordFilePass   = 0x002f
	recordContinue   = 0x003c
	recordBoundSheet = 0x0085
	recordMulRK      = 0x00bd
	recordRString    = 0x00d6
	recordSST        = 0x00fc
	recordLabelSST   = 0x00fd
	recordNumber     = 0x0203
	recordLabel      = 0x0204
	recordString     = 0x0207
	recordRK         = 0x027e
	recordBOF        = 0x0809

	biff8 = 0x0600
)

// isBareBIFF reports whether a file is a workbook of Excel 2 to 4, which has no
// compound file around it.
func isBareBIFF(data []byte) bool {
	for _, start := range []string{"\x09\x00\x04\x00", "\x09\x02\x06\x00", "\x09\x04\x06\x00"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return true
		}
	}
	return false
}

// biffReader parts a stream into records.
type biffReader struct {
	rest []byte
}

// biffRecord is a record. What lies beyond its end reads as zero.
type biffRecord struct {
	kind uint16
	data []byte
	more [][]byte // of the CONTINUE records after it
}

// next reads a record with those that continue it.
func (r *biffReader) next() (biffRecord, error) {
	kind, data, err := r.one()
	if err != nil {
		return biffRecord{}, err
	}
	record := biffRecord{kind: kind, data: data}
	for len(r.rest) >= 2 && binary.LittleEndian.Uint16(r.rest) == recordContinue {
		_, data, err := r.one()
		if err != nil {
			return biffRecord{}, err
		}
		record.more = append(record.more, data)
	}
	return record, nil
}

func (r *biffReader) one() (kind uint16, data []byte, err error) {
	const head = 4
	if len(r.rest) < head {
		return 0, nil, io.ErrUnexpectedEOF
	}
	kind, size := binary.LittleEndian.Uint16(r.rest), int(binary.LittleEndian.Uint16(r.rest[2:]))
	if len(r.rest) < head+size {
		return 0, nil, io.ErrUnexpectedEOF
	}
	data, r.rest = r.rest[head:head+size], r.rest[head+size:]
	return kind, data, nil
}

func (r biffRecord) byte(at int) byte {
	if at >= len(r.data) {
		return 0
	}
	return r.data[at]
}

func (r biffRecord) uint16(at int) uint16 {
	if at+2 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint16(r.data[at:])
}

func (r biffRecord) uint32(at int) uint32 {
	if at+4 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint32(r.data[at:])
}

// number reads a double. One whose two highest bytes are set is no number but the
// mark of a formula that gives something else.
func (r biffRecord) number(at int) (float64, bool) {
	if at+8 > len(r.data) || r.uint16(at+6) == 0xffff {
		return 0, false
	}
	n := math.Float64frombits(binary.LittleEndian.Uint64(r.data[at:]))
	return n, !math.IsNaN(n) && !math.IsInf(n, 0)
}

// formulaIsText reports whether the formula gives a text, which a STRING record holds.
func (r biffRecord) formulaIsText() bool {
	return r.uint16(12) == 0xffff && r.byte(6) == 0
}

// rkNumber reads a number of 30 bits: whole, or the high part of a double, either of
// them in hundredths when the lowest bit is set.
func rkNumber(rk uint32) float64 {
	var n float64
	if rk&2 != 0 {
		n = float64(int32(rk) >> 2)
	} else {
		n = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		n /= 100
	}
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return 0
	}
	return n
}

// stringReader reads texts from a record and those that continue it.
type stringReader struct {
	rest []byte
	more [][]byte
}

func (r biffRecord) stringReader(at int) *stringReader {
	return &stringReader{rest: r.data[min(at, len(r.data)):], more: r.more}
}

// fill makes sure that there are n bytes at hand, across records, and reports whether
// there are.
func (s *stringReader) fill(n int) bool {
	for len(s.rest) < n && len(s.more) > 0 {
		s.rest, s.more = append(bytes.Clone(s.rest), s.more[0]...), s.more[1:]
	}
	return len(s.rest) >= n
}

func (s *stringReader) byte() byte {
	if !s.fill(1) {
		return 0
	}
	b := s.rest[0]
	s.rest = s.rest[1:]
	return b
}

func (s *stringReader) uint16() uint16 {
	if !s.fill(2) {
		s.rest = nil
		return 0
	}
	n := binary.LittleEndian.Uint16(s.rest)
	s.rest = s.rest[2:]
	return n
}

func (s *stringReader) uint32() uint32 {
	low := s.uint16()
	return uint32(low) | uint32(s.uint16())<<16
}

// skip passes over n bytes, across records.
func (s *stringReader) skip(n int) {
	for n > len(s.rest) && len(s.more) > 0 {
		n -= len(s.rest)
		s.rest, s.more = s.more[0], s.more[1:]
	}
	s.rest = s.rest[min(n, len(s.rest)):]
}

// Flags of a text, [MS-XLS] 2.5.293.
const (
	wideText  = 0x01 // two bytes a character, else one
	hasExtras = 0x04 // phonetic data follows
	hasRuns   = 0x08 // formatting follows
)

// text reads the flags and so many characters.
func (s *stringReader) text(length int) string {
	return s.characters(length, s.byte()&wideText != 0)
}

// richText reads a text with its length, flags and what follows it.
func (s *stringReader) richText() string {
	length, flags := int(s.uint16()), s.byte()
	runs, extras := 0, 0
	if flags&hasRuns != 0 {
		runs = int(s.uint16())
	}
	if flags&hasExtras != 0 {
		extras = int(s.uint32())
	}
	text := s.characters(length, flags&wideText != 0)
	const bytesARun = 4
	s.skip(runs*bytesARun + max(extras, 0))
	return text
}

// characters reads characters of one or two bytes. Where a record continues another
// in the middle of a text, it begins with flags of its own.
func (s *stringReader) characters(length int, wide bool) string {
	units := make([]uint16, 0, min(length, 1<<10))
	for len(units) < length {
		if len(s.rest) == 0 {
			if len(s.more) == 0 {
				break
			}
			s.rest, s.more = s.more[0], s.more[1:]
			wide = s.byte()&wideText != 0
			continue
		}
		switch {
		case !wide:
			units = append(units, uint16(s.rest[0]))
			s.rest = s.rest[1:]
		case len(s.rest) >= 2:
			units = append(units, binary.LittleEndian.Uint16(s.rest))
			s.rest = s.rest[2:]
		default:
			s.rest = nil // half a character
		}
	}
	return string(utf16.Decode(units))
}

// sharedStrings reads the table of texts that the cells share.
func (r biffRecord) sharedStrings(most limits) ([]string, error) {
	count := int(r.uint32(4))
	if count > most.cells {
		return nil, errTooLarge
	}
	s := r.stringReader(8)
	texts := make([]string, 0, min(count, 1<<16))
	for range count {
		if len(s.rest) == 0 && len(s.more) == 0 {
			return nil, io.ErrUnexpectedEOF
		}
		texts = append(texts, s.richText())
	}
	return texts, nil
}
