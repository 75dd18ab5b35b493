export { notifyActorChanged } from "./actor.ts";
export { jobContext } from "./job-context.ts";
export { queueFor } from "./queues.ts";
