package theme

import (
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"creneaux/assets/icons"
)

// The icons, each called by what it stands for, not by what is drawn. They are drawings
// of one family on a grid of 20 × 20 and take the colour of text.

// Pages of the program.

func IconHome() fyne.Resource         { return icon("home") }
func IconCapacity() fyne.Resource     { return icon("table") }
func IconScenarios() fyne.Resource    { return icon("arrow-split") }
func IconPublication() fyne.Resource  { return icon("calendar-clock") }
func IconImport() fyne.Resource       { return icon("arrow-import") }
func IconBookings() fyne.Resource     { return icon("clipboard-task-list") }
func IconVetting() fyne.Resource      { return icon("shield-checkmark") }
func IconConvocations() fyne.Resource { return icon("mail") }
func IconSettings() fyne.Resource     { return icon("settings") }

// Directions and folding.

func IconBack() fyne.Resource     { return icon("arrow-left") }
func IconForward() fyne.Resource  { return icon("arrow-right") }
func IconUp() fyne.Resource       { return icon("arrow-up") }
func IconDown() fyne.Resource     { return icon("arrow-down") }
func IconPrevious() fyne.Resource { return icon("chevron-left") }
func IconNext() fyne.Resource     { return icon("chevron-right") }
func IconExpand() fyne.Resource   { return icon("chevron-down") }
func IconCollapse() fyne.Resource { return icon("chevron-up") }
func IconFold() fyne.Resource     { return icon("panel-left-contract") }
func IconUnfold() fyne.Resource   { return icon("panel-left-expand") }

// Actions.

func IconUndo() fyne.Resource       { return icon("arrow-undo") }
func IconRedo() fyne.Resource       { return icon("arrow-redo") }
func IconReset() fyne.Resource      { return icon("arrow-reset") }
func IconRefresh() fyne.Resource    { return icon("arrow-sync") }
func IconSearch() fyne.Resource     { return icon("search") }
func IconColumns() fyne.Resource    { return icon("column-triple") }
func IconCopy() fyne.Resource       { return icon("copy") }
func IconAdd() fyne.Resource        { return icon("add") }
func IconDelete() fyne.Resource     { return icon("delete") }
func IconClose() fyne.Resource      { return icon("dismiss") }
func IconSave() fyne.Resource       { return icon("save") }
func IconBackup() fyne.Resource     { return icon("save-copy") }
func IconPrint() fyne.Resource      { return icon("print") }
func IconNew() fyne.Resource        { return icon("document-add") }
func IconOpen() fyne.Resource       { return icon("open") }
func IconFolder() fyne.Resource     { return icon("folder") }
func IconFolderOpen() fyne.Resource { return icon("folder-open") }
func IconRun() fyne.Resource        { return icon("play") }
func IconDraw() fyne.Resource       { return icon("arrow-shuffle") }
func IconCalculate() fyne.Resource  { return icon("calculator") }
func IconShow() fyne.Resource       { return icon("eye") }
func IconHide() fyne.Resource       { return icon("eye-off") }
func IconQuit() fyne.Resource       { return icon("power") }
func IconCommand() fyne.Resource    { return icon("apps-list") }

// Things.

func IconCalendar() fyne.Resource  { return icon("calendar") }
func IconWeek() fyne.Resource      { return icon("calendar-week-start") }
func IconClock() fyne.Resource     { return icon("clock") }
func IconHistory() fyne.Resource   { return icon("history") }
func IconDocument() fyne.Resource  { return icon("document") }
func IconTable() fyne.Resource     { return icon("document-table") }
func IconGrid() fyne.Resource      { return icon("grid") }
func IconList() fyne.Resource      { return icon("list") }
func IconChart() fyne.Resource     { return icon("data-bar-vertical") }
func IconPerson() fyne.Resource    { return icon("person") }
func IconWindow() fyne.Resource    { return icon("window") }
func IconWindowNew() fyne.Resource { return icon("window-new") }
func IconLanguage() fyne.Resource  { return icon("local-language") }
func IconTextSize() fyne.Resource  { return icon("text-font-size") }
func IconDensity() fyne.Resource   { return icon("text-line-spacing") }
func IconLook() fyne.Resource      { return icon("dark-theme") }

// States and answers.

func IconCheck() fyne.Resource   { return icon("checkmark") }
func IconSuccess() fyne.Resource { return icon("checkmark-circle") }
func IconInfo() fyne.Resource    { return icon("info") }
func IconWarning() fyne.Resource { return icon("warning") }
func IconError() fyne.Resource   { return icon("error-circle") }
func IconRefused() fyne.Resource { return icon("dismiss-circle") }
func IconHelp() fyne.Resource    { return icon("question-circle") }

// Filled returns the filled counterpart of an icon, which stands for what is selected.
// An icon that has none is returned as it is.
func Filled(regular fyne.Resource) fyne.Resource {
	name, ok := shelf.nameOf(regular)
	if !ok {
		return regular
	}
	if filled := icon(name + "-filled"); filled != nil {
		return filled
	}
	return regular
}

// icon returns the drawing of a name, nil if there is none. A name has one resource
// only: Fyne compares resources to know what is drawn already.
func icon(name string) fyne.Resource {
	if r := shelf.take(name); r != nil {
		return r
	}
	return nil
}

