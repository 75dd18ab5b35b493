import type { FieldError } from "@tartip/domain/kernel/errors";
import type { Label } from "@tartip/domain/kernel/label";
import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import type { Book, Listed, Row } from "./book.ts";
import { hangingOn } from "./heads.ts";
import { counted } from "./queries.ts";

export const COST_ITEM_KINDS = ["group", "opex", "capex"] as const;

export interface CostItemFields extends Listed {
  name: Label;
  kind: string;
  parentId: string | null;
  knp: string | null;
  restricted: boolean;
}

/** Two levels: groups, and within each the items that expenses name. */
export const costItems: Book<CostItemFields> = {
  table: "cost_items",
  entity: "costItem",
  blank: { kind: "opex", parentId: null, knp: null, restricted: false, active: true },
  columns: sql`code, name, kind, parent_id as "parentId", knp, restricted, active`,
  stored: ({ code, name, kind, parentId, knp, restricted, active }) => ({
    code,
    name: JSON.stringify(name),
    kind,
    parent_id: parentId,
    knp: knp || null,
    restricted,
    active,
  }),
  within: { field: "parentId", column: "parent_id" },
  problems: async (tx, after, before) => [
    ...kindProblem(after, before),
    ...(await groupProblem(tx, after, before)),
    ...(await knpProblem(tx, after.knp)),
  ],
  hanging: async (tx, id) => hangingOn("items_below", await counted(tx, sql`cost_items where parent_id = ${id} and active`)),
};

/** A group never becomes an item, nor an item a group: budgets and old expenses rely on what it was. */
function kindProblem({ kind }: CostItemFields, before: Row<CostItemFields> | null): FieldError[] {
  const turned = before !== null && (before.kind === "group") !== (kind === "group");
  return turned ? [{ field: "kind", code: "costItemKindFixed" }] : [];
}

async function groupProblem(tx: Tx, after: CostItemFields, before: Row<CostItemFields> | null): Promise<FieldError[]> {
  const { kind, parentId, active } = after;
  if (kind === "group") return parentId === null ? [] : [{ field: "parentId", code: "groupInGroup" }];
  if (parentId === null) return [{ field: "parentId", code: "requiredChoice" }];
  if (before?.parentId === parentId && (before.active || !active)) return [];
  const found = await counted(tx, sql`cost_items where id = ${parentId} and kind = 'group' and active`);
  return found > 0 ? [] : [{ field: "parentId", code: "unknownReference" }];
}

async function knpProblem(tx: Tx, knp: string | null): Promise<FieldError[]> {
  if (!knp) return [];
  const found = await counted(tx, sql`code_lists where list = 'knp' and code = ${knp}`);
  return found > 0 ? [] : [{ field: "knp", code: "knpUnknown", params: { code: knp } }];
}
