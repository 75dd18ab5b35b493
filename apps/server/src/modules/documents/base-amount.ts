import { companyDay } from "@tartip/domain/kernel/calendar";
import { DomainError } from "@tartip/domain/kernel/errors";
import { toBaseMinor } from "@tartip/domain/kernel/money";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { IN_APPROVAL } from "../approvals/questions.ts";
import { rateOn } from "../reference/questions.ts";

/** Minor units of the card's own currency; null where the card names no amount. */
interface Amount {
  amountMinor: number | null;
  currency: string | null;
}

interface SentAmount extends Amount {
  status: string;
  /** Minor units of the base currency, as they were kept when the document was sent. */
  baseMinor: number | null;
}

/** Statuses in which the amount of the sending counts. */
const SENT: readonly string[] = [IN_APPROVAL, "signed", "expired", "rejected"];

/**
 * The amount in the base currency that thresholds look at: that of the sending, or before it what it would be today.
 *
 * @returns minor units; null when no rate is known: a draft is shown without a rate too, only its sending needs one
 */
export async function baseAsSent(db: Db | Tx, ctx: Pick<Context, "now">, of: SentAmount): Promise<number | null> {
  if (SENT.includes(of.status)) return of.baseMinor;
  try {
    return await baseToday(db, ctx, of);
  } catch (error) {
    if (error instanceof DomainError && error.code === "bad_input") return null;
    throw error;
  }
}

/** Sending counts at the rate of its day. @throws DomainError `bad_input` when no rate is known */
export async function keepBase(tx: Tx, ctx: Context, id: string, of: Amount): Promise<void> {
  const base = await baseToday(tx, ctx, of);
  await tx.updateTable("documents").set({ base_minor: base }).where("id", "=", id).execute();
}

async function baseToday(db: Db | Tx, ctx: Pick<Context, "now">, { amountMinor, currency }: Amount): Promise<number | null> {
  if (amountMinor === null || currency === null) return null;
  const { rateMicro } = await rateOn(db, currency, companyDay(ctx.now()));
  return toBaseMinor(amountMinor, currency, rateMicro);
}
