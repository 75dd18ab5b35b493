import { KINDS } from "@tartip/domain/kernel/kinds";
import { Type, type TSchema } from "@fastify/type-provider-typebox";

/** A string enum that keeps its literal type; a mapped `Type.Union` infers `never`. */
export function oneOf<const T extends string>(values: readonly T[], description: string) {
  return Type.Unsafe<T>({ type: "string", enum: [...values], description });
}

/** A value or null, as one JSON Schema type: the serializer then needs no branching. */
export function Nullable<S extends TSchema & { type?: string }>(schema: S, description: string) {
  return Type.Unsafe<Type.Static<S> | null>({ ...schema, type: [schema.type ?? "string", "null"], description });
}

/** An instant: a `Date` inside, ISO 8601 in UTC on the wire. */
export function Instant(description: string) {
  return Type.Unsafe<Date>({ type: "string", format: "date-time", description });
}

export function NullableInstant(description: string) {
  return Type.Unsafe<Date | null>({ type: ["string", "null"], format: "date-time", description });
}

export function Uuid(description: string) {
  return Type.String({ format: "uuid", description });
}

export const KindName = oneOf(KINDS, "Kind of record");

export const PersonView = Type.Object(
  { id: Type.String({ description: "Id of the person" }), name: Type.String({ description: "Family and first name" }) },
  { description: "A person" },
);

export const NullablePerson = (description: string) =>
  Type.Unsafe<{ id: string; name: string } | null>({ ...PersonView, type: ["object", "null"], description });

export const Created = Type.Object({ id: Type.String({ description: "Id of what was made" }) }, { description: "Made" });

export const Nothing = Type.Null({ description: "Done; nothing to tell" });

export const Params = {
  record: Type.Object({ id: Uuid("Id of the record") }),
  file: Type.Object({ id: Uuid("Id of the file") }),
};

export const After = Type.Optional(Type.String({ description: "`next` of the page before", maxLength: 600 }));
