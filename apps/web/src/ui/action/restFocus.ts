/** After a dialog has gone and given the focus back, ms. */
const SETTLED_MS = [60, 450];

/**
 * What had the focus is gone (the button of a finished action, a sent form): the keyboard goes on at «Что дальше» or
 * at the heading of the page, not at the top of the document. A focus that stands somewhere is left alone.
 */
export function restFocus(place: "next" | "heading"): void {
  // The document of the action: by the time it has settled there may be none (a test is over, a tab is closed).
  const page = document;
  for (const after of SETTLED_MS)
    setTimeout(() => {
      const { activeElement, body } = page;
      if (activeElement !== null && activeElement !== body) return;
      const next = place === "next" ? page.querySelector<HTMLElement>("#page [data-next]") : null;
      (next ?? page.querySelector<HTMLElement>("#page h1"))?.focus({ preventScroll: true });
    }, after);
}
