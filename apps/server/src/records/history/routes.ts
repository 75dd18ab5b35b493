import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { problems } from "../../platform/http/problems.ts";
import { FileView } from "../files/schema.ts";
import { readStream } from "./history.ts";
import { After, Instant, Nullable, NullablePerson, oneOf, Params } from "../routes-schema.ts";

const ValueView = Type.Object(
  {
    value: Type.Unknown({ description: "Value as stored: ids, minor units, ISO dates" }),
    text: Nullable(Type.String(), "Name behind an id, in the person's language"),
  },
  { description: "A value" },
);

const ChangeOfField = Type.Object(
  {
    field: Type.String({ description: "Key of the field: of the form, or `field.*` of namespace `history`" }),
    from: ValueView,
    to: ValueView,
  },
  { description: "One field, before and after" },
);

const CommentView = Type.Object(
  {
    id: Type.String({ description: "Id of the comment" }),
    kind: oneOf(["comment", "question", "answer", "decision"], "What sort of comment it is"),
    html: Type.String({ description: "Safe HTML; empty when it was taken back" }),
    source: Nullable(Type.String(), "Markup, for its author while it may be corrected"),
    shared: Type.Boolean({ description: "Whether outsiders see it" }),
    edited: Type.Boolean({ description: "Corrected afterwards" }),
    deleted: Type.Boolean({ description: "Taken back by its author" }),
    canEdit: Type.Boolean({ description: "Whether this person may correct it now" }),
    canDelete: Type.Boolean({ description: "Whether this person may take it back" }),
    files: Type.Array(FileView, { description: "Files that came with it" }),
  },
  { description: "A comment" },
);

const ChangeView = Type.Object(
  {
    action: Type.String({ description: "What was done: key `action.*` of namespace `history`" }),
    reason: Nullable(Type.String(), "Reason given"),
    changes: Type.Array(ChangeOfField, { description: "Fields that changed" }),
  },
  { description: "A change" },
);

const orNull = <S extends typeof CommentView | typeof ChangeView>(schema: S, description: string) =>
  Type.Unsafe<Type.Static<S> | null>({ ...schema, type: ["object", "null"], description });

const Entry = Type.Object(
  {
    key: Type.String({ description: "Unique within the stream" }),
    at: Instant("When it happened"),
    actor: NullablePerson("Who did it; null when the system did"),
    onBehalfOf: NullablePerson("For whom it was done, by substitution"),
    comment: orNull(CommentView, "The comment, when the entry is one"),
    change: orNull(ChangeView, "The change, when the entry is one"),
  },
  { description: "A comment or a change" },
);

export const historyRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/stream",
    {
      schema: {
        operationId: "readStream",
        tags: ["History"],
        summary: "Comments and changes of a record in one stream, the newest first",
        params: Params.record,
        querystring: Type.Object({
          filter: Type.Unsafe<"all" | "comments" | "changes">({
            ...oneOf(["all", "comments", "changes"], "What to read"),
            default: "all",
          }),
          limit: Type.Integer({ description: "Entries at most", minimum: 1, maximum: 100, default: 50 }),
          after: After,
        }),
        response: {
          200: Type.Object({
            items: Type.Array(Entry, { description: "Entries, the newest first" }),
            next: Nullable(Type.String(), "Pass as `after` for the next page; null at the end"),
            mayComment: Type.Boolean({ description: "Whether the reader may add a comment" }),
            hasOutsiders: Type.Boolean({ description: "Whether the reader may show a comment to outsiders of the record" }),
          }),
          ...problems(400, 401, 404),
        },
      },
    },
    ({ context, params, query }) => readStream(context.app.db, context, { recordId: params.id, ...query }),
  );
};
