/** Where "now" comes from; domain and services never read the machine's clock themselves. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const companyDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Almaty", dateStyle: "short" });

/** The company's calendar day (`YYYY-MM-DD`, Asia/Almaty) of an instant. */
export function dayOf(instant: Date): string {
  return companyDay.format(instant);
}
