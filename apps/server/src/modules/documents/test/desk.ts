import { tinyPdf } from "../../../../test/kit/pdf.ts";
import { Readable } from "node:stream";
import { expect } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { present } from "../../../../test/kit/present.ts";
import type { Context } from "../../../platform/context.ts";
import { receiveFile } from "../../../records/files/upload.ts";

export type Who = { id: string };

/** A company whose contracts are approved, and what its people do with one. */
export async function startDesk() {
  const test = await startTestApp();
  const company = await seedCompany(test);
  const admin = await addPerson(test.app, "Administrator", ["admin"]);
  return { test, company, admin, ...deskOf(test, company) };
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;

const CONTRACT = { kindCode: "contract", docNumber: "7/26", docDate: "2026-11-10", subject: "Уборка", validFrom: "2026-11-16" };

function deskOf({ app, api }: TestApp, company: Company) {
  async function contextOf({ id }: Who): Promise<Context> {
    const actor = await app.sessions.actors.fresh(id);
    if (!actor) throw new Error(`nobody is ${id}`);
    return { app, actor, language: "ru", via: "web", requestId: "test", ip: null, sessionId: null, now: () => app.clock.now() };
  }

  async function upload(who: Who, recordId: string): Promise<void> {
    const target = { recordId, fieldKey: "file", shared: false };
    const bytes = Buffer.from(tinyPdf(String(Math.random())));
    await receiveFile(await contextOf(who), target, "contract.pdf", Readable.from([bytes]), 1_000_000);
  }

  /** A contract in draft with its file. */
  async function draft(who: Who = company.author, card: object = {}): Promise<string> {
    const money = { amountMinor: 10_000_000, currency: "KZT" };
    const made = await api.as(who).post("/documents", { ...CONTRACT, ...money, counterpartyId: company.supplierId, ...card });
    expect(made.status, made.text).toBe(201);
    await upload(who, made.body.id);
    return made.body.id;
  }

  async function view(id: string, who: Who = company.author) {
    const seen = await api.as(who).get(`/documents/${id}`);
    expect(seen.status, seen.text).toBe(200);
    return seen.body;
  }

  /** One action by the version the person sees. */
  async function move(who: Who, id: string, action: string, rest: object = {}) {
    const { version } = await view(id, who);
    return api.as(who).post(`/documents/${id}/transitions`, { action, version, ...rest });
  }

  async function moved(who: Who, id: string, action: string, rest: object = {}) {
    const done = await move(who, id, action, rest);
    expect(done.status, done.text).toBe(200);
    return done.body;
  }

  /** A vote at the one step that asks this person. */
  async function vote(who: Who, id: string, action = "approve", rest: object = {}) {
    const [step] = present((await view(id, who)).votes);
    return moved(who, id, action, { stepId: present(step).stepId, ...rest });
  }

  async function sent(who: Who = company.author, card: object = {}): Promise<string> {
    const id = await draft(who, card);
    await moved(who, id, "sendForApproval");
    return id;
  }

  async function save(who: Who, id: string, patch: object): Promise<void> {
    const { version } = await view(id, who);
    const saved = await api.as(who).patch(`/documents/${id}`, { version, ...patch });
    expect(saved.status, saved.text).toBe(200);
  }

  /** Who is awaited, by id or by the role of the queue, and for what. */
  async function awaited(id: string, who: Who): Promise<(string | undefined)[][]> {
    return ((await view(id, who)).explain?.now ?? []).map((one) => [one.person?.id ?? one.queue?.roleCode, one.reason]);
  }

  /** What the person can press now. */
  async function buttons(id: string, who: Who): Promise<string[]> {
    const { actions } = await view(id, who);
    return actions.flatMap((one) => (one.allowed ? [one.action] : [])).toSorted();
  }

  async function noticesOf(who: Who, id: string): Promise<string[]> {
    const { items } = (await api.as(who).get("/notices?limit=100")).body;
    return items.flatMap((one) => (one.record?.id === id ? [one.event] : []));
  }

  return { upload, draft, view, move, moved, vote, sent, save, awaited, buttons, noticesOf };
}
