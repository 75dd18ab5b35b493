import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import type { Label } from "@tartip/domain/kernel/label";
import { sql } from "kysely";
import type { Db } from "../../platform/db/database.ts";
import { settings } from "./questions.ts";
import { VAT_RATES } from "./settings.ts";

const NAME = sql<Label>`name`.as("name");

/** Everything that pages draw choices from, in all languages at once. */
export type Reference = Awaited<ReturnType<typeof loadReference>>;

/** Moves with every change of reference data in any process. */
export async function referenceVersion(db: Db): Promise<number> {
  const { version } = await db.selectFrom("reference_version").select("version").executeTakeFirstOrThrow();
  return Number(version);
}

/** Reads the whole of it, restricted cost items included. */
export async function loadReference(db: Db, limits: { maxFileBytes: number; extensions: string[] }) {
  const company = await settings(db);
  return {
    ...(await organisation(db)),
    costItems: await costItems(db),
    currencies: await currencies(db),
    vatRates: VAT_RATES,
    knp: await codeList(db, "knp"),
    documentKinds: await documentKinds(db),
    requestTypes: await types(db),
    priorities: requestTypes.priorities.map(({ code, label }, index) => ({ code, value: index + 1, label })),
    settings: {
      company: company.company,
      baseCurrency: company.baseCurrency,
      thresholds: company.thresholds,
      workHours: company.workHours,
      weekend: company.weekend,
      ackWorkMinutes: company.ackWorkMinutes,
      maxFileBytes: limits.maxFileBytes,
      fileExtensions: limits.extensions,
    },
  };
}

async function organisation(db: Db) {
  const branches = await db
    .selectFrom("branches")
    .select(["id", "code", NAME, sql<Label>`city`.as("city"), "head_id as headId", "active"])
    .orderBy("position")
    .orderBy("code")
    .execute();
  const departments = await db
    .selectFrom("departments")
    .select(["id", "code", NAME, "parent_id as parentId", "head_id as headId", "active"])
    .orderBy("position")
    .orderBy("code")
    .execute();
  const projects = await db
    .selectFrom("projects")
    .select(["id", "code", "name", "branch_id as branchId", "owner_id as ownerId", sql<"active" | "closed">`status`.as("status")])
    .select(["from_date as fromDate", "to_date as toDate"])
    .orderBy("code")
    .execute();
  const roles = await db
    .selectFrom("roles")
    .select(["code", sql<Label>`label`.as("label")])
    .orderBy("code")
    .execute();
  return { branches, departments, projects, roles };
}

function costItems(db: Db) {
  return db
    .selectFrom("cost_items")
    .select(["id", "code", "parent_id as parentId", "kind", NAME, "knp", "restricted", "active"])
    .orderBy("code")
    .execute();
}

function currencies(db: Db) {
  return db
    .selectFrom("currencies")
    .select(["code", "decimals", "symbol", NAME, "base"])
    .orderBy("base", "desc")
    .orderBy("code")
    .execute();
}

function codeList(db: Db, list: "knp") {
  return db
    .selectFrom("code_lists")
    .select(["code", sql<Label>`value -> 'name'`.as("name")])
    .where("list", "=", list)
    .orderBy("code")
    .execute();
}

function documentKinds(db: Db) {
  return db
    .selectFrom("code_lists")
    .select([
      "code",
      sql<Label>`value -> 'name'`.as("name"),
      sql<string>`value ->> 'group'`.as("group"),
      sql<boolean>`coalesce((value ->> 'basis')::boolean, false)`.as("basis"),
      sql<string[]>`coalesce(value -> 'required', '[]')`.as("required"),
    ])
    .where("list", "=", "document_kind")
    .orderBy(sql`(value ->> 'position')::int`)
    .execute();
}

async function types(db: Db) {
  const rows = await db
    .selectFrom("request_types")
    .select(["id", "code", "version", "definition"])
    .where("current", "=", true)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, common: requestTypes.common }));
}
