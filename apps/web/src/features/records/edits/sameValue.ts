/** Whether two values of a form are one; nothing is nothing, however it is written. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(blank(one)) === JSON.stringify(blank(other));
}

function blank(value: unknown): unknown {
  return value === undefined || value === "" ? null : value;
}
