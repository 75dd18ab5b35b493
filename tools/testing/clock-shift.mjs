const INSTANT = "TARTIP_TEST_NOW";
const SHIFT = "TARTIP_TEST_SHIFT_MS";

/**
 * How far the clock of this run is set off, from TARTIP_TEST_NOW; 0 without it. The first process to ask fixes it for
 * its children, so that a server, its browser and the test beside them live at one time.
 *
 * @returns {number} milliseconds to add to the machine's clock
 */
export function clockShiftMs() {
  const instant = process.env[INSTANT];
  if (!instant) return 0;
  const known = process.env[SHIFT];
  if (known) return Number(known);
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new Error(`${INSTANT} is "${instant}": not an instant such as 2028-02-29T12:00:00+05:00`);
  const shiftMs = at - Date.now();
  process.env[SHIFT] = String(shiftMs);
  return shiftMs;
}

/**
 * Moves `Date` of the realm it runs in; time flows on. Must stand alone: the browser is given its text.
 *
 * @param {number} shiftMs
 */
export function shiftDate(shiftMs) {
  const Real = Date;
  const now = () => Real.now() + shiftMs;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  // Some tell a date by its constructor.
  Real.prototype.constructor = globalThis.Date;
}
