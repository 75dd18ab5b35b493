export { addAbsence } from "./absences.ts";
export { grantLeave, revokeLeave } from "./leave.ts";
export { onSubstitutionChanged, standingChanged } from "./standing.ts";
export { addSubstitution } from "./substitutions.ts";
