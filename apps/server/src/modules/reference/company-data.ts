import { workingCalendar, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { remembered, STAMP, type Stamped } from "./memory.ts";
import { DEFAULT_SETTINGS, type CompanySettings } from "./settings.ts";

/** What nearly every change asks of the reference data. */
export interface CompanyData {
  settings: CompanySettings;
  calendar: WorkingCalendar;
  /** The version of each type that new requests get. */
  currentTypes: { id: string; code: string; version: number }[];
}

interface Row {
  stamp: string;
  settings: Partial<CompanySettings>;
  holidays: { date: string; kind: string | null }[];
  types: CompanyData["currentTypes"];
}

/** Settings, working days and current types, in one statement and only when they changed. */
export const companyData = remembered<CompanyData>(readCompanyData);

async function readCompanyData(db: Db | Tx): Promise<Stamped<CompanyData>> {
  const { rows } = await sql<Row>`select ${STAMP} as stamp,
    coalesce((select jsonb_object_agg(key, value) from settings where key = any(${Object.keys(DEFAULT_SETTINGS)}::text[])), '{}') as settings,
    coalesce((select jsonb_agg(jsonb_build_object('date', code, 'kind', value->>'kind') order by code)
      from code_lists where list = 'holiday'), '[]') as holidays,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'code', code, 'version', version)) from request_types where current), '[]')
      as types`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("no answer about the company");
  const settings = { ...DEFAULT_SETTINGS, ...row.settings };
  return { stamp: row.stamp, value: { settings, calendar: calendarOf(settings, row.holidays), currentTypes: row.types } };
}

function calendarOf({ workHours, weekend }: CompanySettings, days: Row["holidays"]): WorkingCalendar {
  const isWorking = (day: Row["holidays"][number]): boolean => day.kind === "workingWeekend";
  const years = { all: { days: days.filter((day) => !isWorking(day)), workingWeekends: days.filter(isWorking) } };
  return workingCalendar({ years }, workHours, weekend);
}
