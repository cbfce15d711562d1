package gallery

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"creneaux/app/ui/inspect"
	"creneaux/app/ui/theme"
	"creneaux/app/ui/widgets"
	"creneaux/app/wording"
)

// go test ./app/ui/gallery -update paints every image anew.
var update = flag.Bool("update", false, "paint the golden images anew")

// looks are what each section is painted in.
var looks = []struct {
	name    string
	options theme.Options
}{
	{"light", theme.Options{Mode: theme.Light}},
	{"dark", theme.Options{Mode: theme.Dark}},
	{"contrast", theme.Options{Mode: theme.Light, Contrast: theme.HighContrast}},
}

// TestEveryWidgetLooksAsItDid compares each section in each look with its golden image.
// Where one differs, what was painted and where it differs are among the artefacts of
// the test (go test -artifacts).
func TestEveryWidgetLooksAsItDid(t *testing.T) {
	voice := french(t)
	for _, look := range looks {
		t.Run(look.name, func(t *testing.T) {
			begin(t, look.options)
			var names []string
			for _, section := range Sections(voice) {
				names = append(names, section.Name+".png")
				t.Run(section.Name, func(t *testing.T) {
					compare(t, filepath.Join("testdata", look.name, section.Name+".png"), paint(t, section))
				})
			}
			forgotten(t, filepath.Join("testdata", look.name), names)
		})
	}
}

func french(t *testing.T) *wording.Voice {
	t.Helper()
	voice, err := wording.New(wording.French)
	if err != nil {
		t.Fatal(err)
	}
	return voice
}

func begin(t *testing.T, options theme.Options) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(options))
}

// paint shows a section in a window of its size and returns its picture.
func paint(t *testing.T, s Section) image.Image {
	t.Helper()
	content := s.Content()
	stage := widgets.NewStage(widgets.NewSurface(theme.ColorSurface, widgets.EdgeNone, container.NewStack(content)))
	stage.Wait = onceOnly()
	w := test.NewTempWindow(t, stage)
	w.SetPadded(false)
	w.Resize(content.MinSize().Max(s.Room))
	s.Settle()
	if s.Open != nil {
		s.Open(w.Canvas(), s.Samples[0].Object)
	}
	return w.Canvas().Capture()
}

// onceOnly is a [widgets.Wait] in which a tip appears at once, and then no time passes.
func onceOnly() widgets.Wait {
	waited := false
	return func(_ time.Duration, then func()) (stop func()) {
		if !waited {
			waited = true
			then()
		}
		return func() {}
	}
}

// Pictures are painted by Fyne in software, from fonts of our own, so they come out the
// same anywhere but for rounding: processors that multiply and add in one step round
// once where others round twice. So a pixel may differ a little, and few may differ more.
const (
	tolerance = 12     // of 255, in any of red, green and blue
	fewPixels = 0.0002 // of all
)

func compare(t *testing.T, path string, painted image.Image) {
	t.Helper()
	if *update {
		write(t, path, painted)
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./app/ui/gallery -update paints it", err)
	}
	golden, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	different, count := differences(golden, painted)
	if share := float64(count) / float64(different.Bounds().Dx()*different.Bounds().Dy()); share > fewPixels {
		name := filepath.Base(filepath.Dir(path)) + "-" + filepath.Base(path)
		folder := t.ArtifactDir()
		write(t, filepath.Join(folder, name), painted)
		write(t, filepath.Join(folder, "different-"+name), different)
		t.Errorf("%s: %d pixels differ; see %s", path, count, folder)
	}
}

// differences paints the golden image pale, and in red what is not the same.
func differences(golden, painted image.Image) (*image.NRGBA, int) {
	whole := golden.Bounds().Union(painted.Bounds())
	marked, count := image.NewNRGBA(whole), 0
	for y := whole.Min.Y; y < whole.Max.Y; y++ {
		for x := whole.Min.X; x < whole.Max.X; x++ {
			at := image.Pt(x, y)
			if !at.In(golden.Bounds()) || !at.In(painted.Bounds()) || far(golden.At(x, y), painted.At(x, y)) {
				marked.Set(x, y, color.NRGBA{R: 220, A: 255})
				count++
				continue
			}
			grey := color.GrayModel.Convert(golden.At(x, y)).(color.Gray).Y
			marked.Set(x, y, color.Gray{Y: 170 + grey/3})
		}
	}
	return marked, count
}

