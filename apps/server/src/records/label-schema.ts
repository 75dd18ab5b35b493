import { Type as T } from "@fastify/type-provider-typebox";

const Label = T.Object(
  { ru: T.String({ description: "Russian" }), kk: T.String({ description: "Kazakh" }), en: T.String({ description: "English" }) },
  { description: "One text in three languages" },
);

export const MaybeLabel = (description: string) =>
  T.Unsafe<T.Static<typeof Label> | null>({ ...Label, type: ["object", "null"], description });
