import { afterEach, beforeEach, expect } from "vitest";
import { endServers } from "./server.ts";

// The files of one worker share their modules and one window, so each test leaves both as it found them.

beforeEach(() => {
  if (typeof document === "undefined") return;
  localStorage.setItem("tartip.language", "en");
});

afterEach(async () => {
  if (typeof document !== "undefined") {
    const { clearPage } = await import("./show.tsx");
    await clearPage();
    localStorage.clear();
    sessionStorage.clear();
    document.body.replaceChildren();
  }
  expect(endServers()).toEqual([]);
});
