export { advanceRun, type RunChange } from "./advance.ts";
export { bindHost } from "./bind.ts";
export type { RunHost } from "../../records/run-host.ts";
export { endRun, putToRun, requireRun, startRun } from "./moves.ts";
export { awaitApproval, finishApproval, recallRun } from "./settle.ts";
export { insertRun, liveRun, noteFacts, type StoredRun } from "./store.ts";
export { moveOpenSteps } from "./pause.ts";
export { voidStaleVotes, voidVotes } from "./voiding.ts";
export { takeVoteAction } from "./votes.ts";
