import { addDays } from "@tartip/domain/kernel/calendar";
import type { App } from "../platform/app.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import { addAbsence, addSubstitution } from "../modules/people/commands.ts";
import { installReference } from "../modules/reference/commands.ts";
import { workCalendar } from "../modules/reference/questions.ts";
import { COMPANY, shiftFor, type Shift } from "./company.ts";
import { contextAs } from "./context.ts";
import { seedContracts } from "./contracts.ts";
import { codes, seedCounterparties, type Counterparties } from "./counterparties.ts";
import { idOf, seedStructure, type Ids, type Structure } from "./people.ts";
import { presentOf, type Present } from "./present.ts";

/** Everything the rest of the demonstration refers to, by the data's codes (`E001`, `C001`, `D001`, `ALA`, `03.01`). */
export interface Organisation extends Structure, Counterparties {
  contracts: Ids;
  costItems: Ids;
  /** Code of the cost item → the purpose code banks know it by. */
  knps: Ids;
  shift: Shift;
  present: Present;
}

/**
 * Makes the demonstration company: people, counterparties with confirmed accounts, contracts with files, absences.
 * Safe to repeat: what is there stays, what a broken start left out is added.
 */
export async function seedOrganisation(app: App): Promise<Organisation> {
  await inTransaction(app, (tx) => installReference(tx, app.clock));
  const present = presentOf(await beginning(app), await workCalendar(app.db));
  const shift = shiftFor(present.now);
  const structure = (await readStructure(app)) ?? (await inTransaction(app, (tx) => seedStructure(app, tx, shift)));
  const counterparties = await seedCounterparties(app, shift, structure.people);
  const contracts = await seedContracts(app, shift, structure.people, counterparties.counterparties, structure.branches);
  await seedStandingIn(app, shift, structure.people);
  const items = await app.db.selectFrom("cost_items").select(["id", "code", "knp"]).execute();
  const costItems = new Map(items.map(({ id, code }) => [code, id]));
  const knps = new Map(items.flatMap(({ code, knp }) => (knp === null ? [] : [[code, knp] as const])));
  return { ...structure, ...counterparties, contracts, costItems, knps, shift, present };
}

const BEGUN = "demoBegun";

/** When the demonstration was first begun: what a broken start left out is told from the same day. */
async function beginning(app: App): Promise<Date> {
  const known = await app.db.selectFrom("settings").select("value").where("key", "=", BEGUN).executeTakeFirst();
  if (known) return new Date(String(known.value));
  const now = app.clock.now();
  await app.db
    .insertInto("settings")
    .values({ key: BEGUN, value: JSON.stringify(now.toISOString()) })
    .execute();
  return now;
}

async function readStructure(app: App): Promise<Structure | null> {
  const people = await codes(app.db.selectFrom("people").select(["id", "code"]).execute());
  if (!people.has("E001")) return null;
  const read = (table: "branches" | "departments" | "projects") =>
    codes(app.db.selectFrom(table).select(["id", "code"]).execute());
  return { people, branches: await read("branches"), departments: await read("departments"), projects: await read("projects") };
}

/** Who is away in the data is stood in for on the same days. */
async function seedStandingIn(app: App, shift: Shift, people: Ids): Promise<void> {
  for (const { userId, substituteId, from, to, reason } of COMPANY.substitutions) {
    const principalId = idOf(people, userId);
    const days = { fromDate: shift.day(from), toDate: shift.day(to) };
    const known = await app.db
      .selectFrom("substitutions")
      .select("id")
      .where("principal_id", "=", principalId)
      .where("from_date", "=", days.fromDate)
      .executeTakeFirst();
    if (known) continue;
    const ctx = await contextAs(app, principalId, shift.at(addDays(from, -5), "16:00"));
    const limits = { kinds: [], maxAmountMinor: null, restricted: false };
    await inTransaction(app, async (tx) => {
      await addAbsence(tx, ctx, { personId: principalId, ...days, reason });
      await addSubstitution(tx, ctx, { principalId, substituteId: idOf(people, substituteId), ...days, ...limits, reason });
    });
  }
}
