import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { listRoutes } from "../../records/listing/list-routes.ts";
import { clearNotices } from "../../records/notices/tell.ts";
import { Created, Params, Uuid } from "../../records/routes-schema.ts";
import { transitionOnce } from "../../records/transition.ts";
import { taskList } from "./list.ts";
import { TaskCount, TaskPage, TaskRow, TaskView } from "./schema.ts";
import { taskScreen } from "./screens.ts";
import { changeTask, createTask } from "./service.ts";

const tags = ["Tasks"];

const title = T.String({ minLength: 1, maxLength: 200, pattern: "\\S", description: "Title" });
const description = T.String({ maxLength: 20_000, description: "What is to be done" });
const dueAt = T.String({ format: "date-time", description: "Deadline" });
const priority = T.Integer({ minimum: 1, maximum: 4, description: "1 low … 4 urgent" });

const predecessorIds = T.Array(Uuid("Task"), { description: "Tasks that must be done before", maxItems: 20 });

const NewTask = T.Object({
  title,
  description: T.Optional(description),
  requestId: T.Optional(Uuid("Request it belongs to; the same as `recordId`")),
  recordId: T.Optional(Uuid("Record it belongs to, be it a request or of another kind that carries tasks")),
  parentTaskId: T.Optional(Uuid("Task it is a part of")),
  assigneeId: Uuid("Who does it"),
  dueAt: T.Optional(dueAt),
  priority: T.Optional(priority),
  review: T.Optional(T.Boolean({ description: "Whether the setter checks the result" })),
  requiresFile: T.Optional(T.Boolean({ description: "Whether a file or a link must come with the result" })),
  predecessorIds: T.Optional(predecessorIds),
});

const TaskPatch = T.Object({
  version: T.Integer({ description: "Version the person saw" }),
  title: T.Optional(title),
  description: T.Optional(description),
  assigneeId: T.Optional(Uuid("New assignee")),
  dueAt: T.Optional(dueAt),
  reason: T.Optional(T.String({ maxLength: 2000, description: "Why the deadline moves" })),
  priority: T.Optional(priority),
  predecessorIds: T.Optional(predecessorIds),
});

const Transition = T.Object({
  action: T.String({
    minLength: 1,
    maxLength: 40,
    description: "take, start, handIn, accept, return, refuseWork, cancel, reopen, restore",
  }),
  version: T.Integer({ description: "Version the person saw" }),
  reason: T.Optional(T.String({ maxLength: 4000, description: "Reason, where the action owes one" })),
  result: T.Optional(T.String({ maxLength: 20_000, description: "What was done" })),
  links: T.Optional(
    T.Array(T.String({ maxLength: 4000, description: "Web address, https" }), {
      description: "Links of the result",
      maxItems: 20,
    }),
  ),
});

const lists = listRoutes(taskList, {
  tags,
  page: { operationId: "listTasks", summary: "Tasks the person may see", response: TaskPage },
  sums: { operationId: "countTasks", summary: "Count of a filter", response: TaskCount },
  file: { operationId: "exportTasks", summary: "The whole list as a file" },
});

const record: FastifyPluginAsyncTypebox = async (api) => {
  api.post(
    "/tasks",
    {
      schema: {
        operationId: "createTask",
        summary: "Set a task",
        tags,
        body: NewTask,
        response: { 201: Created, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { context } = request;
      const { requestId, recordId = requestId, ...task } = request.body;
      return sendAnswer(
        reply,
        await maybeIdempotent(context, request, async (tx) => ({
          status: 201,
          body: { id: await createTask(tx, context, { ...task, ...(recordId === undefined ? {} : { recordId }) }) },
        })),
      );
    },
  );
  api.get(
    "/tasks/:id",
    {
      schema: {
        operationId: "getTask",
        summary: "A task's page",
        tags,
        params: Params.record,
        response: { 200: TaskView, ...problems(401, 404) },
      },
    },
    async ({ context, params }) => {
      const screen = await taskScreen(context.app.db, context, params.id);
      await clearNotices(context.app.db, context, params.id);
      return screen;
    },
  );
};

const changes: FastifyPluginAsyncTypebox = async (api) => {
  api.patch(
    "/tasks/:id",
    {
      schema: {
        operationId: "changeTask",
        summary: "Change a task's card",
        tags,
        params: Params.record,
        body: TaskPatch,
        response: { 200: TaskView, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => {
      const { version, ...patch } = body;
      await inTransaction(context.app, (tx) => changeTask(tx, context, params.id, version, patch));
      return taskScreen(context.app.db, context, params.id);
    },
  );
  api.post(
    "/tasks/:id/transitions",
    {
      schema: {
        operationId: "moveTask",
        summary: "Take an action on a task",
        tags,
        params: Params.record,
        body: Transition,
        response: { 200: TaskView, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { context, params, body } = request;
      await transitionOnce(request, "task", params.id, body);
      return taskScreen(context.app.db, context, params.id);
    },
  );
};

/** Work with one assignee, or waiting in a queue until somebody takes it. */
export const taskRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.addSchema(TaskRow);
  api.addSchema(TaskView);
  for (const part of [lists, record, changes]) await api.register(part);
};
