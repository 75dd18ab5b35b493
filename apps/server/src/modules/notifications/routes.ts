import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { DomainError } from "@tartip/domain/kernel/errors";
import { inTransaction, touchPerson } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { markRead } from "../../records/notices/tell.ts";
import { countUnread, listNotices } from "./queries.ts";
import { NoticesCount, NoticesPage, NoticesQuery, ReadBody, ReadResult } from "./schema.ts";

const tags = ["Notices"];

export const notificationRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/notices",
    {
      schema: {
        operationId: "listNotices",
        tags,
        summary: "What the person was told",
        querystring: NoticesQuery,
        response: { 200: NoticesPage, ...problems(400, 401) },
      },
    },
    ({ context, query }) => listNotices(context.app.db, context, query),
  );

  api.get(
    "/notices/count",
    {
      schema: {
        operationId: "countNotices",
        tags,
        summary: "How many notices are unread",
        response: { 200: NoticesCount, ...problems(401) },
      },
    },
    async ({ context }) => ({ unread: await countUnread(context.app.db, context) }),
  );

  api.post(
    "/notices/read",
    {
      schema: {
        operationId: "readNotices",
        tags,
        summary: "Mark notices read",
        body: ReadBody,
        response: { 200: ReadResult, ...problems(400, 401) },
      },
    },
    async ({ context, body }) => {
      const { ids, all } = body;
      if ((ids === undefined) === (all !== true)) {
        throw new DomainError("bad_input", "either ids or all", { fields: [{ field: "ids", code: "required" }] });
      }
      const read = await inTransaction(context.app, async (tx) => {
        const count = await markRead(tx, context, ids ?? "all");
        if (count > 0) touchPerson(tx, context.actor.id);
        return count;
      });
      return { read };
    },
  );
};
