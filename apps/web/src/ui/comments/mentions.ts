/** A person put into a comment by `@`. */
export interface Mentioned {
  id: string;
  name: string;
}

/** What is being typed after `@` just before the caret, or null. */
export function mentionQuery(text: string, caret: number): string | null {
  const match = /(?:^|[\s(])@([\p{L} ]{0,40})$/u.exec(text.slice(0, caret));
  return match?.[1] ?? null;
}

/** Puts the chosen name in place of what was typed after `@`; returns the text and the new caret. */
export function withMention(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = text.slice(0, caret).lastIndexOf("@");
  const before = `${text.slice(0, start)}@${name} `;
  return { text: before + text.slice(caret).trimStart(), caret: before.length };
}

/** The source the server takes: `@Name` of chosen people becomes `@[id]`, the longest names first. */
export function sourceOf(text: string, people: readonly Mentioned[]): string {
  const longestFirst = [...people].sort((one, other) => other.name.length - one.name.length);
  return longestFirst.reduce((source, person) => source.replaceAll(`@${person.name}`, `@[${person.id}]`), text);
}

/** The other way round, for correcting what was sent: names, as the page shows them. */
export function typedOf(source: string, people: readonly Mentioned[]): string {
  return people.reduce((text, person) => text.replaceAll(`@[${person.id}]`, `@${person.name}`), source);
}

/** Puts marks around the selection (`**`), or before each of its lines (`- `). */
export function marked(
  text: string,
  from: number,
  to: number,
  mark: "bold" | "list" | "link",
): { text: string; from: number; to: number } {
  const picked = text.slice(from, to);
  const dressed = { bold: `**${picked}**`, list: picked.replace(/^/gm, "- "), link: `[${picked}](https://)` }[mark];
  const next = text.slice(0, from) + dressed + text.slice(to);
  const caret = { bold: from + 2 + picked.length, list: from + dressed.length, link: from + dressed.length - 1 }[mark];
  return { text: next, from: caret, to: caret };
}
