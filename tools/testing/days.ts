/** A moment at which everything must work, by the clock of the company (Asia/Almaty). */
export interface Moment {
  name: string;
  at: string;
}

/** The days on which dates go wrong. */
export const MOMENTS: readonly Moment[] = [
  { name: "first of a month", at: "2026-12-01T10:00:00+05:00" },
  { name: "last but one day of a month", at: "2026-11-29T10:00:00+05:00" },
  { name: "last day of a month", at: "2026-11-30T10:00:00+05:00" },
  { name: "last day of a year", at: "2026-12-31T16:00:00+05:00" },
  { name: "first of a year, a holiday", at: "2027-01-01T10:00:00+05:00" },
  { name: "29 February", at: "2028-02-29T12:00:00+05:00" },
  { name: "Saturday", at: "2027-02-13T11:00:00+05:00" },
  { name: "public holiday", at: "2026-12-16T10:00:00+05:00" },
  { name: "just before midnight", at: "2027-04-14T23:59:30+05:00" },
  { name: "just after midnight", at: "2027-04-15T00:00:30+05:00" },
  { name: "midnight of a month's end while it runs", at: "2027-03-31T23:58:00+05:00" },
  { name: "midnight of a year's end while it runs", at: "2026-12-31T23:57:30+05:00" },
];

/** The moment that a seed stands for. */
export function momentOf(seed: number): Moment {
  const moment = MOMENTS[seed % MOMENTS.length];
  if (!moment) throw new RangeError(`seed ${seed} is no whole number of zero or more`);
  return moment;
}

/** The moment of a run: TARTIP_TEST_NOW when somebody asks for one, else the seed's. */
export function clockOf(seed: number): Moment {
  const asked = process.env["TARTIP_TEST_NOW"];
  return asked ? { name: "as asked for", at: asked } : momentOf(seed);
}
