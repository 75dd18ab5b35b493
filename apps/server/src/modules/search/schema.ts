import { Type } from "@fastify/type-provider-typebox";
import { allKinds } from "@tartip/domain/kernel/kinds";
import { KindName, Nullable, oneOf } from "../../records/routes-schema.ts";

/** Asked when the routes are made: by then every slice has declared its kind. */
export const searchQuery = () =>
  Type.Object({
    q: Type.String({ description: "Number, words of the title, BIN or name; a part is enough", minLength: 1, maxLength: 200 }),
    kinds: Type.Optional(
      Type.Array(oneOf(allKinds(), "Kind of record"), {
        description: "Only these kinds; all of them when absent",
        maxItems: allKinds().length,
      }),
    ),
    limit: Type.Integer({ description: "Records at most", minimum: 1, maximum: 20, default: 20 }),
  });

const FoundRecord = Type.Object(
  {
    id: Type.String({ description: "Id of the record" }),
    kind: KindName,
    typeCode: Nullable(Type.String(), "Request type or document kind"),
    number: Nullable(Type.String(), "Number; null before submission"),
    title: Type.String({ description: "Title" }),
    status: Type.String({ description: "State of the kind's workflow" }),
  },
  { description: "A record the person may see" },
);

const FoundPerson = Type.Object(
  {
    id: Type.String({ description: "Id of the person" }),
    name: Type.String({ description: "Family and first name" }),
    position: Type.String({ description: "Position" }),
  },
  { description: "A colleague" },
);

const FoundProject = Type.Object(
  {
    id: Type.String({ description: "Id of the project" }),
    code: Type.String({ description: "Code" }),
    name: Type.String({ description: "Name" }),
  },
  { description: "A project" },
);

export const SearchResult = Type.Object({
  records: Type.Array(FoundRecord, { description: "Records, the best first" }),
  people: Type.Array(FoundPerson, { description: "Up to five colleagues" }),
  projects: Type.Array(FoundProject, { description: "Up to five projects" }),
});
