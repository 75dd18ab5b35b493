export { notifyActorChanged } from "./actor.ts";
export { enforce } from "./enforce.ts";
export { jobContext } from "./job-context.ts";
export { queueFor, type QueueScope } from "./queues.ts";
