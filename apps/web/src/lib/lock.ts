/**
 * Runs `work` while no other tab runs work of the same name. Over plain http on a foreign host a browser has no
 * locks: the tabs then work side by side.
 */
export function alone<Result>(name: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (!("locks" in navigator)) return work();
  return navigator.locks.request(name, signal ? { signal } : {}, work);
}
