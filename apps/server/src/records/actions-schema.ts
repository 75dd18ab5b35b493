import { Type as T } from "@fastify/type-provider-typebox";

/** One thing that stands in the way, told to the reader with the place where it is cured. */
export const BlockerView = T.Object(
  {
    code: T.String({ description: "Stable name" }),
    params: T.Optional(T.Record(T.String(), T.Unknown(), { description: "Parameters of the sentence" })),
    fix: T.Optional(
      T.Object(
        {
          kind: T.String({ description: "field, task, file, checklist, record, approval or link" }),
          target: T.String({ description: "Which one" }),
        },
        { description: "Where it can be mended" },
      ),
    ),
    text: T.String({ description: "Sentence in the reader's language" }),
  },
  { description: "What stands in the way" },
);

export const ActionView = T.Object(
  {
    action: T.String({ description: "Name for POST …/transitions" }),
    allowed: T.Boolean({ description: "Whether it may be taken now" }),
    needsReason: T.Boolean({ description: "Whether a reason must be given" }),
    blockers: T.Array(BlockerView, { description: "Everything that stands in the way" }),
  },
  { description: "An action of the record" },
);
