import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addFile } from "../kit/company.ts";
import { present } from "../kit/present.ts";
import { fillFiles, seedEveryone, walkOf, type Everyone } from "./everyone.ts";
import { operationsOf } from "./operations.ts";

// Thousands of questions: minutes on a crowded machine.
let test: TestApp;
let everyone: Everyone;
/** Two payments of the same people: who sees one sees the other. */
let own: string;
let other: string;
/** What belongs to the other one. */
let part: { comment: string; file: string; item: string; link: string; step: string };

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  const walk = walkOf(test, everyone);
  [own, other] = [await walk.sent(1_000), await walk.sent(2_000)];
  const api = test.api.as(everyone.coordinator);
  const made = async (path: "/comments" | "/checklist" | "/links", body: unknown): Promise<string> => {
    const reply = await api.post(`/records/${other}${path}`, body);
    expect(reply.status, reply.text).toBe(201);
    return reply.body.id;
  };
  part = {
    comment: await made("/comments", { source: "Замечание" }),
    item: await made("/checklist", { text: "Пункт" }),
    link: await made("/links", { toId: own, kind: "follows" }),
    file: await addFile(test.app, other, null, everyone.coordinator.id),
    step: present((await test.api.as(everyone.head).get(`/requests/${other}`)).body.votes[0]).stepId,
  };
  await fillFiles(test);
});
afterAll(() => test.stop());

describe("of two ids, both are checked", () => {
  it("a part of another record is not there", async () => {
    const api = test.api.as(everyone.coordinator);
    const head = test.api.as(everyone.head);
    const { version } = (await head.get(`/requests/${own}`)).body;
    const third = await walkOf(test, everyone).submitted(3_000);
    const replies = [
      await api.patch(`/records/${own}/comments/${part.comment}`, { source: "Чужое" }),
      await api.delete(`/records/${own}/comments/${part.comment}`),
      await api.patch(`/records/${own}/checklist/${part.item}`, { done: true }),
      await api.delete(`/records/${own}/checklist/${part.item}`),
      // The link joins both payments; a third record does not hold it.
      await api.delete(`/records/${third}/links/${part.link}`),
      await head.post(`/requests/${own}/transitions`, { action: "approve", version, stepId: part.step }),
      await head.post(`/requests/${own}/transitions`, { action: "reject", version, stepId: part.step, reason: "Нет" }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 404));
  });

  it("a comment takes no file of another record, nor somebody else's", async () => {
    const reply = await test.api.as(everyone.coordinator).post(`/records/${own}/comments`, { source: "С файлом", fileIds: [part.file] }); // prettier-ignore
    expect([400, 404], reply.text).toContain(reply.status);
  });

  it("an account of another counterparty is not there", async () => {
    const account = await test.app.db.selectFrom("bank_accounts").select("id").executeTakeFirstOrThrow();
    const values = { name: "ТОО «Второй»", form: "too", resident: true, bin: "150340018327", currency: "KZT" };
    const made = await test.api.as(everyone.accountant).post("/counterparties", values);
    const second = made.status === 201 ? made.body.id : other;
    for (const action of ["confirm", "retire"]) {
      const reply = await test.api.as(everyone.cfo).post(`/counterparties/${second}/accounts/${account.id}/${action}`);
      expect(reply.status, reply.text).toBe(404);
    }
  });

  it("an invisible document in the form is not named, and links to nothing invisible are made", async () => {
    const secret = await test.app.db
      .insertInto("records")
      .values({
        kind: "document",
        type_code: "contract",
        title: "Тайный договор",
        status: "signed",
        restricted: true,
        author_id: everyone.ceo.id,
        created_at: new Date(),
        updated_at: new Date(),
      }) // prettier-ignore
      .returning("id")
      .executeTakeFirstOrThrow();
    await test.app.db.insertInto("documents").values({ id: secret.id, kind_code: "contract" }).execute();
    const author = test.api.as(everyone.author);
    const draft = await walkOf(test, everyone).draft(10, { basis: secret.id });
    expect((await author.get(`/requests/${draft}`)).text).not.toContain("Тайный");
    const link = await author.post(`/records/${own}/links`, { toId: secret.id, kind: "basis" });
    expect([400, 404], link.text).toContain(link.status);
    expect((await author.get(`/records/${own}/links`)).text).not.toContain(secret.id);
  });
});

