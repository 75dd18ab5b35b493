import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { watchDisk } from "./disk-alarm.ts";

const DAY_MS = 24 * 3_600_000;
/** More than any disk has. */
const ENDLESS_BYTES = 2 ** 60;

let test: TestApp;
let admins: { id: string }[];

beforeAll(async () => {
  test = await startTestApp();
  admins = [await addPerson(test.app, "First", ["admin"]), await addPerson(test.app, "Second", ["admin"])];
  await addPerson(test.app, "Third", ["executor"]);
});
afterAll(() => test.stop());

const told = () =>
  test.app.db.selectFrom("notices").select(["person_id as personId", "params"]).where("event", "=", "disk_low").execute();

it("tells nobody while there is room, and the administrators once a day when there is little", async () => {
  await watchDisk(test.app);
  expect(await told()).toEqual([]);
  test.app.config.reserveBytes = ENDLESS_BYTES;
  await watchDisk(test.app);
  await watchDisk(test.app);
  const first = await told();
  expect(first.map(({ personId }) => personId).toSorted()).toEqual(admins.map(({ id }) => id).toSorted());
  expect(first[0]?.params).toEqual({ megabytes: expect.any(Number) });
  test.clock.set(new Date(test.clock.now().getTime() + DAY_MS).toISOString());
  await watchDisk(test.app);
  expect(await told()).toHaveLength(2 * admins.length);
});
