/** Vitest projects that need nothing but what npm brings; `prove` in its short form. */
export const BY_NPM_TEST = ["domain", "i18n", "tools", "web", "server", "prove"];

/** Vitest projects that need more, each with the command that runs it. */
export const BY_OWN_COMMAND = new Map([["external", "npm run test:external"]]);

/** Files that only a command of their own may run, whatever else their name says. */
export const EXTERNAL_FILES = "**/*.external.*";

/** What is wrong with the two lists, given the projects of `vitest.config.ts`: each belongs to exactly one. */
export function faultsOfLists(projects: string[], byNpmTest: string[], byOwnCommand: string[]): string[] {
  const listed = [...byNpmTest, ...byOwnCommand];
  const names = new Set([...projects, ...listed]);
  return [...names].flatMap((name) => {
    if (!projects.includes(name)) return [`${name}: listed, but no project of vitest.config.ts`];
    const times = listed.filter((other) => other === name).length;
    if (times === 1) return [];
    return [times === 0 ? `${name}: in no list, so nothing runs it` : `${name}: listed ${times} times`];
  });
}
