import { checkBinIin } from "@tartip/domain/requisites/bin";
import type { FieldError } from "@tartip/domain/kernel/errors";
import type { Label } from "@tartip/domain/kernel/label";
import { sql } from "kysely";
import type { Book, Listed } from "./book.ts";
import { followHeads, hangingOn, headProblem } from "./heads.ts";
import { counted, peopleIn } from "./queries.ts";

export interface BranchFields extends Listed {
  name: Label;
  city: Label;
  bin: string | null;
  headId: string | null;
}

export const branches: Book<BranchFields> = {
  table: "branches",
  entity: "branch",
  blank: { city: { ru: "", kk: "", en: "" }, bin: null, headId: null, active: true },
  columns: sql`code, name, city, bin, head_id as "headId", active`,
  stored: ({ code, name, city, bin, headId, active }) => ({
    code,
    name: JSON.stringify(name),
    city: JSON.stringify(city),
    bin: bin || null,
    head_id: headId,
    active,
  }),
  problems: async (tx, after, before) => [
    ...binProblem(after.bin),
    ...(await headProblem(tx, "headId", after.headId, before?.headId)),
  ],
  hanging: async (tx, id) => [
    ...hangingOn("people_work_here", await peopleIn(tx, "branch_id", id)),
    ...hangingOn("projects_here", await counted(tx, sql`projects where branch_id = ${id} and status = 'active'`)),
  ],
  follow: followHeads,
};

function binProblem(bin: string | null): FieldError[] {
  if (!bin) return [];
  const checked = checkBinIin(bin, "bin");
  return checked.ok ? [] : [{ field: "bin", ...checked }];
}
