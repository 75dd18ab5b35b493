import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { onSessionEnd, onSessionRenewed } from "../lib/api.ts";
import { ApiError } from "../lib/errors.ts";
import { cache } from "./cache.ts";

const fetchDialog = () => import("./ReloginDialog.tsx");

// Rarely needed, so not part of the first load.
const ReloginDialog = lazy(() => fetchDialog().then((module) => ({ default: module.ReloginDialog })));

/** Behind everything the page itself loads. */
const FETCH_AFTER_MS = 5_000;

interface Waiting {
  done: () => void;
  left: (reason: ApiError) => void;
}

/** Asks for a login over the page when the session ended meanwhile: everything typed stays, the call goes on. */
export function Relogin() {
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  useEffect(() => {
    onSessionEnd(() => {
      const refused = new ApiError({ status: 401, code: "unauthenticated" });
      // A page that is only being opened goes to the login page instead; there is nothing typed to keep.
      if (!document.getElementById("page") || location.pathname === "/login") return Promise.reject(refused);
      return new Promise<void>((resolve, reject) => setWaiting((all) => [...all, { done: resolve, left: reject }]));
    });
  }, []);
  useEffect(() => {
    // Not when it is needed: after an upgrade of the server its address is gone, and the page would fall with all that is typed.
    const timer = setTimeout(() => void fetchDialog().catch(() => undefined), FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  function finish(how: (one: Waiting) => void) {
    waiting.forEach(how);
    setWaiting([]);
  }
  function enter() {
    finish((one) => one.done());
    // It may be somebody else: what the page shows is asked again in their name.
    void cache.invalidateQueries();
  }
  const asked = waiting.length > 0;
  useEffect(() => (asked ? onSessionRenewed(enter) : undefined));
  const leave = () => finish((one) => one.left(new ApiError({ status: 401, code: "unauthenticated" })));
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (!asked || event.key !== "Escape" || event.isComposing) return;
    // Dialogs below listen on the window too; this listener is older than theirs, so the key ends here.
    event.stopImmediatePropagation();
    leave();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onEscape(event);
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
  return <Suspense>{asked ? <ReloginDialog onDone={enter} onLeave={leave} /> : null}</Suspense>;
}
