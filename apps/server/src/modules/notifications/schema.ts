import { Type } from "@fastify/type-provider-typebox";
import { After, Instant, KindName, Nullable, NullableInstant, NullablePerson, Uuid } from "../../records/routes-schema.ts";

export const NoticesQuery = Type.Object({
  unread: Type.Boolean({ description: "Only unread ones", default: false }),
  limit: Type.Integer({ description: "Notices at most", minimum: 1, maximum: 100, default: 30 }),
  after: After,
});

const NoticeRecord = Type.Object(
  {
    id: Type.String({ description: "Id of the record" }),
    kind: KindName,
    number: Nullable(Type.String(), "Number; null before submission"),
    title: Type.String({ description: "Title" }),
    status: Type.String({ description: "State" }),
  },
  { description: "The record it is about" },
);

const NoticeView = Type.Object(
  {
    id: Type.String({ description: "Id of the notice" }),
    event: Type.String({ description: "What happened: key `event.*` of namespace `notices`" }),
    why: Type.String({ description: "Why this person is told: key `why.*` of namespace `notices`" }),
    params: Type.Record(Type.String(), Type.Unknown(), { description: "Values inside the sentence" }),
    record: Nullable(NoticeRecord, "The record it is about; null where it is about a person: standing in, roles, passwords"),
    actor: NullablePerson("Who did it; null when the system did"),
    createdAt: Instant("When it happened"),
    readAt: NullableInstant("When it was read; null while it is new"),
  },
  { description: "A notice" },
);

export const NoticesPage = Type.Object({
  items: Type.Array(NoticeView, { description: "Notices, the newest first" }),
  next: Nullable(Type.String(), "Pass as `after` for the next page; null at the end"),
});

export const NoticesCount = Type.Object({
  unread: Type.Integer({ description: "Unread notices, counted up to 100" }),
});

export const ReadBody = Type.Object({
  ids: Type.Optional(Type.Array(Uuid("Id of a notice"), { description: "These", minItems: 1, maxItems: 100 })),
  all: Type.Optional(Type.Boolean({ description: "All of them" })),
});

export const ReadResult = Type.Object({ read: Type.Integer({ description: "How many became read" }) });