func far(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
		if max(pair[0], pair[1])-min(pair[0], pair[1]) > tolerance*257 {
			return true
		}
	}
	return false
}

// write keeps an image. A golden one has few colours, and takes a third of the space
// when its pixels name them.
func write(t *testing.T, path string, picture image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, paletted(picture)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// paletted returns the picture with a palette of its own, or itself where it has more
// colours than a palette holds.
func paletted(picture image.Image) image.Image {
	const most = 256
	colours := color.Palette{}
	seen := map[color.NRGBA]bool{}
	area := picture.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
			if seen[c] {
				continue
			}
			if seen[c] = true; len(seen) > most {
				return picture
			}
			colours = append(colours, c)
		}
	}
	small := image.NewPaletted(area, colours)
	draw.Draw(small, area, picture, area.Min, draw.Src)
	return small
}

// forgotten looks for images that no section paints any more.
func forgotten(t *testing.T, folder string, names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if slices.Contains(names, e.Name()) {
			continue
		}
		if !*update {
			t.Errorf("%s is of no section; -update removes it", filepath.Join(folder, e.Name()))
		} else if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
			t.Error(err)
		}
	}
}

// TestGoldenImagesStaySmall keeps the repository quick to clone.
func TestGoldenImagesStaySmall(t *testing.T) {
	const most = 3 << 20
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.png"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d images, %v", len(files), err)
	}
	total := int64(0)
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > most {
		t.Errorf("the golden images take %d KB", total>>10)
	}
}

// TestNothingInTheGalleryIsCut looks at every sample at each text size, in both
// densities and both languages.
func TestNothingInTheGalleryIsCut(t *testing.T) {
	for _, lang := range []string{wording.French, wording.English} {
		voice, err := wording.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, look := range []theme.Options{
			{Scale: theme.MinScale}, {Scale: 1}, {Scale: theme.MaxScale}, {Scale: theme.MaxScale, Density: theme.Compact},
		} {
			t.Run(fmt.Sprint(lang, "-", look.Density, "-", look.Scale), func(t *testing.T) {
				begin(t, look)
				for _, s := range Sections(voice) {
					wantWhole(t, s)
				}
			})
		}
	}
}

func wantWhole(t *testing.T, s Section) {
	t.Helper()
	content := s.Content()
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	size := content.MinSize().Max(s.Room)
	w.Resize(size)
	s.Settle()
	for _, finding := range inspect.Cut(content, size) {
		t.Errorf("%s: %s", s.Name, finding)
	}
}

func TestThePageShowsEverySection(t *testing.T) {
	begin(t, theme.Options{})
	voice := french(t)
	w := test.NewTempWindow(t, nil)
	content, settle := Page(w.Canvas(), voice)
	content.Wait = never // Fyne's test driver has no goroutine of the window for a clock to call
	w.SetContent(content)
	w.Resize(fyne.NewSize(1000, 60000))
	settle()
	texts := inspect.Texts(content, w.Canvas().Size())
	for _, s := range Sections(voice) {
		if !slices.Contains(texts, s.Name) {
			t.Errorf("%s is not on the page", s.Name)
		}
	}
}

func TestADifferenceIsSeen(t *testing.T) {
	a, b := image.NewNRGBA(image.Rect(0, 0, 10, 10)), image.NewNRGBA(image.Rect(0, 0, 10, 10))
	b.Set(3, 3, color.White)
	b.Set(4, 4, color.NRGBA{R: tolerance, A: 255})
	if _, count := differences(a, b); count != 1 {
		t.Errorf("%d pixels differ, want the white one", count)
	}
	if _, count := differences(a, image.NewNRGBA(image.Rect(0, 0, 10, 12))); count != 20 {
		t.Errorf("%d pixels differ, want two rows", count)
	}
}
