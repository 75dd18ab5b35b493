import { randomUUID } from "node:crypto";
import type { Actor } from "@tartip/domain/access/actor";
import type { App } from "../../platform/app.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { loadActor } from "./actor.ts";

/**
 * The context of a job done on somebody's account (the author, the principal): the journal names that person and the
 * door `job`. Somebody who is inactive by now has no rights left, only the name.
 */
export async function jobContext(app: App, personId: string): Promise<Context> {
  const actor = (await loadActor(app.db, personId, dayOf(app.clock.now()))) ?? nobody(personId);
  return {
    app,
    actor,
    language: actor.language,
    via: "job",
    requestId: randomUUID(),
    ip: null,
    sessionId: null,
    now: () => app.clock.now(),
  };
}

function nobody(id: string): Actor {
  return {
    id,
    name: "",
    language: "ru",
    departmentId: null,
    branchId: null,
    managerId: null,
    external: false,
    roles: [],
    grants: [],
    queueIds: [],
    headsDepartmentIds: [],
    headsBranchIds: [],
    standsInFor: [],
  };
}
