import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { EXPORT_TYPES, exportQuery, sendExport } from "../../records/export/export.ts";
import { clearNotices } from "../../records/notices/notice.ts";
import { Created, day, ids, Params, Uuid, words } from "../../records/routes-schema.ts";
import { transitionOnce } from "../../records/transition.ts";
import { exportedTasks, TASK_EXPORT } from "./export.ts";
import { TASK_SORTS } from "./filters.ts";
import { countTasks, listTasks } from "./queries.ts";
import { TaskCount, TaskPage, TaskRow, TaskView } from "./schema.ts";
import { taskScreen } from "./screens.ts";
import { changeTask, createTask } from "./service.ts";

const tags = ["Tasks"];

const Filters = {
  view: T.Optional(
    T.Unsafe<"mine" | "waiting" | "queue" | "set" | "review">({
      type: "string",
      enum: ["mine", "waiting", "queue", "set", "review"],
      description: "Whose: mine to do, waiting for me, free in my queues, set by me, to be checked by me",
    }),
  ),
  open: T.Optional(T.Boolean({ description: "Only open (true) or only finished (false)" })),
  status: words("Status, any of"),
  type: words("Type of the request, any of"),
  branchId: ids("Branch, any of"),
  departmentId: ids("Department, any of"),
  assigneeId: ids("Assignee, any of"),
  requestId: T.Optional(Uuid("Tasks of this request")),
  dueFrom: day("Deadline not before this company day"),
  dueTo: day("Deadline not after this company day"),
  overdue: T.Optional(T.Boolean({ description: "Only open ones past their deadline" })),
  q: T.Optional(T.String({ maxLength: 200, description: "Part of number or title" })),
};

const title = T.String({ minLength: 1, maxLength: 200, pattern: "\\S", description: "Title" });
const description = T.String({ maxLength: 20_000, description: "What is to be done" });
const dueAt = T.String({ format: "date-time", description: "Deadline" });
const priority = T.Integer({ minimum: 1, maximum: 4, description: "1 low … 4 urgent" });

const NewTask = T.Object({
  title,
  description: T.Optional(description),
  requestId: T.Optional(Uuid("Request it belongs to")),
  parentTaskId: T.Optional(Uuid("Task it is a part of")),
  assigneeId: Uuid("Who does it"),
  dueAt: T.Optional(dueAt),
  priority: T.Optional(priority),
  review: T.Optional(T.Boolean({ description: "Whether the setter checks the result" })),
  requiresFile: T.Optional(T.Boolean({ description: "Whether a file is owed with the result" })),
  predecessorIds: T.Optional(T.Array(Uuid("Task"), { description: "Tasks that must be done before", maxItems: 20 })),
});

const TaskPatch = T.Object({
  version: T.Integer({ description: "Version the person saw" }),
  title: T.Optional(title),
  description: T.Optional(description),
  assigneeId: T.Optional(Uuid("New assignee")),
  dueAt: T.Optional(dueAt),
  reason: T.Optional(T.String({ maxLength: 2000, description: "Why the deadline moves" })),
  priority: T.Optional(priority),
});

const Transition = T.Object({
  action: T.String({
    minLength: 1,
    maxLength: 40,
    description: "take, start, handIn, accept, return, refuseWork, cancel, reopen",
  }),
  version: T.Integer({ description: "Version the person saw" }),
  reason: T.Optional(T.String({ maxLength: 4000, description: "Reason, where the action owes one" })),
  result: T.Optional(T.String({ maxLength: 20_000, description: "What was done" })),
  links: T.Optional(
    T.Array(T.String({ maxLength: 2000, description: "Web address" }), { description: "Links of the result", maxItems: 20 }),
  ),
});

const lists: FastifyPluginAsyncTypebox = async (api) => {
  const sort = T.Optional(
    T.String({
      pattern: `^-?(${TASK_SORTS.join("|")})$`,
      default: "dueAt",
      description: `Order: ${TASK_SORTS.join(", ")}; minus for descending`,
    }),
  );
  const query = T.Object({
    ...Filters,
    sort,
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows a page" })),
    after: T.Optional(T.String({ maxLength: 2000, description: "`next` of the page before" })),
  });
  api.get(
    "/tasks",
    {
      schema: {
        operationId: "listTasks",
        summary: "Tasks the person may see",
        tags,
        querystring: query,
        response: { 200: TaskPage, ...problems(400, 401) },
      },
    },
    async ({ context, query: asked }) => {
      const { sort: order = "dueAt", limit = 50, after, ...filters } = asked;
      return listTasks(context.app.db, context, { filters, sort: order, limit, after });
    },
  );
  api.get(
    "/tasks/export",
    {
      schema: {
        operationId: "exportTasks",
        summary: "The whole list as a file",
        tags,
        querystring: T.Object({ ...Filters, sort, ...exportQuery(TASK_EXPORT) }),
        produces: EXPORT_TYPES,
        response: problems(400, 401, 403, 429),
      },
    },
    async ({ context, query: { sort: order = "dueAt", format, columns, ...filters } }, reply) =>
      sendExport(context, reply, exportedTasks(context, filters, order), { format, columns }),
  );
  api.get(
    "/tasks/summary",
    {
      schema: {
        operationId: "countTasks",
        summary: "Count of a filter",
        tags,
        querystring: T.Object(Filters),
        response: { 200: TaskCount, ...problems(400, 401) },
      },
    },
    async ({ context, query: filters }) => countTasks(context.app.db, context, filters),
  );
};

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
      const { context, body } = request;
      return sendAnswer(
        reply,
        await maybeIdempotent(context, request, async (tx) => ({
          status: 201,
          body: { id: await createTask(tx, context, body) },
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
