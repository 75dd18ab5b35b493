export { addAbsence } from "./away/absences.ts";
export { grantLeave, revokeLeave } from "./away/leave.ts";
export { holdDaysOf } from "./away/second-word.ts";
export { onActingChanged, actingChanged } from "./away/acting-changes.ts";
export { addSubstitution } from "./away/substitutions.ts";
export { administrators, makeServerLink } from "./server-link.ts";
