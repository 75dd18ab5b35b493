import { thousandsText } from "../../lib/money.ts";
import { isOver, takenOf } from "./budgetGrid.ts";
import type { Figures } from "./budgetGrid.ts";

export const MODES = ["taken", "available", "deviation"] as const;
export type Mode = (typeof MODES)[number];

/** The figure a mode shows, minor units; null where there is nothing to show. */
export function figureOf(mode: Mode, figures: Figures): number | null {
  const taken = takenOf(figures);
  if (mode === "taken") return taken === 0 ? null : taken;
  if (figures.planMinor === 0 && taken === 0) return null;
  if (mode === "available") return figures.availableMinor;
  return figures.deviationMinor;
}

/** Red: more is taken than planned; of a deviation, more was paid. */
export function isBad(mode: Mode, figures: Figures): boolean {
  return mode === "deviation" ? figures.deviationMinor > 0 : isOver(figures);
}

export interface CellPlace {
  itemId: string;
  /** 0…11. */
  month: number;
}

/** A figure in thousands; a dot stands for nothing. */
export function thousands(minor: number | null): string {
  return minor === null ? "·" : thousandsText(minor);
}
