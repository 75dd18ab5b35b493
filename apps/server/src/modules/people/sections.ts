import type { Context } from "../../platform/context.ts";

/** Sections of the menu that may be empty for a person for good. */
export const SECTIONS = ["document", "budgets"] as const;
export type SectionKey = (typeof SECTIONS)[number];

/** Whether there is anything for the person, or they may put something there. */
type Holds = (ctx: Context) => Promise<boolean>;

// People know neither documents nor budgets.
const sections = new Map<SectionKey, Holds>();

/** Registers what a section asks before it stands in somebody's menu. */
export function onSection(key: SectionKey, holds: Holds): void {
  sections.set(key, holds);
}

/** The sections that hold something for the person. */
export async function sectionsOf(ctx: Context): Promise<SectionKey[]> {
  const asked = await Promise.all(SECTIONS.map(async (key) => ((await sections.get(key)?.(ctx)) ? [key] : [])));
  return asked.flat();
}
