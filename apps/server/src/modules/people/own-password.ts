import { DomainError } from "@tartip/domain/kernel/errors";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { checkNewPassword, hashPassword } from "../../platform/session/passwords.ts";
import { endAllSessions } from "../../platform/session/service.ts";
import { tryPassword } from "../../platform/session/try-password.ts";
import { tell } from "../../records/notices/tell.ts";
import { companyNames, endOpenLinks } from "./password.ts";

export interface PasswordChange {
  oldPassword: string;
  password: string;
}

/**
 * Changes one's own password. The old one proves that it is the person and not somebody at an open screen, who is slowed
 * like the one who signs in. Other sessions and open links end; this session and its browser go on. Who made the account
 * stays written down: the one who held it by a link cannot become its owner by a change.
 *
 * @throws DomainError `bad_input` for a wrong old or a weak new password, `too_many_requests`
 */
export async function changeOwnPassword(ctx: Context, device: string | undefined, change: PasswordChange): Promise<void> {
  const { app, actor } = ctx;
  const person = await app.db
    .selectFrom("people")
    .select(["id", "email", "full_name as name", "password_hash as passwordHash"])
    .where("id", "=", actor.id)
    .executeTakeFirstOrThrow();
  const place = `session ${ctx.sessionId ?? ""}`;
  const from = { email: person.email, place, known: true, ip: ctx.ip ?? "", requestId: ctx.requestId };
  const fits = await tryPassword(app, { ...from, door: "own_password", password: change.oldPassword, person });
  if (!fits) throw refused("oldPassword", "password_wrong");
  if (change.password === change.oldPassword) throw refused("password", "password_same");
  checkNewPassword(app, change.password, person.email, await companyNames(app));
  const passwordHash = await hashPassword(change.password, place);
  await inTransaction(app, async (tx) => {
    // Of two changes at once the second no longer knows the present password.
    const changed = await tx
      .updateTable("people")
      .set({ password_hash: passwordHash })
      .where("id", "=", person.id)
      .where("password_hash", "=", person.passwordHash)
      .returning("id")
      .executeTakeFirst();
    if (!changed) throw refused("oldPassword", "password_wrong");
    await endOpenLinks(tx, ctx, person.id);
    await endAllSessions(tx, ctx, person.id, "password_changed", {
      ...(ctx.sessionId && { sessionId: ctx.sessionId }),
      ...(device && { device }),
    });
    await audit(tx, ctx, { action: "person.password_changed", entity: "person", entityId: person.id });
    const params = { name: person.name, personId: person.id };
    await tell(tx, ctx, [
      { personId: person.id, recordId: null, event: "password_changed", why: "own_account", params, bySystem: true },
    ]);
  });
}

function refused(field: string, code: string): DomainError {
  return new DomainError("bad_input", "password not changed", { fields: [{ field, code }] });
}
