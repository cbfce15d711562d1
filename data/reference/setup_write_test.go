package reference

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What is written is read back as the same set-up.
func TestWrittenSetupIsReadBack(t *testing.T) {
	given, err := os.ReadFile("testdata/setup.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"given": string(given), "small": small, "calendar": calendarSetup, "reference": referenceSetup} {
		want, err := ReadSetup(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := WriteSetup(&file, want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadSetup(&file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
