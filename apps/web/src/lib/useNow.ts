import { useEffect, useState } from "react";
import { now } from "./clock.ts";

const MINUTE_MS = 60_000;

/** The moment, renewed every minute, for pages that show how long something waits. */
export function useNow(): Date {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return at;
}
