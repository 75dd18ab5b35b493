import type { Schema } from "@tartip/api-client";

type Person = Schema<"DemoPeople">["people"][number];

/** Those who bring a role not yet offered first, in the company's order: the list shows every role before it repeats one. */
export function oneOfEachRoleFirst(people: readonly Person[]): Person[] {
  const seen = new Set<string>();
  const firsts = people.filter(({ roles }) => {
    const fresh = roles.filter(({ en }) => !seen.has(en));
    for (const { en } of fresh) seen.add(en);
    return fresh.length > 0;
  });
  return [...firsts, ...people.filter((person) => !firsts.includes(person))];
}
