package chart

import "math"

// header is what stands above the names of categories.
func (w Words) header(axis string) string {
	if axis != "" {
		return axis
	}
	return w.Voice.Text("chart.column.category")
}

// cell writes a value that may be missing.
func (w Words) cell(v float64, ok bool) string {
	if !ok {
		return ""
	}
	return w.number(v)
}

// seriesTable has a row for each category and a column for each series, the sum, if it
// has a name, and the target.
func seriesTable(w Words, axis string, categories []Category, series []Series, target float64, targetName, totalName string) Table {
	t := Table{Headers: []string{w.header(axis)}, Figures: []bool{false}}
	column := func(name string) { t.Headers, t.Figures = append(t.Headers, name), append(t.Figures, true) }
	for _, s := range series {
		name := s.Name
		if name == "" {
			name = w.Voice.Text("chart.column.value")
		}
		column(name)
	}
	if totalName != "" {
		column(totalName)
	}
	if hasTarget(target) && targetName != "" {
		column(targetName)
	}
	for k, c := range categories {
		row, sum, any := []string{c.full()}, 0.0, false
		for _, s := range series {
			v, ok := s.at(k)
			row = append(row, w.cell(v, ok))
			sum, any = sum+v, any || ok
		}
		if totalName != "" {
			row = append(row, w.cell(sum, any))
		}
		if hasTarget(target) && targetName != "" {
			row = append(row, w.number(target))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// describeSeries says where each series is least and most, and its target.
func describeSeries(w Words, categories []Category, series []Series, target float64, targetName string) []string {
	if !extentOf(series, len(categories)).known {
		return []string{w.Voice.Text("chart.describe.empty")}
	}
	said := []string{w.Voice.Text("chart.describe.series", "Count", len(categories),
		"First", categories[0].full(), "Last", categories[len(categories)-1].full())}
	for _, s := range series {
		least, most, leastAt, mostAt := math.Inf(1), math.Inf(-1), "", ""
		for k, c := range categories {
			v, ok := s.at(k)
			if ok && v < least {
				least, leastAt = v, c.full()
			}
			if ok && v > most {
				most, mostAt = v, c.full()
			}
		}
		if leastAt == "" && mostAt == "" {
			continue
		}
		extremes := w.Voice.Text("chart.describe.extremes", "Least", w.number(least), "LeastAt", leastAt, "Most", w.number(most), "MostAt", mostAt)
		if s.Name != "" {
			extremes = w.Voice.Text("chart.describe.named", "Name", s.Name, "Said", extremes)
		}
		said = append(said, extremes)
	}
	if hasTarget(target) && targetName != "" {
		said = append(said, w.Voice.Text("chart.describe.named", "Name", targetName, "Said", w.number(target)))
	}
	return said
}
