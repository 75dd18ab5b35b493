export { addAbsence } from "./absences.ts";
export { grantLeave, revokeLeave } from "./leave.ts";
export { onActingChanged, actingChanged } from "./acting-changes.ts";
export { addSubstitution } from "./substitutions.ts";
export { administrators, makeServerLink } from "./server-link.ts";
