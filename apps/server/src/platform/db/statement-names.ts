const MOST_NAMES = 400;
/** Statements whose text grows with their data: naming each length would only fill the server's memory. */
const GROWS_WITH_DATA = /\bin \(\$\d+, ?\$\d+|\), ?\(\$\d+/;
const MOST_PARAMETERS = 60;

const names = new Map<string, string>();
let generation = 0;

/** The statement's name, or undefined when it is better left unnamed. */
export function namedStatement(text: string, parameters: number): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= MOST_NAMES || parameters > MOST_PARAMETERS || GROWS_WITH_DATA.test(text)) return undefined;
  const name = `s${generation}_${names.size}`;
  names.set(text, name);
  return name;
}

/** After a migration under a running process old plans no longer fit (0A000): all names start afresh. */
export function forgetStatementNames(): void {
  names.clear();
  generation += 1;
}
