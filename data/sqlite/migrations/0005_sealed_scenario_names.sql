-- The name of a scenario may be somebody's ("Mme X en congé"): the version of the plan that
-- adopting it made keeps it sealed, as the scenario itself is.

ALTER TABLE plan_version DROP COLUMN scenario;
ALTER TABLE plan_version ADD COLUMN sealed BLOB; -- NULL: no scenario was adopted
