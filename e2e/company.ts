import { expect } from "@playwright/test";
import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { clockShiftMs } from "../tools/testing/clock-shift.mjs";
import type { Api } from "./api.ts";

/** The company's people who act in the stories. */
export const PEOPLE = {
  coordinator: "t.akhmetov@demo.tartip.example",
  head: "m.saparova@demo.tartip.example",
  accountant: "e.petrenko@demo.tartip.example",
  otherAccountant: "o.serikova@demo.tartip.example",
  cfo: "m.ospanova@demo.tartip.example",
  ceo: "a.musin@demo.tartip.example",
  treasurer: "d.beketov@demo.tartip.example",
  executor: "a.ivanov@demo.tartip.example",
  it: "z.karimova@demo.tartip.example",
  lawyer: "a.esenova@demo.tartip.example",
  operations: "k.beketova@demo.tartip.example",
  admin: "m.beketova@demo.tartip.example",
  contractor: "d.kovalev@contractor.tartip.example",
} as const;

/** What the stories read of the API's answers. */
export interface RequestCard {
  id: string;
  number: string | null;
  status: string;
  version: number;
  values: Record<string, unknown>;
  invoices: { id: string; status: string }[];
  tasks: { id: string; stepKey: string | null; status: string; assignee: { name: string } | null }[];
  votes: { stepId: string; ownsFields: string[] }[];
  actions: { action: string; allowed: boolean }[];
  approval: { steps?: Step[] } | null;
}

interface Step {
  id: string;
  key: string;
  kind: string;
  status: string;
  candidates: { id: string; name: string }[];
  votes: { person: { name: string }; onBehalfOf: { name: string } | null; decision: string; voidedAt: string | null }[];
}

/** Reads, and fails the story on anything but 2xx. */
export async function read<Answer>(api: Api, path: string): Promise<Answer> {
  const answer = await api.get(`/api/v1/${path}`);
  expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
  // reason: the caller names the shape, which the API's description fixes
  return (await answer.json()) as Answer;
}

export function requestOf(api: Api, id: string): Promise<RequestCard> {
  return read<RequestCard>(api, `requests/${id}`);
}

/** Takes an action through the API; the caller looks at the status. */
export function act(api: Api, kind: "requests" | "tasks" | "invoices", id: string, data: Record<string, unknown>) {
  return api.post(`/api/v1/${kind}/${id}/transitions`, { data });
}

export interface Cell {
  cellId: string;
  month: string;
  planMinor: number;
  actualMinor: number;
  committedMinor: number;
  inWorkMinor: number;
  grantedMinor: number;
}

interface Grid {
  lines: { branch: { name: string }; project: unknown; costItem: { code: string }; cells: Cell[] }[];
}

/** Figures of the company-wide (no project) cell of the month in which a day lies. */
export async function cellOf(api: Api, branch: string, costItem: string, day: string): Promise<Cell> {
  const month = `${day.slice(0, 7)}-01`;
  const { lines } = await read<Grid>(api, `budgets/grid?year=${month.slice(0, 4)}`);
  const line = lines.find((one) => one.branch.name === branch && one.costItem.code === costItem && one.project === null);
  const cell = line?.cells.find((one) => one.month === month);
  if (!cell) throw new Error(`No cell ${branch} ${costItem} ${month}`);
  return cell;
}

/** The company's day by the clock of this run, moved by whole days: `YYYY-MM-DD`. */
export function today(shiftDays = 0): string {
  return addDays(companyDay(new Date(Date.now() + clockShiftMs())), shiftDays);
}

/** `2026-11-22` as people type it: `22.11.2026`. */
export function typed(day: string): string {
  return day.split("-").reverse().join(".");
}

/** Minor units as people type them: 75684000 → `756840,00`. */
export function typedMoney(minor: number): string {
  return `${Math.trunc(minor / 100)},${String(minor % 100).padStart(2, "0")}`;
}
