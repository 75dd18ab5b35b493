export { addAbsence } from "./away/absences.ts";
export { grantLeave, revokeLeave } from "./away/leave.ts";
export { ACTING_TURN, actingChanged, oneActingChange } from "./away/acting-changes.ts";
export { onActingChanged } from "./away/followers.ts";
export { onSection } from "./sections.ts";
export { onLeaving } from "./leaving/holdings.ts";
export { guardHead } from "./roles/roles.ts";
export { addSubstitution } from "./away/substitutions.ts";
export { administrators, makeServerLink } from "./server-link.ts";
