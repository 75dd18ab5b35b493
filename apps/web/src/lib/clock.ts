/** The one place where the page reads the time; the rest takes it as a parameter. */
export function now(): Date {
  return new Date();
}
