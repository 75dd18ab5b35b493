import { sql } from "kysely";
import type { App } from "../../src/platform/app.ts";

export interface AuditLine {
  action: string;
  actorId: string | null;
  onBehalfOfId: string | null;
  via: string;
  result: string;
  rule: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
}

export async function auditTrail(app: App, id: string): Promise<AuditLine[]> {
  const { rows } = await sql<AuditLine>`
    select action, actor_id as "actorId", on_behalf_of_id as "onBehalfOfId", via, result, rule, reason, before, after
    from audit_events where record_id::text = ${id} or entity_id = ${id} order by id`.execute(app.db);
  return rows;
}
