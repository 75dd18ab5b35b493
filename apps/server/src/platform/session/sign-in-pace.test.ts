import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { barePerson, loadBareActor } from "../../../test/kit/people.ts";

const PASSWORD = "correct horse battery";
const WRONG = "wrong horse battery";
const MINUTE_MS = 60_000;

let test: TestApp;
let day = Date.parse("2026-11-16T04:00:00Z");
let person: { id: string; email: string };

beforeAll(async () => {
  test = await startTestApp({ modules: [{ name: "probe", loadActor: loadBareActor }] });
});
afterAll(() => test.stop());
beforeEach(async () => {
  // Two days further each time: what an earlier test counted is forgotten.
  day += 2 * 86_400_000;
  test.clock.set(new Date(day).toISOString());
  person = await barePerson(test.app, { password: PASSWORD });
});

interface From {
  ip?: string;
  device?: string | undefined;
  language?: string;
}

async function enter(password: string, email: string, { ip = "192.0.2.1", device, language = "en" }: From = {}) {
  const answer = await test.server.inject({
    method: "POST",
    url: "/api/v1/session",
    remoteAddress: ip,
    headers: { "accept-language": language },
    ...(device && { cookies: { tartip_device: device } }),
    payload: { email, password },
  });
  return {
    status: answer.statusCode,
    wait: answer.headers["retry-after"],
    body: answer.json(),
    token: answer.statusCode === 200 ? String(answer.json().token) : "",
    device: answer.cookies.find(({ name }) => name === "tartip_device"),
  };
}

const right = (from?: From) => enter(PASSWORD, person.email, from);
const wrong = (from?: From) => enter(WRONG, person.email, from);

async function wrongTimes(times: number, from: (n: number) => From, email = person.email): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < times; n += 1) statuses.push((await enter(WRONG, email, from(n))).status);
  return statuses;
}

const failuresTold = (entityId: string) =>
  test.app.db
    .selectFrom("audit_events")
    .select(["ip", "after", "result", "rule", "actor_id"])
    .where("action", "=", "session.sign_in_failed")
    .where("entity_id", "=", entityId)
    .where("at", ">=", new Date(day))
    .orderBy("id")
    .execute();

describe("a stranger who guesses", () => {
  it("from one place keeps nobody out but that place", async () => {
    const known = await right({ ip: "198.51.100.9" });
    const statuses = await wrongTimes(60, () => ({ ip: "203.0.113.5" }));
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(55).fill(429)]);
    expect((await right({ ip: "203.0.113.5" })).status).toBe(429);
    expect((await right({ ip: "198.51.100.9" })).status).toBe(200);
    // The very place of the stranger, by the browser the person uses there.
    expect((await right({ ip: "203.0.113.5", device: known.device?.value })).status).toBe(200);
  });

  it("from many places gets one free try of each, and a right password still gets in from any other", async () => {
    const known = await right({ ip: "198.51.100.9" });
    expect(new Set(await wrongTimes(60, (n) => ({ ip: `203.0.113.${n}` })))).toEqual(new Set([401]));
    const again = await Promise.all([0, 1, 59].map((n) => wrong({ ip: `203.0.113.${n}` })));
    expect(again.map(({ status, wait }) => [status, wait])).toEqual(Array(3).fill([429, "60"]));
    test.clock.advance(MINUTE_MS);
    expect((await wrong({ ip: "203.0.113.0" })).status).toBe(401);
    expect(await wrong({ ip: "203.0.113.0" })).toMatchObject({ status: 429, wait: "120" });
    expect((await right({ ip: "192.0.2.44" })).status).toBe(200);
    expect((await right({ ip: "203.0.113.0", device: known.device?.value })).status).toBe(200);
  });

  it("at many accounts from one office does not shut the office", async () => {
    const colleague = await barePerson(test.app, { password: PASSWORD });
    for (let n = 0; n < 101; n += 1) await enter(WRONG, `guess${n}@example.kz`);
    expect((await enter(PASSWORD, colleague.email)).status).toBe(200);
    expect((await wrong()).status).toBe(401);
    expect(await wrong()).toMatchObject({ status: 429, wait: "60" });
    expect((await wrong({ ip: "192.0.2.77" })).status).toBe(401);
    expect((await wrong({ ip: "192.0.2.77" })).status).toBe(401);
  });

  it("changes the address within one network in vain", async () => {
    await wrongTimes(5, (n) => ({ ip: `2001:db8:7:7::${n + 1}` }));
    expect((await wrong({ ip: "2001:db8:7:7:ffff::1" })).status).toBe(429);
    expect((await right({ ip: "2001:db8:7:8::1" })).status).toBe(200);
  });

  it("learns from no answer whether the account exists", async () => {
    const answers = async (email: string) => {
      const all = [];
      for (let n = 0; n < 7; n += 1) {
        const { status, wait, body } = await enter(WRONG, email);
        all.push({ status, wait, body: { ...body, requestId: "" } });
      }
      return all;
    };
    expect(await answers("nobody.at.all@example.kz")).toEqual(await answers(person.email));
  });

  it("in a volley gets no more tries than one after the other", async () => {
    const volley = await Promise.all(Array.from({ length: 15 }, () => wrong()));
    expect(volley.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([...Array(5).fill(401), ...Array(10).fill(429)]);
  });
});

