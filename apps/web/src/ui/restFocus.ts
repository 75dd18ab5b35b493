/** After a dialog has gone and given the focus back, ms. */
const SETTLED_MS = [60, 450];

/**
 * What had the focus is gone (the button of a finished action, a sent form): the keyboard goes on at «Что дальше» or
 * at the heading of the page, not at the top of the document. A focus that stands somewhere is left alone.
 */
export function restFocus(place: "next" | "heading"): void {
  for (const after of SETTLED_MS)
    setTimeout(() => {
      const { activeElement, body } = document;
      if (activeElement !== null && activeElement !== body) return;
      const next = place === "next" ? document.querySelector<HTMLElement>("#page [data-next]") : null;
      (next ?? document.querySelector<HTMLElement>("#page h1"))?.focus({ preventScroll: true });
    }, after);
}
