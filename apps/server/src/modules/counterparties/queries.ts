import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { loadRecord } from "../../records/record.ts";
import { actionsFor } from "../../records/transition.ts";
import { visibleTo } from "../../records/visibility.ts";
import { counterpartyKind } from "./kind.ts";
import { accountsOf, counterpartyOf } from "./questions.ts";
import { mayEnterAccount, mayManage, seesAccountNumbers, seesWholeCard } from "./rights.ts";
import { secondPeopleOf } from "./second-person.ts";

/** One counterparty as the reader may see it. @throws DomainError `not_found` */
export async function readCounterparty(ctx: Context, id: string) {
  const { db } = ctx.app;
  await requireCounterparty(db, ctx, id);
  const found = await counterpartyOf(db, id);
  if (!found) throw notFound("counterparty");
  const { name, number, status, version, ...rest } = found;
  if (!seesWholeCard(ctx.actor)) return { id, name, number, status, actions: [], may: NOTHING };
  return {
    ...rest,
    name,
    number,
    status,
    version,
    accounts: await presentAccounts(ctx, id),
    actions: actionsFor(counterpartyKind, ctx, { record: await loadRecord(db, id) }),
    may: { edit: mayManage(ctx.actor), enterAccount: mayEnterAccount(ctx.actor) },
  };
}

const NOTHING = { edit: false, enterAccount: false };

/** @throws DomainError `not_found` for an absent one and for one of which the actor sees nothing */
export async function requireCounterparty(db: Db | Tx, ctx: Context, id: string): Promise<void> {
  const row = await db
    .selectFrom("records")
    .select("records.id")
    .where("records.id", "=", id)
    .where(visibleTo(ctx.actor, "counterparty"))
    .executeTakeFirst();
  if (!row) throw notFound("counterparty");
}

async function presentAccounts(ctx: Context, id: string) {
  const rows = await accountsOf(ctx.app.db, id);
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => [row.enteredById, row.confirmedById]),
  );
  const secondPeople = rows.every((row) => row.confirmed) ? () => [] : await secondPeopleOf(ctx.app.db, id);
  const whole = seesAccountNumbers(ctx.actor);
  const others = whole ? await othersWith(ctx, id, rows.map(({ iban }) => iban)) : new Map<string, string[]>(); // prettier-ignore
  return rows.map(
    ({ iban, enteredById, confirmedById, retired: _retired, counterpartyId: _owner, enteredAt, confirmedAt, ...row }) => ({
      ...row,
      ends: iban.slice(-4),
      ...(whole ? { iban, alsoOf: others.get(iban) ?? [] } : {}),
      enteredBy: { id: enteredById, name: names.get(enteredById) ?? "" },
      enteredAt,
      confirmedBy: confirmedById === null ? null : { id: confirmedById, name: names.get(confirmedById) ?? "" },
      confirmedAt,
      mayConfirm: !row.confirmed && secondPeople(enteredById).some((one) => one.id === ctx.actor.id),
      ...(row.confirmed ? {} : { confirmers: secondPeople(enteredById) }),
    }),
  );
}

/** Who else is paid to these numbers. One firm under two names, or a stranger's account under a familiar one. */
async function othersWith(ctx: Context, id: string, ibans: string[]): Promise<Map<string, string[]>> {
  if (ibans.length === 0) return new Map();
  const rows = await ctx.app.db
    .selectFrom("bank_accounts as a")
    .innerJoin("counterparties as c", "c.id", "a.counterparty_id")
    .select(["a.iban", "c.name"])
    .distinct()
    .where("a.iban", "in", ibans)
    .where("a.counterparty_id", "<>", id)
    .where("a.retired_at", "is", null)
    .orderBy("c.name")
    .execute();
  const names = (iban: string) => rows.filter((row) => row.iban === iban).map((row) => row.name);
  return new Map(ibans.map((iban) => [iban, names(iban)]));
}

async function namesOf(ctx: Context, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await ctx.app.db.selectFrom("people").select(["id", "full_name as name"]).where("id", "in", wanted).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
