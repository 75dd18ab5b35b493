import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { rateOn } from "../reference/questions.ts";

let test: TestApp;
const ids = new Map<string, string>();
const as = (name: string) => test.api.as({ id: ids.get(name) ?? "" });
const usd = (onDate: string, tenge: number) => ({ currency: "USD", onDate, rateMicro: tenge * 1_000_000 });
const removal = (onDate: string, version: number) => `/organisation/rates?currency=USD&onDate=${onDate}&version=${version}`;

beforeAll(async () => {
  test = await startTestApp();
  for (const role of ["admin", "accountant", "cfo", "ceo", "contractor"]) {
    ids.set(role, (await addPerson(test.app, role, [role], { external: role === "contractor" })).id);
  }
});
afterAll(() => test.stop());

it("are kept by the administrator and by those who keep the invoices", async () => {
  for (const [at, role] of ["admin", "accountant", "cfo"].entries()) {
    const reply = await as(role).put("/organisation/rates", usd(`2026-10-0${at + 1}`, 510 + at));
    expect(reply.status, `${role} ${reply.text}`).toBe(204);
    expect((await as(role).get("/organisation/rates")).body.items).toHaveLength(at + 1);
  }
  for (const role of ["ceo", "contractor"]) {
    expect((await as(role).put("/organisation/rates", usd("2026-10-09", 510))).status, role).toBe(404);
    expect((await as(role).delete(removal("2026-10-01", 1))).status, role).toBe(404);
    expect((await as(role).get("/organisation/rates")).status, role).toBe(404);
  }
});

it("count from their day on, and are written down with what they were", async () => {
  await as("accountant").put("/organisation/rates", usd("2026-11-01", 520));
  const mend = { ...usd("2026-11-01", 521), version: 1 };
  expect((await as("accountant").put("/organisation/rates", mend)).status).toBe(204);
  expect(await rateOn(test.app.db, "USD", "2026-11-16")).toEqual({ rateMicro: 521_000_000, onDate: "2026-11-01" });
  expect((await as("cfo").put("/organisation/rates", mend)).problem.code).toBe("stale_version");
  expect(await test.auditTrail("USD 2026-11-01")).toMatchObject([
    { action: "rate.created", after: { rateMicro: 520_000_000 } },
    { action: "rate.changed", before: { rateMicro: 520_000_000 }, after: { rateMicro: 521_000_000 } },
  ]);
});

it("are refused with the field that is wrong", async () => {
  const wrong = async (body: object) => (await as("admin").put("/organisation/rates", body)).problem.fields;
  expect(await wrong(usd("2026-11-01", 530))).toMatchObject([{ field: "onDate", code: "rateTaken" }]);
  expect(await wrong({ ...usd("2026-11-02", 1), currency: "KZT" })).toMatchObject([{ field: "currency" }]);
  expect(await wrong({ ...usd("2026-11-02", 1), currency: "XXX" })).toMatchObject([{ field: "currency" }]);
  expect(await wrong(usd("1999-01-01", 1))).toMatchObject([{ field: "onDate", code: "dateTooEarly" }]);
  expect(await wrong({ ...usd("2026-11-02", 1), rateMicro: 0 })).toMatchObject([{ field: "rateMicro", code: "too_small" }]);
});

it("of a wrong day are taken back by the one who saw them last", async () => {
  await as("admin").put("/organisation/rates", usd("2027-11-01", 525));
  expect((await as("cfo").delete(removal("2027-11-01", 7))).status).toBe(409);
  expect((await as("cfo").delete(removal("2027-11-01", 1))).status).toBe(204);
  expect((await as("cfo").delete(removal("2027-11-01", 1))).status).toBe(404);
  expect((await test.auditTrail("USD 2027-11-01")).at(-1)).toMatchObject({
    action: "rate.removed",
    before: { rateMicro: 525_000_000 },
  });
});

it("page from the latest day back, of one currency when asked", async () => {
  await as("admin").put("/organisation/rates", { currency: "EUR", onDate: "2026-11-01", rateMicro: 560_000_000 });
  const days: string[] = [];
  let after = "";
  do {
    const { body } = await as("admin").get(`/organisation/rates?limit=2${after}`);
    days.push(...body.items.map((one) => `${one.currency} ${one.onDate}`));
    after = body.next === null ? "" : `&after=${encodeURIComponent(body.next)}`;
  } while (after !== "");
  expect(days).toEqual(["EUR 2026-11-01", "USD 2026-11-01", "USD 2026-10-03", "USD 2026-10-02", "USD 2026-10-01"]);
  expect((await as("admin").get("/organisation/rates?currency=EUR")).body.items).toHaveLength(1);
});
