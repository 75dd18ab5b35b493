import type { OrgDepartment, OrgPerson, OrgSnapshot, OrgSubstitution } from "@tartip/domain/access/organisation";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { remembered, STAMP, type Stamped } from "../reference/questions.ts";

interface OrgRow {
  stamp: string;
  people: OrgPerson[];
  departments: OrgDepartment[];
  substitutions: OrgSubstitution[];
  ownerStandInId: string | null;
}

const byDay = new Map<string, ReturnType<typeof remembered<OrgSnapshot>>>();
const MOST_DAYS = 40;

/**
 * The organisation on a company day, as the candidate rule needs it. Remembered per process; the stamp read in the
 * caller's own transaction says whether it is still true, so decisions may rest on it.
 */
export async function loadOrg(db: Db | Tx, today: string, stamp?: string): Promise<OrgSnapshot> {
  let reading = byDay.get(today);
  if (!reading) {
    if (byDay.size >= MOST_DAYS) byDay.clear();
    reading = remembered((from) => readOrg(from, today));
    byDay.set(today, reading);
  }
  return reading(db, stamp);
}

/** One statement for all of it. */
async function readOrg(db: Db | Tx, today: string): Promise<Stamped<OrgSnapshot>> {
  const { rows } = await sql<OrgRow>`select ${STAMP} as stamp,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'departmentId', p.department_id, 'branchId', p.branch_id,
        'managerId', p.manager_id, 'active', p.active, 'external', p.external,
        'absent', exists (select 1 from absences a where a.person_id = p.id and a.cancelled_at is null and not a.awaits_word
          and ${today}::date between a.from_date and a.to_date),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('code', r.code, 'branchId', h.branch_id) order by r.code)
          from person_roles h join roles r on r.id = h.role_id where h.person_id = p.id), '[]'))
      order by p.full_name collate "ru-x-icu", p.id) from people p), '[]') as people,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'parentId', parent_id, 'headId', head_id)) from departments), '[]')
      as departments,
    coalesce((select jsonb_agg(jsonb_build_object('principalId', principal_id, 'substituteId', substitute_id, 'kinds', kinds,
        'maxAmountMinor', max_amount_minor, 'restricted', restricted, 'declined', declined_at is not null) order by id)
      from substitutions where cancelled_at is null and not awaits_word and ${today}::date between from_date and to_date), '[]') as substitutions,
    (select value #>> '{}' from settings where key = 'ownerStandIn') as "ownerStandInId"`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("no answer about the organisation");
  const { stamp, ...value } = row;
  return { stamp, value };
}

/** The organisation now; `stamp` when it came along with another answer of the same moment. */
export function orgToday(app: App, stamp?: string): Promise<OrgSnapshot> {
  return loadOrg(app.db, dayOf(app.clock.now()), stamp);
}
