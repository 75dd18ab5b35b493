import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { problems } from "../../platform/http/problems.ts";
import { Nullable, Uuid } from "../../records/routes-schema.ts";
import { nameablePeople } from "./nameable.ts";

const Nameable = T.Object(
  {
    id: Uuid("Person"),
    name: T.String({ description: "Family and first name" }),
    position: Nullable(T.String(), "Position"),
    absent: T.Boolean({ description: "Away today; asked all the same" }),
  },
  { description: "Somebody who could hold the step by rank" },
);

/** Reads of a run that belong to no kind of record. */
export const approvalRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/approval-steps/:id/nameable",
    {
      schema: {
        operationId: "listNameable",
        summary: "Whom an administrator may name where nobody may decide",
        description: "For an open step that waits for a person to be named; `reassign` refuses everybody else.",
        tags: ["Approvals"],
        params: T.Object({ id: Uuid("Approval step") }),
        response: {
          200: T.Object({ items: T.Array(Nameable, { description: "Nearest by rank first" }) }),
          ...problems(401, 404),
        },
      },
    },
    async ({ context, params }) => ({ items: await nameablePeople(context, params.id) }),
  );
};
