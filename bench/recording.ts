import type { Statement } from "./bare.ts";
import pg from "pg";

const kept: Statement[] = [];
let recording = false;

/** Notes the statements that the application sends; `pg` is the one door to the database. */
export function watchStatements(): void {
  const original = pg.Client.prototype.query;
  // reason: pg.Client.query has a dozen overloads; this passes all of them through unchanged
  pg.Client.prototype.query = function query(this: pg.Client, ...args: any[]): any {
    const [first, second] = args;
    const text = typeof first === "string" ? first : first?.text;
    const values = typeof first === "string" ? second : first?.values;
    if (recording && typeof text === "string" && Array.isArray(values)) kept.push({ text, values });
    // reason: as above
    return (original as any).apply(this, args);
  };
}

/** The statements of `work`, in order, each once even where our own client hands it on to pg's. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
  kept.length = 0;
  recording = true;
  const result = await work();
  recording = false;
  return { result, statements: kept.slice() };
}
