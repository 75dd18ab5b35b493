export { addAbsence, cancelAbsence, type NewAbsence } from "./absences.ts";
export { grantLeave, revokeLeave } from "./leave.ts";
export { onSubstitutionChanged, standingChanged, type StandingChanged } from "./standing.ts";
export { addSubstitution, cancelSubstitution, type NewSubstitution } from "./substitutions.ts";
