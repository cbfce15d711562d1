package names

import "testing"

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Likeness
	}{
		// Capitals, accents, hyphens, apostrophes.
		{"DUPONT Jean", "dupont  jean", Identical},
		{"Jean-Marie Le Pen", "jean marie LE PEN", Identical},
		{"Aminata N’DIAYE", "Aminata Ndiaye", Identical},
		{"Łukasz Wałęsa", "Lukasz Walesa", Identical},
		{"Søren Ærø", "Soren Aero", Identical},
		{"Nguyễn Thị Đào", "NGUYEN THI DAO", Identical},
		{"İbrahim Yıldız", "Ibrahim Yildiz", Identical},
		{"Émile Œuvrard", "emile oeuvrard", Identical},
		{"Jürgen Strauß", "Jurgen Strauss", Identical},
		// Order of the parts.
		{"Jean DUPONT", "Dupont, Jean", Equivalent},
		{"bin Salman Mohammed", "Mohammed bin Salman", Equivalent},
		{"Sánchez Díaz María José", "María José Sánchez Díaz", Equivalent},
		// Particles and articles, joined or not, one for another.
		{"Karim Benali", "Karim Ben Ali", Equivalent},
		{"Karim Ibn Ali", "Karim Ben Ali", Equivalent},
		{"Nadia El Hassani", "Nadia Elhassani", Equivalent},
		{"Nadia El Hassani", "Nadia Al-Hassani", Equivalent},
		{"Nadia El Hassani", "Nadia Hassani", Equivalent},
		{"Nadia Elidrissi", "Nadia Idrissi", Equivalent},
		{"Pieter van der Berg", "Pieter Vanderberg", Equivalent},
		{"Ana da Silva", "Ana de Silva", Equivalent},
		{"Aminata N Diaye", "Aminata Ndiaye", Equivalent},
		{"Kylian M'Bappé", "Kylian M Bappe", Equivalent},
		{"Mme Dupont Anne", "Dupont Anne", Equivalent},
		{"Saif ad-Din Omari", "Saif al-Din Omari", Equivalent},
		// Transliterations.
		{"Mohamed Ali", "Muhammad Ali", Equivalent},
		{"Mohamed Ali", "Mohammed Aly", Equivalent},
		{"Mohd Ali Rahman", "Muhammad Ali Rahman", Equivalent},
		{"Md. Rafiq Islam", "Mohammed Rafiq Islam", Equivalent},
		{"Youssef Cherif", "Yusuf Sharif", Equivalent},
		{"Abdelkader Khaled", "Abdul Qadir Khalid", Equivalent},
		{"Abd al-Aziz Nouri", "Abdelaziz Noori", Equivalent},
		{"Abderrahmane Sissoko", "Abd ar-Rahman Sissoko", Close},
		{"Djibril Ouattara", "Jibril Wattara", Equivalent},
		{"Hans Müller", "Hans Mueller", Equivalent},
		{"Сергей Лавров", "Sergei Lavrov", Equivalent},
		{"Serguei Lavrov", "Sergey Lavrov", Equivalent},
		{"Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", Equivalent},
		{"Mikhail Tchekhov", "Mikhaïl Chekhov", Equivalent},
		{"Saïd Boukhari", "Saeed Bukhari", Equivalent},
		{"Othmane Zitouni", "Usman Zitouni", Close},
		{"Maxamed Cabdi", "Mohamed Abdi", Close},
		{"Aslano?lu Salih", "Aslanoğlu Salih", Equivalent},
		{"Ig0r Sechin", "Igor Sechin", Close},
		// Initials, names left out, slips.
		{"J. Dupont", "Jean Dupont", Close},
		{"J.-C. Dupont", "Jean-Claude Dupont", Close},
		{"JC Dupont", "Jean-Claude Dupont", Close},
		{"Marie Dupont", "Marie Claire Dupont", Close},
		{"María Sánchez Díaz", "María Sánchez", Close},
		{"Jean Dupnot", "Jean Dupont", Close},
		{"Jean Dupond", "Jean Dupont", Close},
		{"Amin Bennani", "Amine Bennani", Close},
		{"Ivan Petrov", "Ivan Petrova", Close},
		{"Fatima Alaoui épouse Benali", "Fatima Benali", Close},
		{"Karim Ben Ali", "Karim Ali", Close},
		{"Marie Anne Dupont", "Anne Marie Dupont", Close},
		// What is different stays different.
		{"Angelo Rossi", "Angela Rossi", Different},
		{"Mario Rossi", "Maria Rossi", Different},
		{"Karim Benali", "Karima Benali", Different},
		{"Jean Dupont", "Jeanne Dupont", Different},
		{"Daniel Dupont", "Danielle Dupont", Different},
		{"Said Alaoui", "Saida Alaoui", Different},
		{"Mohamed Benali", "Ahmed Benali", Different},
		{"Hassan Traoré", "Hussein Traoré", Different},
		{"Hassan Benali", "Hussein Benali", Different},
		{"Moussa Traoré", "Issa Traoré", Different},
		{"Omar Diallo", "Amar Diallo", Different},
		{"Nguyen Thi Lan", "Nguyen Van Nam", Different},
		{"Le Thi Hoa", "Do Thi Hoa", Different},
		{"Kim Jong Un", "Kim Jong Il", Different},
		{"William G. Frost", "William W. Frost", Different},
		{"A. Khamenei", "Boris Khamenei", Different},
		{"Salman bin Muhammad Al-Rawi", "Muhammad bin Salman Al-Rawi", Different},
		{"Fatima Bint Ali", "Fatima Ben Ali", Different},
		{"Ben Amrani Karim", "El Amrani Karim", Different},
		{"Jean Dupont", "Dupont", Different},
		{"A B", "Ali Baba", Different},
		{"Jean", "", Different},
		{"王小明", "王小红", Different},
		{"Fatou Diop", "Fatoumata Diop", Different},
		{"Sergei Viktorovich Lavrov", "Sergei Ivanovich Lavrov", Different},
		{"Roman Fico", "Robert Fico", Different},
	} {
		v := Compare(c.a, c.b)
		if v.Verdict != c.want {
			t.Errorf("%q, %q: %s %.2f %v, want %s", c.a, c.b, v.Verdict, v.Score, v.Reasons, c.want)
		}
	}
}