// iconShelf keeps the drawings that were asked for.
type iconShelf struct {
	mutex     sync.Mutex
	resources map[string]*fynetheme.ThemedResource
}

var shelf = iconShelf{resources: map[string]*fynetheme.ThemedResource{}}

func (s *iconShelf) take(name string) *fynetheme.ThemedResource {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if r, ok := s.resources[name]; ok {
		return r
	}
	drawing, err := icons.Drawing(name)
	if err != nil {
		return nil
	}
	r := fynetheme.NewThemedResource(fyne.NewStaticResource(name+".svg", drawing))
	s.resources[name] = r
	return r
}

func (s *iconShelf) nameOf(r fyne.Resource) (string, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for name, known := range s.resources {
		if r == fyne.Resource(known) {
			return name, true
		}
	}
	return "", false
}

// fyneIcons are the drawings for the names by which Fyne's own widgets ask, so that
// they too are of the family.
var fyneIcons = map[fyne.ThemeIconName]string{
	fynetheme.IconNameArrowDropDown:       "chevron-down",
	fynetheme.IconNameArrowDropUp:         "chevron-up",
	fynetheme.IconNameCalendar:            "calendar",
	fynetheme.IconNameCancel:              "dismiss",
	fynetheme.IconNameCheckButton:         "checkbox-unchecked",
	fynetheme.IconNameCheckButtonChecked:  "checkbox-checked-filled",
	fynetheme.IconNameCheckButtonFill:     "square-filled",
	fynetheme.IconNameCheckButtonPartial:  "checkbox-indeterminate",
	fynetheme.IconNameComputer:            "desktop",
	fynetheme.IconNameConfirm:             "checkmark",
	fynetheme.IconNameContentAdd:          "add",
	fynetheme.IconNameContentClear:        "dismiss",
	fynetheme.IconNameContentCopy:         "copy",
	fynetheme.IconNameContentCut:          "cut",
	fynetheme.IconNameContentPaste:        "clipboard-paste",
	fynetheme.IconNameContentRedo:         "arrow-redo",
	fynetheme.IconNameContentRemove:       "subtract",
	fynetheme.IconNameContentUndo:         "arrow-undo",
	fynetheme.IconNameDelete:              "delete",
	fynetheme.IconNameDesktop:             "desktop",
	fynetheme.IconNameDocument:            "document",
	fynetheme.IconNameDocumentCreate:      "document-add",
	fynetheme.IconNameDocumentPrint:       "print",
	fynetheme.IconNameDocumentSave:        "save",
	fynetheme.IconNameDownload:            "arrow-download",
	fynetheme.IconNameDragCornerIndicator: "re-order-dots-vertical",
	fynetheme.IconNameError:               "error-circle",
	fynetheme.IconNameFile:                "document",
	fynetheme.IconNameFileApplication:     "document",
	fynetheme.IconNameFileImage:           "image",
	fynetheme.IconNameFileText:            "document-text",
	fynetheme.IconNameFolder:              "folder",
	fynetheme.IconNameFolderNew:           "folder-add",
	fynetheme.IconNameFolderOpen:          "folder-open",
	fynetheme.IconNameGrid:                "grid",
	fynetheme.IconNameHelp:                "question-circle",
	fynetheme.IconNameHistory:             "history",
	fynetheme.IconNameHome:                "home",
	fynetheme.IconNameInfo:                "info",
	fynetheme.IconNameList:                "list",
	fynetheme.IconNameMediaPhoto:          "image",
	fynetheme.IconNameMediaPlay:           "play",
	fynetheme.IconNameMenu:                "navigation",
	fynetheme.IconNameMenuExpand:          "chevron-right",
	fynetheme.IconNameMoreHorizontal:      "more-horizontal",
	fynetheme.IconNameMoreVertical:        "more-vertical",
	fynetheme.IconNameMoveDown:            "arrow-down",
	fynetheme.IconNameMoveUp:              "arrow-up",
	fynetheme.IconNameNavigateBack:        "chevron-left",
	fynetheme.IconNameNavigateNext:        "chevron-right",
	fynetheme.IconNameQuestion:            "question-circle",
	fynetheme.IconNameRadioButton:         "circle",
	fynetheme.IconNameRadioButtonChecked:  "radio-button",
	fynetheme.IconNameRadioButtonFill:     "circle-small-filled",
	fynetheme.IconNameSearch:              "search",
	fynetheme.IconNameSettings:            "settings",
	fynetheme.IconNameStorage:             "database",
	fynetheme.IconNameUpload:              "arrow-upload",
	fynetheme.IconNameViewRefresh:         "arrow-sync",
	fynetheme.IconNameViewRestore:         "window-multiple",
	fynetheme.IconNameVisibility:          "eye",
	fynetheme.IconNameVisibilityOff:       "eye-off",
	fynetheme.IconNameWarning:             "warning",
	fynetheme.IconNameWindowClose:         "dismiss",
	fynetheme.IconNameWindowMaximize:      "maximize",
	fynetheme.IconNameWindowMinimize:      "subtract",
}
