import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";

const DAY = 24 * 3_600_000;
const GUARDED = ["admin", "ceo", "cfo", "accountant", "treasurer", "auditor", "hr", "head"];

let test: TestApp;
/** The person who acts alone, and the honest others, of whom nobody does anything by themselves. */
let alone: string;
let others: string[];
let outsider: string;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  alone = (await addPerson(test.app, "Alone", ["admin"])).id;
  const cast = { Second: ["admin"], Chief: ["ceo"], Money: ["cfo"], Payer: ["treasurer"], Staff: ["hr"], Head: ["head"] };
  others = [];
  for (const [name, roles] of Object.entries(cast)) others.push((await addPerson(test.app, name, roles)).id);
  outsider = (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id;
  const closed = await test.api.as({ id: alone }).post("/organisation/set-up/close");
  expect(closed.status, closed.text).toBe(200);
});
afterAll(() => test.stop());

async function newAccount(by: string): Promise<string> {
  made += 1;
  const body = { lastName: `Puppet${made}`, firstName: "New", email: `puppet${made}@test.example` };
  const reply = await test.api.as({ id: by }).post("/people", body);
  expect(reply.status, reply.text).toBe(201);
  return reply.body.id;
}

/** Takes an account over: a link by one of the hands, and a password by the link. */
async function takeOver(by: string, account: string): Promise<boolean> {
  const link = await test.api.as({ id: by }).post(`/people/${account}/password-link`);
  if (link.status !== 201) return false;
  const set = await test.api.post("/set-password", { token: link.body.token, password: "a password of one hand" });
  return set.status === 204;
}

const propose = (by: string, to: string, roleCode: string) => test.api.as({ id: by }).post(`/people/${to}/roles`, { roleCode });
const confirm = (by: string, proposal: string) => test.api.as({ id: by }).post(`/role-proposals/${proposal}/confirm`);

async function held(person: string): Promise<string[]> {
  const rows = await test.app.db
    .selectFrom("person_roles as held")
    .innerJoin("roles", "roles.id", "held.role_id")
    .select("roles.code")
    .where("held.person_id", "=", person)
    .orderBy("roles.code")
    .execute();
  return rows.map(({ code }) => code);
}

async function ruleOf(answer: Promise<{ status: number; problem: { detail?: string; rule?: string } }>): Promise<unknown> {
  const { status } = await answer;
  if (status === 200) return "confirmed";
  const last = await test.app.db
    .selectFrom("audit_events")
    .select("rule")
    .where("action", "=", "person.confirm_role")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return last?.rule ?? status;
}

describe("a role that two people give", () => {
  it("is any that moves money, confirms or sees all, the chief executive's first of all", async () => {
    for (const roleCode of GUARDED) {
      const account = await newAccount(alone);
      expect((await propose(alone, account, roleCode)).body.status, roleCode).toBe("pending");
      expect(await held(account)).toEqual([]);
    }
    for (const roleCode of ["coordinator", "lawyer", "purchaser", "marketing", "it"]) {
      expect((await propose(alone, await newAccount(alone), roleCode)).body.status, roleCode).toBe("granted");
    }
  });

  it("is told at once to everybody who may ever confirm one, and names whose word it waits for", async () => {
    const account = await newAccount(alone);
    const { body } = await propose(alone, account, "treasurer");
    const [second = "", chief = ""] = others;
    for (const person of [second, chief]) {
      const { items } = (await test.api.as({ id: person }).get("/notices")).body;
      expect(items[0]).toMatchObject({ event: "role_proposed", params: { personId: account } });
    }
    const { items } = (await test.api.as({ id: chief }).get("/role-proposals")).body;
    expect(items.find(({ id }) => id === body.id)).toMatchObject({
      mayDecide: true,
      awaitedNames: ["Chief Test", "Second Test"],
    });
    expect(await ruleOf(confirm(chief, body.id))).toBe("confirmed");
    const news = (await test.api.as({ id: second }).get("/notices")).body.items;
    expect(news[0]).toMatchObject({ event: "role_confirmed", params: { personId: account } });
  });

  it("is not confirmed by an account the proposer opened, until another vouched for it and a day went by", async () => {
    const [second = "", chief = ""] = others;
    const hired = await newAccount(alone);
    expect(await takeOver(alone, hired)).toBe(true);
    const role = await propose(alone, hired, "ceo");
    expect(await ruleOf(confirm(chief, role.body.id))).toBe("confirmed");
    const clerk = await newAccount(alone);
    const wanted = await propose(alone, clerk, "accountant");
    expect(await ruleOf(confirm(hired, wanted.body.id))).toBe("s8_first_day");
    test.clock.advance(DAY);
    // A link made meanwhile is a way into the account again.
    expect(await takeOver(alone, hired)).toBe(true);
    expect(await ruleOf(confirm(hired, wanted.body.id))).toBe("s8_one_hand");
    // Another administrator's link gives it back to its owner.
    expect(await takeOver(second, hired)).toBe(true);
    expect(await ruleOf(confirm(hired, wanted.body.id))).toBe("confirmed");
    expect(await held(clerk)).toEqual(["accountant"]);
  });
});

