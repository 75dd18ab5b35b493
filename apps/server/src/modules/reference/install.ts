import { parseRoles } from "@tartip/domain/access/roles";
import { parseRequestType } from "@tartip/domain/requests/parse-type";
import banks from "@tartip/domain/data/banks-kz.json" with { type: "json" };
import costItems from "@tartip/domain/data/cost-items.json" with { type: "json" };
import currencies from "@tartip/domain/data/currencies.json" with { type: "json" };
import documentKinds from "@tartip/domain/data/document-kinds.json" with { type: "json" };
import holidays from "@tartip/domain/data/holidays-kz.json" with { type: "json" };
import kbe from "@tartip/domain/data/kbe.json" with { type: "json" };
import kbk from "@tartip/domain/data/kbk.json" with { type: "json" };
import knp from "@tartip/domain/data/knp.json" with { type: "json" };
import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import roles from "@tartip/domain/data/roles.json" with { type: "json" };
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

/**
 * Loads what every fresh database starts with: supplied roles, request types, cost items, currencies, code lists,
 * holidays, settings. What is already there stays as it is, so that an administrator's edits survive each start.
 */
export async function installReference(tx: Tx, ctx: Pick<Context, "now">): Promise<void> {
  await installRoles(tx);
  await installCurrencies(tx);
  await installCodeLists(tx);
  await installCostItems(tx);
  await installSettings(tx, ctx);
  await installRequestTypes(tx, ctx);
}

async function installRoles(tx: Tx): Promise<void> {
  const rows = parseRoles(roles).roles.map((role) => ({
    code: role.code,
    label: JSON.stringify(role.label),
    grants: JSON.stringify(role.grants),
    supplied: true,
    note: role.note ?? null,
  }));
  await tx
    .insertInto("roles")
    .values(rows)
    .onConflict((conflict) => conflict.column("code").doNothing())
    .execute();
}

async function installCurrencies(tx: Tx): Promise<void> {
  const rows = currencies.map(({ code, minor, symbol, name, base = false }) => ({
    code,
    decimals: minor,
    symbol,
    name: JSON.stringify(name),
    base,
  }));
  await tx
    .insertInto("currencies")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function installCodeLists(tx: Tx): Promise<void> {
  const days = Object.values(holidays.years).flatMap((year) => year.days);
  const lists: [string, { code: string; value: object }[]][] = [
    ["knp", knp.codes.map(({ code, ...value }) => ({ code, value }))],
    ["kbe", kbe.map(({ code, ...value }) => ({ code, value }))],
    ["kbk", kbk.map(({ code, ...value }) => ({ code, value }))],
    ["bank", banks.map(({ bic, ...value }) => ({ code: bic, value }))],
    ["document_kind", documentKinds.map(({ code, ...value }, position) => ({ code, value: { ...value, position } }))],
    ["holiday", days.map(({ date, ...value }) => ({ code: date, value }))],
  ];
  const rows = lists.flatMap(([list, entries]) =>
    entries.map(({ code, value }) => ({ list, code, value: JSON.stringify(value) })),
  );
  await tx
    .insertInto("code_lists")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Only into an empty list: otherwise a code that was changed would come back. Parents first, as the tree is written. */
async function installCostItems(tx: Tx): Promise<void> {
  const known = await tx.selectFrom("cost_items").select("id").limit(1).executeTakeFirst();
  if (known) return;
  const ids = new Map<string, string>();
  for (const item of costItems) {
    const { id } = await tx
      .insertInto("cost_items")
      .values({
        code: item.code,
        parent_id: item.parent === null ? null : (ids.get(item.parent) ?? null),
        kind: item.kind,
        name: JSON.stringify(item.name),
        knp: "knp" in item ? (item.knp ?? null) : null,
        restricted: "restricted" in item && item.restricted === true,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.set(item.code, id);
  }
}

async function installSettings(tx: Tx, ctx: Pick<Context, "now">): Promise<void> {
  const values: Record<string, unknown> = { ...DEFAULT_SETTINGS, baseGrants: roles.base.grants };
  const rows = Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value), updated_at: ctx.now() }));
  await tx
    .insertInto("settings")
    .values(rows)
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

async function installRequestTypes(tx: Tx, ctx: Pick<Context, "now">): Promise<void> {
  const known = new Set((await tx.selectFrom("request_types").select("code").execute()).map((row) => row.code));
  const context = {
    common: requestTypes.common,
    roles: roles.roles.map((role) => role.code),
    typeCodes: requestTypes.types.map((type) => type.code),
    thresholds: Object.keys(DEFAULT_SETTINGS.thresholds),
  };
  for (const definition of requestTypes.types) {
    if (known.has(definition.code)) continue;
    const parsed = parseRequestType(definition, context);
    if ("errors" in parsed) throw new Error(`supplied type ${definition.code} is unreadable: ${JSON.stringify(parsed.errors)}`);
    await tx
      .insertInto("request_types")
      .values({ code: definition.code, definition: JSON.stringify(definition), created_at: ctx.now() })
      .execute();
  }
}
