import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import type { TestApp } from "./app.ts";

type Json = Record<string, unknown>;

/** A supplied request type as its JSON. */
export function suppliedType(code: string): Json {
  const found = requestTypes.types.find((type) => type.code === code);
  if (!found) throw new Error(`no supplied type ${code}`);
  return structuredClone(found);
}

/** Words of a type that are no field keys even where they read like one. */
const NOT_KEYS = new Set(["code", "prefix", "type", "label", "title", "options", "op", "value", "role", "rule", "color"]);

/** The same type with every field of its own under another key, wherever the type names it. */
export function underOtherKeys(definition: Json, named: { code: string; prefix: string }): Json {
  const key = otherKeyOf(definition);
  const renamed = (text: string): string => (text.endsWith("Base") ? `${key(text.slice(0, -"Base".length))}Base` : key(text));
  const walk = (json: unknown): unknown => {
    if (typeof json === "string") return renamed(json);
    if (Array.isArray(json)) return json.map(walk);
    if (typeof json !== "object" || json === null) return json;
    return Object.fromEntries(Object.entries(json).map(([name, part]) => [name, NOT_KEYS.has(name) ? part : walk(part)]));
  };
  // reason: walking an object answers an object
  return { ...(walk(definition) as Json), ...named };
}

/** What the renamed type calls a field of the supplied one; fields that every type has keep their keys. */
export function otherKeyOf(definition: Json): (key: string) => string {
  // reason: a supplied definition lists its fields so
  const own = new Set((definition["fields"] as { key: string }[]).map((field) => field.key));
  return (key) => (own.has(key) ? `their${key.charAt(0).toUpperCase()}${key.slice(1)}` : key);
}

/** Makes a type the company's own. Those `retired` take no new requests from then on. */
export async function installType({ app, clock }: TestApp, definition: Json, retired: readonly string[] = []): Promise<void> {
  const row = { code: String(definition["code"]), definition: JSON.stringify(definition), created_at: clock.now() };
  await app.db.insertInto("request_types").values(row).execute();
  if (retired.length === 0) return;
  await app.db
    .updateTable("request_types")
    .set({ current: false })
    .where("code", "in", [...retired])
    .execute();
}
