import type { OrgDepartment, OrgPerson, OrgSnapshot, OrgSubstitution } from "@tartip/domain/access/organisation";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/db/database.ts";

interface OrgRow {
  people: OrgPerson[];
  departments: OrgDepartment[];
  substitutions: OrgSubstitution[];
  ownerStandInId: string | null;
}

/** The organisation on a company day, as the candidate rule needs it: one statement, never remembered. */
export async function loadOrg(db: Db | Tx, today: string): Promise<OrgSnapshot> {
  const { rows } = await sql<OrgRow>`select
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'departmentId', p.department_id, 'branchId', p.branch_id,
        'managerId', p.manager_id, 'active', p.active, 'external', p.external,
        'absent', exists (select 1 from absences a where a.person_id = p.id and a.cancelled_at is null
          and ${today}::date between a.from_date and a.to_date),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('code', r.code, 'branchId', h.branch_id) order by r.code)
          from person_roles h join roles r on r.id = h.role_id where h.person_id = p.id), '[]'))
      order by p.full_name collate "ru-x-icu", p.id) from people p), '[]') as people,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'parentId', parent_id, 'headId', head_id)) from departments), '[]')
      as departments,
    coalesce((select jsonb_agg(jsonb_build_object('principalId', principal_id, 'substituteId', substitute_id, 'kinds', kinds,
        'maxAmountMinor', max_amount_minor, 'restricted', restricted, 'declined', declined_at is not null) order by id)
      from substitutions where cancelled_at is null and ${today}::date between from_date and to_date), '[]') as substitutions,
    (select value #>> '{}' from settings where key = 'ownerStandIn') as "ownerStandInId"`.execute(db);
  return rows[0] ?? { people: [], departments: [], substitutions: [], ownerStandInId: null };
}

interface Remembered {
  today: string;
  org: OrgSnapshot;
}

interface Memory {
  current: Remembered | null;
  /** Counts what was forgotten, so that a reading begun before a change is never kept after it. */
  forgotten: number;
}

const memories = new WeakMap<App, Memory>();

/**
 * The organisation today, for pages that explain: remembered per process and dropped by the same NOTIFY as actors.
 * What decides anything must use `loadOrg` inside its transaction.
 */
export async function orgToday(app: App): Promise<OrgSnapshot> {
  const today = dayOf(app.clock.now());
  const memory = memoryOf(app);
  if (app.live.listening() && memory.current?.today === today) return memory.current.org;
  const before = memory.forgotten;
  const org = await loadOrg(app.db, today);
  if (app.live.listening() && before === memory.forgotten) memory.current = { today, org };
  return org;
}

function memoryOf(app: App): Memory {
  const present = memories.get(app);
  if (present) return present;
  const memory: Memory = { current: null, forgotten: 0 };
  app.live.onActors(() => {
    memory.current = null;
    memory.forgotten += 1;
  });
  memories.set(app, memory);
  return memory;
}
