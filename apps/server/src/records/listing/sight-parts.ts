import type { Actor } from "@tartip/domain/access/actor";
import { visibilityPlan, type ReadAlternative } from "@tartip/domain/access/visibility";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import { admittedByAny, candidates, inBranch, isWide, limitsOf, type Of } from "../visibility.ts";

type Sql = RawBuilder<boolean>;

/** A part of what an actor sees, whose rows an index of its own finds. */
export interface SightPart {
  where: Sql;
  /** The rows are those of each of these values in turn: `part.id` stands for it in `where`. Absent: one scan. */
  of?: RawBuilder<unknown>;
  /** Every row of it shows its title whole, or its amounts. */
  whole: boolean;
  money: boolean;
}

/**
 * `visibleTo`, taken apart: its rows are those of all parts together, and a part may hold rows of another. A list that reads
 * some first rows of each in the order of an index never walks over records of others. None where one scan does as well.
 *
 * @param hides whether the order hides what the reader may not see, so that no index has it as it is
 */
export function sightParts(actor: Actor, kind: Kind, { hides }: { hides: boolean }): SightPart[] {
  const alias = "records";
  const plan = visibilityPlan(actor, kind);
  if (!isWide(plan) || plan.some((way) => way.by === "parent" || way.by === "group")) return [];
  const of = { actor, alias, kind };
  const r = sql.ref(alias);
  const reading = plan.filter(isGranted);
  const everything = reading.find((way) => way.by === "all" && way.branchId === null);
  // Nearly every row of the order's index is one to show.
  if (everything && !hides) return [];
  const granted = everything ? reading.filter((way) => way === everything || way.restricted === "full") : reading;
  // A person who reads everything else finds by their own ties only what is kept from others.
  const kept = everything ? sql`(${r}.restricted or ${r}.status = 'draft')` : sql`true`;
  const own = admittedByAny(plan.filter((way) => !isGranted(way)), { ...of, few: true }); // prettier-ignore
  return [
    ...granted.map((way) => grantedPart(way, of)),
    {
      where: sql`(${r}.id = any(array(${candidates(actor, kind)})) and ${r}.kind = ${sql.lit(kind)} and ${kept} and ${own})`,
      whole: false,
      money: false,
    },
  ];
}

function isGranted(way: ReadAlternative): way is GrantedWay {
  return way.by === "all" || way.by === "department" || way.by === "branch" || way.by === "type";
}

type GrantedWay = Extract<ReadAlternative, { by: "all" | "department" | "branch" | "type" }>;

function grantedPart(way: GrantedWay, of: Of): SightPart {
  const r = sql.ref(of.alias);
  const shows = { whole: way.restricted !== "shared", money: way.money && way.restricted !== "shared" };
  const within = (reach: Sql) =>
    sql<boolean>`(${r}.kind = ${sql.lit(of.kind)} and ${sql.join([...limitsOf(way, of, false), reach], sql` and `)})`;
  switch (way.by) {
    case "all":
      return { where: within(inBranch(way.branchId, of.alias)), ...shows };
    case "department":
      return {
        where: within(sql`(${r}.department_id = part.id and ${inBranch(way.branchId, of.alias)})`),
        of: sql`unnest(${[...way.ids]}::uuid[])`,
        ...shows,
      };
    case "branch":
      return { where: within(sql`${r}.branch_id = part.id`), of: sql`unnest(${[...way.ids]}::uuid[])`, ...shows };
    case "type":
      return {
        where: within(sql`(${r}.type_code = part.id and ${inBranch(way.branchId, of.alias)})`),
        of: sql`unnest(${[...way.codes]}::text[])`,
        ...shows,
      };
  }
}
