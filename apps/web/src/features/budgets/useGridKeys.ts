import type { KeyboardEvent } from "react";

const STEPS: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys between the buttons of a table; places without a button are stepped over. */
export function useGridKeys(): (event: KeyboardEvent<HTMLTableElement>) => void {
  return (event) => {
    const step = STEPS[event.key];
    const cell = event.target instanceof HTMLElement ? event.target.closest("td") : null;
    if (!step || !cell) return;
    const rows = [...event.currentTarget.querySelectorAll("tr")];
    const row = cell.closest("tr");
    const at: [number, number] = [row ? rows.indexOf(row) : -1, cell.cellIndex];
    for (let [down, right] = next(at, step); ; [down, right] = next([down, right], step)) {
      const found = rows[down]?.cells[right];
      if (!found) return;
      const button = found.tagName === "TD" ? found.querySelector("button") : null;
      if (!button) continue;
      event.preventDefault();
      button.focus();
      return;
    }
  };
}

function next([row, column]: [number, number], [down, right]: [number, number]): [number, number] {
  return [row + down, column + right];
}
