import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../../src/platform/session/service.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { eventually } from "../kit/eventually.ts";
import { addPerson } from "../kit/cast.ts";
import { present } from "../kit/present.ts";
import { seedEveryone, walkOf, type Everyone } from "./everyone.ts";

let test: TestApp;
let everyone: Everyone;
let base: string;

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  await test.server.listen({ port: 0, host: "127.0.0.1" });
  // reason: a server listening on TCP has an address with a port
  base = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => test.stop());

async function tokenOf(person: { id: string }): Promise<string> {
  const visitor = { requestId: "t", ip: "127.0.0.1", userAgent: null };
  return (await openSession(test.app, visitor, { id: person.id, external: false })).token;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** An open stream; `ended` turns true when the server closes it. */
async function stream(token: string): Promise<{ ended: boolean }> {
  const state = { ended: false };
  const response = await fetch(`${base}/live`, { headers: bearer(token) });
  expect(response.status).toBe(200);
  const reader = response.body?.getReader();
  await reader?.read();
  void (async () => {
    for (let done = false; !done;) done = (await reader?.read())?.done ?? true;
    state.ended = true;
  })().catch(() => (state.ended = true));
  return state;
}

it("refuses the very next call of a person switched off, and ends the open stream", async () => {
  const leaver = await addPerson(test.app, "Leaver", ["executor"]);
  const token = await tokenOf(leaver);
  expect((await test.api.get("/me", { headers: bearer(token) })).status).toBe(200);
  const live = await stream(token);
  const off = await test.api.as(everyone.by.admin).post(`/people/${leaver.id}/deactivate`);
  expect(off.status, off.text).toBeLessThan(300);
  expect((await test.api.get("/me", { headers: bearer(token) })).status).toBe(401);
  expect((await test.api.post("/requests", { type: "it" }, { headers: bearer(token) })).status).toBe(401);
  await eventually(() => expect(live.ended).toBe(true));
});

it("takes a right away before the next call, on lists and on changes", async () => {
  const walk = walkOf(test, everyone);
  const id = await walk.submitted(1_000);
  const auditor = await addPerson(test.app, "ShortAuditor", ["auditor"], { department: "IT" });
  const headers = bearer(await tokenOf(auditor));
  expect((await test.api.get(`/requests/${id}`, { headers })).status).toBe(200);
  const card = (await test.api.as(everyone.by.admin).get(`/people/${auditor.id}`)).body;
  const held = present(card.roles?.find((one) => one.code === "auditor")).id;
  const taken = await test.api.as(everyone.by.admin).delete(`/people/${auditor.id}/roles/${held}`);
  expect(taken.status, taken.text).toBeLessThan(300);
  expect((await test.api.get(`/requests/${id}`, { headers })).status).toBe(404);
  expect((await test.api.get("/requests", { headers })).body.items).toEqual([]);
});

it("acts by the rights of the moment, even when no word of their change has come", async () => {
  const helper = await addPerson(test.app, "Silent", ["coordinator"], { department: "OPS" });
  const headers = bearer(await tokenOf(helper));
  const id = await walkOf(test, everyone).submitted(1_000);
  expect((await test.api.get(`/requests/${id}`, { headers })).status).toBe(200);
  // Behind the back of the application: nothing is notified, the memory still holds the role.
  await test.app.db.deleteFrom("person_roles").where("person_id", "=", helper.id).execute();
  const move = await test.api.post(`/requests/${id}/transitions`, { action: "take", version: 2 }, { headers });
  expect(move.status, move.text).toBe(404);
});

it("stops telling a stream of records that are no longer seen", async () => {
  const watcher = await addPerson(test.app, "Watcher", ["executor"], { department: "IT" });
  const [id, kept] = [await walkOf(test, everyone).submitted(1_000), await walkOf(test, everyone).submitted(1_000)];
  const coordinator = test.api.as(everyone.coordinator);
  for (const watched of [id, kept])
    expect((await coordinator.put(`/records/${watched}/watchers/${watcher.id}`)).status).toBe(204);
  const heard: string[] = [];
  const response = await fetch(`${base}/live`, { headers: bearer(await tokenOf(watcher)) });
  void (async () => {
    for await (const chunk of response.body ?? []) heard.push(Buffer.from(chunk).toString());
  })().catch(() => undefined);
  await coordinator.post(`/records/${id}/comments`, { source: "Раз" });
  await eventually(() => expect(heard.join("")).toContain(id));
  expect((await coordinator.delete(`/records/${id}/watchers/${watcher.id}`)).status).toBe(204);
  // What is still seen comes after what was said before it.
  const hearOfKept = async () => {
    const from = heard.length;
    await coordinator.post(`/records/${kept}/comments`, { source: "Ещё" });
    await eventually(() => expect(heard.slice(from).join("")).toContain(kept));
  };
  await hearOfKept();
  heard.length = 0;
  await coordinator.post(`/records/${id}/comments`, { source: "Два" });
  await hearOfKept();
  expect(heard.join("")).not.toContain(id);
});