describe("a person who mistypes", () => {
  it("is told in their words when to try again, and is then let in however often they were refused meanwhile", async () => {
    await wrongTimes(5, () => ({}));
    expect(await right()).toMatchObject({ status: 429, wait: "15", body: { code: "too_many_requests" } });
    expect(new Set(await wrongTimes(20, () => ({})))).toEqual(new Set([429]));
    const said = async (language: string) => (await right({ language })).body.detail;
    expect(await said("ru")).toBe("Слишком много неверных паролей отсюда. Повторите через 15 секунд.");
    expect(await said("kk")).toBe("Осы жерден қате құпиясөз тым көп енгізілді. 15 секундтан кейін қайталаңыз.");
    expect(await said("en")).toBe("Too many wrong passwords from here. Try again in 15 seconds.");
    test.clock.advance(14_000);
    expect(await right()).toMatchObject({ status: 429, wait: "1" });
    test.clock.advance(1_000);
    expect((await right()).status).toBe(200);
    // A success ends the row: five free tries again.
    expect(await wrongTimes(6, () => ({}))).toEqual([...Array(5).fill(401), 429]);
  });

  it("is let in every time, however often they send the right password at once", async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => right()));
    expect(all.map(({ status }) => status)).toEqual(Array(12).fill(200));
  });

  it("waits twice as long each time, a quarter of an hour at most", async () => {
    await wrongTimes(5, () => ({}));
    const waits = [];
    for (let n = 0; n < 8; n += 1) {
      const { wait } = await wrong();
      waits.push(Number(wait));
      test.clock.advance(Number(wait) * 1_000);
      expect((await wrong()).status).toBe(401);
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
    expect((await right()).body.detail).toContain("Try again in 15 minutes.");
    test.clock.advance(86_400_000);
    expect((await right()).status).toBe(200);
  });
});

describe("a known device", () => {
  it("is slowed by its own failures alone", async () => {
    const { device } = await right();
    expect(await wrongTimes(6, () => ({ device: device?.value }))).toEqual([...Array(5).fill(401), 429]);
    expect((await right()).status).toBe(200);
    test.clock.advance(15_000);
    expect((await right({ device: device?.value })).status).toBe(200);
  });

  it("is kept by the browser for half a year, out of reach of scripts, for everybody who signs in there", async () => {
    const first = await right();
    expect(first.device).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/api/v1/session", maxAge: 180 * 86_400 });
    const other = await barePerson(test.app, { password: PASSWORD });
    await wrongTimes(5, () => ({}), other.email);
    // Known of somebody else only: no help.
    expect((await enter(PASSWORD, other.email, { device: first.device?.value })).status).toBe(429);
    const entered = await enter(PASSWORD, other.email, { device: first.device?.value, ip: "192.0.2.2" });
    expect(entered.device?.value).toBe(first.device?.value);
    await wrongTimes(5, () => ({}), other.email);
    expect((await enter(PASSWORD, other.email, { device: first.device?.value })).status).toBe(200);
    await wrongTimes(5, () => ({}));
    expect((await right({ device: first.device?.value })).status).toBe(200);
  });

  it("is never one the browser names itself, and no longer one after signing out everywhere", async () => {
    const named = await right({ device: "a-name-of-my-own" });
    expect(named.device?.value).toMatch(/^[\w-]{32}$/);
    await test.server.inject({ method: "DELETE", url: "/api/v1/sessions", headers: { authorization: `Bearer ${named.token}` } });
    await wrongTimes(5, () => ({}));
    for (const device of ["a-name-of-my-own", named.device?.value]) expect((await right({ device })).status).toBe(429);
  });
});

describe("the journal", () => {
  it("names each place once an hour with the counts, and neither the password nor what nobody's e-mail was", async () => {
    await wrongTimes(7, () => ({}));
    await wrongTimes(2, () => ({ ip: "192.0.2.9" }));
    test.clock.advance(MINUTE_MS);
    await enter("my secret", "my other secret");
    expect(await failuresTold(person.id)).toEqual([
      {
        ip: "192.0.2.1",
        after: { door: "sign_in", failuresOfAccount: 1, failuresOfPlace: 1 },
        result: "refused",
        rule: "wrong_login",
        actor_id: null,
      },
      {
        ip: "192.0.2.9",
        after: { door: "sign_in", failuresOfAccount: 6, failuresOfPlace: 1 },
        result: "refused",
        rule: "wrong_login",
        actor_id: null,
      },
    ]);
    const unknown = await failuresTold("unknown");
    expect(unknown.map(({ after }) => after)).toEqual([{ door: "sign_in", failuresOfAccount: 1, failuresOfPlace: 6 }]);
    const kept = await test.app.db.selectFrom("login_attempts").select(["email", "ip"]).execute();
    expect(JSON.stringify([unknown, kept])).not.toMatch(/secret|horse|example/);
    test.clock.advance(6 * MINUTE_MS);
    await wrong();
    expect((await failuresTold(person.id)).at(-1)?.after).toEqual({ door: "sign_in", failuresOfAccount: 8, failuresOfPlace: 7 });
  });

  it("grows by a few lines an hour under a flood", async () => {
    for (let n = 0; n < 40; n += 1) {
      await wrong({ ip: `203.0.113.${n}` });
      await enter(WRONG, `flood${n}@example.kz`, { ip: `198.51.100.${n}` });
      test.clock.advance(20_000);
    }
    const told = await failuresTold(person.id);
    // Twenty places one by one, then a line in five minutes.
    expect(told).toHaveLength(21);
    expect(told.at(-1)?.after).toMatchObject({ failuresOfAccount: expect.toSatisfy((count) => Number(count) > 30) });
    expect(await failuresTold("unknown")).toHaveLength(21);
  });
});

it("keeps no more than the latest two hundred thousand tries", async () => {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await wrong();
  await owner.query("select setval(pg_get_serial_sequence('login_attempts', 'id'), 400998)");
  await owner.end();
  await wrongTimes(2, () => ({ ip: "192.0.2.3" }));
  const kept = await test.app.db.selectFrom("login_attempts").select("id").orderBy("id").execute();
  expect(kept.map(({ id }) => id)).toEqual([400_999, 401_000]);
});
