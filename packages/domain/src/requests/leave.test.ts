import { describe, expect, it } from "vitest";
import { isOfClosedYear, leaveOf, overlap, shared, uncovered } from "./leave.ts";

const HR = {
  fields: [],
  meaning: { leave: { kind: "kind", kinds: ["vacation", "trip"], from: "dateFrom", to: "dateTo", substitute: "substitute" } },
};
const VACATION = { kind: "vacation", dateFrom: "2026-12-10", dateTo: "2026-12-20", substitute: "p1" };

describe("days away of a request", () => {
  it("are those of a vacation or a business trip, with or without a substitute", () => {
    expect(leaveOf(HR, VACATION)).toEqual({ fromDate: "2026-12-10", toDate: "2026-12-20", substituteId: "p1" });
    expect(leaveOf(HR, { ...VACATION, kind: "trip", substitute: null })).toMatchObject({ substituteId: null });
  });

  it("are none where the request is about anything else or its days are not there", () => {
    for (const kind of ["certificate", "hire", "transfer", "dismissal", "document", undefined])
      expect(leaveOf(HR, { ...VACATION, kind })).toBeNull();
    expect(leaveOf({ fields: [], meaning: {} }, VACATION)).toBeNull();
    expect(leaveOf(HR, { ...VACATION, dateTo: "2026-12-09" })).toBeNull();
    expect(leaveOf(HR, { ...VACATION, dateFrom: undefined })).toBeNull();
  });
});

describe("two stretches of days", () => {
  const days = (fromDate: string, toDate: string) => ({ fromDate: `2026-12-${fromDate}`, toDate: `2026-12-${toDate}` });

  it.each([
    [days("10", "20"), days("20", "25"), days("20", "20")],
    [days("10", "20"), days("01", "31"), days("10", "20")],
    [days("10", "20"), days("12", "15"), days("12", "15")],
    [days("10", "20"), days("21", "25"), null],
    [days("10", "20"), days("01", "09"), null],
  ])("%o and %o have in common %o", (one, other, common) => {
    expect([shared(one, other), shared(other, one)]).toEqual([common, common]);
    expect(overlap(one, other)).toBe(common !== null);
  });
});

describe("days that others leave uncovered", () => {
  const days = (fromDate: string, toDate: string) => ({ fromDate: `2026-12-${fromDate}`, toDate: `2026-12-${toDate}` });
  const LEAVE = days("10", "20");

  it("are all, a part, several parts or none", () => {
    expect(uncovered(LEAVE, [])).toEqual([LEAVE]);
    expect(uncovered(LEAVE, [days("01", "09"), days("21", "22")])).toEqual([LEAVE]);
    expect(uncovered(LEAVE, [days("08", "12")])).toEqual([days("13", "20")]);
    expect(uncovered(LEAVE, [days("20", "25")])).toEqual([days("10", "19")]);
    expect(uncovered(LEAVE, [days("15", "16"), days("12", "12")])).toEqual([
      days("10", "11"),
      days("13", "14"),
      days("17", "20"),
    ]);
    expect(uncovered(LEAVE, [days("10", "20")])).toEqual([]);
    expect(uncovered(LEAVE, [days("01", "15"), days("14", "31")])).toEqual([]);
  });
});

describe("days of a year that is over", () => {
  const ended = (toDate: string, today: string) => isOfClosedYear({ fromDate: toDate, toDate }, today);

  it("are still asked about while papers of them come in, and then are a slip of the pen", () => {
    expect(ended("2026-12-20", "2027-01-11")).toBe(false);
    expect(ended("2026-12-31", "2027-04-02")).toBe(false);
    expect(ended("2026-12-31", "2027-04-03")).toBe(true);
    expect(ended("2026-01-15", "2027-01-15")).toBe(true);
    expect(ended("2027-01-02", "2027-12-31")).toBe(false);
  });
});
