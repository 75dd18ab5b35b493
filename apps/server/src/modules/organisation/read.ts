import { covers } from "@tartip/domain/access/grants";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import { rowsOf, type Book, type Listed } from "./book.ts";
import { branches } from "./branches.ts";
import { costItems } from "./cost-items.ts";
import { departments } from "./departments.ts";
import { projects } from "./projects.ts";
import { namesOf } from "./queries.ts";

/**
 * The lists of the company with everything that was retired, for those who keep them; restricted items too, whose
 * names are no secret to the one who gives them.
 *
 * @throws DomainError `not_found` for everybody else
 */
export async function readOrganisation(ctx: Context) {
  refuseOthers(ctx);
  return {
    branches: await withNames(ctx, branches),
    departments: await withNames(ctx, departments),
    projects: await withNames(ctx, projects),
    costItems: await rowsOf(ctx.app.db, costItems),
  };
}

/** One row as it stands now. @throws DomainError `not_found` */
export async function readRow<F extends Listed>(ctx: Context, book: Book<F>, id: string) {
  const [row] = await withNames(ctx, book, id);
  if (!row) throw notFound(book.entity);
  return row;
}

async function withNames<F extends Listed>(ctx: Context, book: Book<F>, id?: string) {
  const rows = await rowsOf(ctx.app.db, book, id);
  const names = await namesOf(ctx.app.db, rows.map(personOf));
  return rows.map((row) => ({ ...row, personName: names.get(personOf(row) ?? "") ?? null }));
}

/** Who heads the place or answers for the project. */
function personOf(row: { headId?: string | null; ownerId?: string | null } | object): string | null {
  const id: unknown = Reflect.get(row, "headId") ?? Reflect.get(row, "ownerId");
  return typeof id === "string" ? id : null;
}

function refuseOthers(ctx: Context): void {
  if (!covers(ctx.actor, "settings.manage")) throw notFound("organisation");
}
