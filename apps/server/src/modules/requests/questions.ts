import type { RecordFacts } from "@tartip/domain/access/visibility";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { readCase, type CaseRow } from "./case-query.ts";
import { recordFactsOf } from "./facts.ts";

/** A request as the read policy sees it, with its card. */
export async function requestFacts(db: Db | Tx, _ctx: Context, id: string): Promise<{ record: RecordFacts; row: CaseRow }> {
  const row = await readCase(db, id);
  return { record: recordFactsOf(row), row };
}
