export { addAbsence, cancelAbsence, type NewAbsence } from "./absences.ts";
export { onSubstitutionChanged, type StandingChanged } from "./standing.ts";
export { addSubstitution, cancelSubstitution, type NewSubstitution } from "./substitutions.ts";