it("knows the hand behind an account that makes a link into itself, or two into each other", async () => {
  const [second = "", chief = ""] = others;
  const third = (await addPerson(test.app, "Third", ["admin"])).id;
  for (const [by, account] of [
    [alone, third],
    [third, third],
    [third, second],
    [second, third],
  ] as const)
    expect(await takeOver(by, account)).toBe(true);
  const wanted = await propose(alone, await newAccount(alone), "treasurer");
  expect(await ruleOf(confirm(third, wanted.body.id))).toBe("s8_one_hand");
  expect(await ruleOf(confirm(second, wanted.body.id))).toBe("s8_one_hand");
  expect(await ruleOf(confirm(chief, wanted.body.id))).toBe("confirmed");
});

describe("one person alone", () => {
  type Step = { what: "make" | "take" | "propose" | "confirm" | "inside" | "admit" | "wait"; a: number; b: number; role: string };
  const step: fc.Arbitrary<Step> = fc.record({
    what: fc.constantFrom("make", "take", "propose", "propose", "confirm", "confirm", "confirm", "inside", "admit", "wait"),
    a: fc.nat(30),
    b: fc.nat(30),
    role: fc.constantFrom("ceo", "admin", "cfo", "accountant", "treasurer", "head", "hr", "lawyer"),
  });
  let hands: string[];
  let fresh: string[];
  let open: string[];

  beforeEach(() => {
    hands = [alone];
    fresh = [];
    open = [];
  });

  async function go({ what, a, b, role }: Step): Promise<void> {
    const hand = hands[a % hands.length] ?? alone;
    if (what === "wait") test.clock.advance(DAY + 1);
    if (what === "make" && fresh.length < 4) {
      const account = await newAccount(alone);
      if (await takeOver(alone, account)) hands.push(account);
      fresh.push(account);
    }
    if (what === "take") {
      const account = [...others, ...hands][b % (others.length + hands.length)] ?? alone;
      if ((await takeOver(hand, account)) && !hands.includes(account)) hands.push(account);
    }
    if (what === "propose") {
      const reply = await propose(hand, [...fresh, ...hands][b % (fresh.length + hands.length)] ?? alone, role);
      if (reply.status === 201 && reply.body.status === "pending") open.push(reply.body.id);
    }
    const proposal = open[b % Math.max(1, open.length)];
    if (what === "confirm" && proposal !== undefined) await confirm(hand, proposal);
    if (what === "inside")
      await test.api.as({ id: hand }).patch(`/people/${outsider}`, { version: await versionOf(outsider), external: false });
    if (what === "admit") await test.api.as({ id: hand }).post(`/inside-proposals/${outsider}/confirm`);
  }

  async function versionOf(person: string): Promise<number> {
    return (await test.app.db.selectFrom("people").select("version").where("id", "=", person).executeTakeFirstOrThrow()).version;
  }

  it("makes no new account that moves money, confirms or sees all, and no employee of a contractor, by any sequence of acts", async () => {
    const seed = proveSeed("one person alone");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
        [hands, fresh, open] = [[alone], [], []];
        for (const one of steps) await go(one);
        for (const account of fresh) expect((await held(account)).filter((code) => GUARDED.includes(code))).toEqual([]);
        const { external } = await test.app.db
          .selectFrom("people")
          .select("external")
          .where("id", "=", outsider)
          .executeTakeFirstOrThrow();
        expect(external).toBe(true);
      }),
      { seed, numRuns: proveRounds(800), endOnFailure: true },
    );
  });
});
