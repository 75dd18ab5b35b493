export { advanceRun } from "./advance.ts";
export { hostRunsOf, type HostedKind, type RunHost } from "./host.ts";
export { endRun, putToRun, requireRun } from "./moves.ts";
export { insertRun, liveRun, noteFacts, type StoredRun } from "./store.ts";
export { voidStaleVotes, voidVotes } from "./voiding.ts";
export { takeVoteAction } from "./votes.ts";