describe("a stranger's record", () => {
  it("answers every operation exactly as one that does not exist", async () => {
    const stranger = test.api.as(everyone.by.executor);
    const nobody = "00000000-0000-7000-8000-000000000000";
    const tasks = (await test.api.as(everyone.coordinator).get(`/requests/${own}`)).body.tasks;
    const ids: Record<string, string> = { requests: own, tasks: present(tasks[0]).id, records: own, files: part.file };
    const bodies: Record<string, unknown> = {
      changeRequest: { version: 1, values: {} },
      moveRequest: { action: "take", version: 1 },
      changeTask: { version: 1, title: "x" },
      moveTask: { action: "take", version: 1 },
      addComment: { source: "x" },
      editComment: { source: "x" },
      addChecklistItem: { text: "x" },
      changeChecklistItem: { done: true },
      addLink: { toId: other, kind: "related" },
      shareFile: { shared: true },
    };
    const inner: Record<string, string> = { commentId: part.comment, itemId: part.item, linkId: part.link, personId: "me" };
    const checked: string[] = [];
    for (const { id, method, path, multipart } of await operationsOf(test)) {
      const real = ids[path.split("/")[3] ?? ""];
      if (!path.includes("{id}") || !real || multipart) continue;
      const url = (record: string) =>
        path.replace("{id}", record).replace(/\{(\w+)\}/gu, (_, name: string) => inner[name] ?? name);
      const call = (record: string) => {
        if (method === "GET") return stranger.get(url(record));
        if (method === "DELETE") return stranger.delete(url(record));
        if (method === "PUT") return stranger.put(url(record));
        return method === "PATCH" ? stranger.patch(url(record), bodies[id]) : stranger.post(url(record), bodies[id]);
      };
      const [hidden, absent] = [await call(real), await call(nobody)];
      expect([hidden.status, absent.status], `${id}: ${hidden.text}`).toEqual([404, 404]);
      const same = (text: string) => text.replace(/"requestId":"[^"]+"/u, "");
      expect(same(hidden.text), id).toBe(same(absent.text));
      checked.push(id);
    }
    expect(checked.length).toBeGreaterThan(18);
  });
});

describe("mass assignment", () => {
  it("is refused by name in every body", async () => {
    const admin = test.api.as(everyone.by.admin);
    let bodies = 0;
    for (const { id, method, path, body } of await operationsOf(test)) {
      if (body?.properties === undefined) continue;
      bodies += 1;
      const url = path.replace(/\{\w+\}/gu, path.includes("/entries/") ? "1" : own);
      const call = { POST: admin.post, PATCH: admin.patch, PUT: admin.put, GET: admin.post, DELETE: admin.post }[method];
      const reply = await call(url, { authorId: everyone.by.admin.id, status: "closed", restricted: false, grants: {} });
      expect(reply.status, `${id}: ${reply.text}`).toBe(400);
      const unknown = reply.problem.fields.filter((one) => one.code === "unknown_field");
      expect(
        unknown.map((one) => one.field),
        id,
      ).toContain("grants");
    }
    expect(bodies).toBeGreaterThan(20);
  });

  it("through form values changes nothing but the form", async () => {
    const author = test.api.as(everyone.author);
    const id = await walkOf(test, everyone).draft(10);
    const before = await test.app.db.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    const values = {
      status: "closed",
      number: "ОПЛ-1",
      authorId: everyone.by.admin.id,
      restricted: true,
      version: 99,
      id: other,
    };
    await author.patch(`/requests/${id}`, { version: before.version, values });
    const after = await test.app.db.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    for (const column of ["status", "number", "author_id", "restricted", "id"] as const)
      expect(after[column]).toEqual(before[column]);
  });
});

describe("the neighbours of a task", () => {
  it("are told to who sees them, and to no contractor", async () => {
    const coordinator = test.api.as(everyone.coordinator);
    const { tasks } = (await coordinator.get(`/requests/${own}`)).body;
    const before = present(tasks.find((task) => task.stepKey === "pay"));
    const body = { title: "Снаружи", requestId: own, assigneeId: everyone.by.contractor.id, predecessorIds: [before.id] };
    const made = await coordinator.post("/tasks", body);
    expect(made.status, made.text).toBe(201);
    const path = `/tasks/${made.body.id}` as const;
    expect((await coordinator.get(path)).body.predecessors).toMatchObject([{ id: before.id }]);
    expect((await test.api.as(everyone.by.contractor).get(path)).body.predecessors).toEqual([]);
  });
});

describe("mentions and watchers", () => {
  it("open a record to nobody who may not see it", async () => {
    const api = test.api.as(everyone.author);
    const mention = await api.post(`/records/${own}/comments`, { source: "Смотри", mentions: [everyone.by.executor.id] });
    expect(mention.status, mention.text).toBe(400);
    const contractor = await api.put(`/records/${own}/watchers/${everyone.by.contractor.id}`);
    expect([400, 403], contractor.text).toContain(contractor.status);
    expect((await test.api.as(everyone.by.executor).get(`/requests/${own}`)).status).toBe(404);
    expect((await test.api.as(everyone.by.contractor).get(`/requests/${own}`)).status).toBe(404);
  });
});
