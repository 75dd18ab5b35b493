// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { restFocus } from "./restFocus.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function page(): void {
  vi.useFakeTimers();
  document.body.innerHTML = '<main id="page"><h1 tabindex="-1">Page</h1><button data-next>Next</button><input></main>';
}

it("goes to what is next, or to the heading", () => {
  page();
  restFocus("next");
  vi.runAllTimers();
  expect(document.activeElement?.textContent).toBe("Next");

  page();
  restFocus("heading");
  vi.runAllTimers();
  expect(document.activeElement?.textContent).toBe("Page");
});

it("leaves alone a focus that stands somewhere", () => {
  page();
  restFocus("next");
  document.querySelector("input")?.focus();
  vi.runAllTimers();
  expect(document.activeElement?.tagName).toBe("INPUT");
});

it("does nothing where the document is gone meanwhile", () => {
  page();
  restFocus("next");
  vi.stubGlobal("document", undefined);
  expect(() => vi.runAllTimers()).not.toThrow();
});
