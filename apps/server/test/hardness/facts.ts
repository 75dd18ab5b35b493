import type { RecordFacts } from "@tartip/domain/access/visibility";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql } from "kysely";
import type { TestApp } from "../kit/app.ts";

interface Row {
  id: string;
  kind: Kind;
  status: string;
  restricted: boolean;
  typeCode: string | null;
  documentGroup: string | null;
  departmentId: string | null;
  branchId: string | null;
  authorId: string;
  responsibleId: string | null;
  subjectId: string | null;
  queueId: string | null;
  people: { id: string; role: string }[];
  parentIds: string[];
  namingIds: string[];
}

/**
 * What the read policy needs of every record, read the plain way: one row, its participants, what it hangs on.
 * Written apart from the product's own loaders on purpose, so that a fault in those shows.
 */
export async function factsOfAll({ app }: Pick<TestApp, "app">): Promise<Map<string, RecordFacts>> {
  const { rows } = await sql<Row>`
    select r.id, r.kind, r.status, r.restricted, r.type_code as "typeCode", r.department_id as "departmentId",
      r.branch_id as "branchId", r.author_id as "authorId", r.assignee_id as "responsibleId", r.subject_id as "subjectId",
      r.queue_id as "queueId",
      case when r.kind = 'document' then (select value->>'group' from code_lists where list = 'document_kind' and code = r.type_code) end
        as "documentGroup",
      coalesce((select json_agg(json_build_object('id', person_id, 'role', role)) from participants where record_id = r.id), '[]') as people,
      coalesce((select json_agg(p.id) from (
        select parent_record_id as id from tasks where id = r.id and parent_record_id is not null
        union select request_id from invoices where id = r.id and request_id is not null
        union select from_id from record_links where to_id = r.id and r.kind = 'document' and seen
        union select to_id from record_links where from_id = r.id and r.kind = 'document' and seen) p), '[]') as "parentIds",
      coalesce((select json_agg(from_id) from record_links where to_id = r.id and r.kind = 'document' and not seen), '[]') as "namingIds"
    from records r`.execute(app.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const factsOf = (row: Row, depth: number): RecordFacts => {
    const having = (...roles: string[]): string[] => row.people.filter((one) => roles.includes(one.role)).map((one) => one.id);
    const above = (ids: readonly string[]): RecordFacts[] => {
      const found = depth === 0 ? [] : ids.flatMap((id) => byId.get(id) ?? []);
      return found.filter((one) => one.id !== row.id).map((one) => factsOf(one, depth - 1));
    };
    return {
      kind: row.kind,
      draft: row.status === "draft",
      restricted: row.restricted,
      typeCode: row.typeCode,
      documentGroup: row.documentGroup,
      departmentId: row.departmentId,
      branchId: row.branchId,
      authorId: row.authorId,
      responsibleId: row.responsibleId,
      subjectId: row.subjectId,
      queueId: row.queueId,
      participantIds: having("contractor", "mentioned", "reviewer", "watcher"),
      watcherIds: having("watcher"),
      approverIds: having("approver"),
      taskAssigneeIds: having("task"),
      parents: above(row.parentIds),
      namedBy: above(row.namingIds),
    };
  };
  return new Map(rows.map((row) => [row.id, factsOf(row, 2)]));
}
