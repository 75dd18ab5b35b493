export { loadActor } from "./actor.ts";
export { loadOrg, orgToday } from "./org.ts";
