import { Type, type Static, type TSchema } from "typebox";
import { Value } from "typebox/value";

/** What any list answers, as far as a test asks who is in it. */
export const LISTED = Type.Object({ items: Type.Array(Type.Object({ id: Type.String() })) });

/** A record with its number; a draft has none. */
export const NUMBERED = Type.Object({ number: Type.Union([Type.String(), Type.Null()]) });

export const WITH_ID = Type.Object({ id: Type.String() });

/** Reads a text as JSON of this shape; what else it has stays. @throws when it has another shape */
export function readJson<Shape extends TSchema>(shape: Shape, text: string): Static<Shape> {
  const read: unknown = JSON.parse(text);
  if (!Value.Check(shape, read)) throw new Error(`not the JSON that was expected: ${text.slice(0, 200)}`);
  return read;
}
