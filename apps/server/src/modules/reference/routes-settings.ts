import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { SETTING_LIMITS } from "@tartip/domain/deadlines/limits";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { changeSettings, readSettings } from "./company-settings.ts";

const tags = ["Reference"];
const Count = (name: keyof typeof SETTING_LIMITS, description: string) =>
  T.Integer({ minimum: SETTING_LIMITS[name].minimum, maximum: SETTING_LIMITS[name].maximum, description });

const rule = {
  remindDays: Count("remindDays", "Working days before the deadline of the first reminder; 0 = none"),
  remindHours: Count("remindHours", "Working hours before the deadline of the second reminder; 0 = none"),
  headHours: Count("headHours", "Working hours after the deadline at which the head of the one awaited hears; 0 = never"),
  departmentHours: Count("departmentHours", "How many more until the head of the department hears; 0 = never"),
};

const Exception = T.Object(
  {
    type: T.Optional(T.String({ minLength: 1, maxLength: 60, description: "Only requests of this type and their tasks" })),
    priority: T.Optional(T.Integer({ minimum: 1, maximum: 4, description: "Only this priority: 1 low … 4 urgent" })),
    remindDays: T.Optional(rule.remindDays),
    remindHours: T.Optional(rule.remindHours),
    headHours: T.Optional(rule.headHours),
    departmentHours: T.Optional(rule.departmentHours),
  },
  { additionalProperties: false, description: "What differs for a type, a priority or both; the narrower wins" },
);

const Deadlines = T.Object(
  { ...rule, exceptions: T.Array(Exception, { maxItems: 50, description: "What differs for some work" }) },
  { additionalProperties: false, description: "When deadlines remind, and when what is late goes up to the heads" },
);

const values = {
  deadlines: Deadlines,
  questionWorkDays: Count(
    "questionWorkDays",
    "Working days after which a question nobody answered is told to the one who asked and a head; 0 = never",
  ),
  ackWorkMinutes: Count("ackWorkMinutes", "Working minutes after which the head learns of an urgent request nobody accepted"),
  autoCloseWorkDays: Count("autoCloseWorkDays", "Working days after which a finished request closes itself"),
  unplannedByCfo: T.Boolean({
    description:
      "Whether one decision of the financial director stands for those over the limit where a branch has no plan for the year",
  }),
};

const CompanySettings = T.Object(
  { ...values, version: T.String({ description: "Send back when changing" }) },
  { $id: "CompanySettings", description: "Settings that an administrator changes" },
);

const Patch = T.Object(
  { version: T.String({ maxLength: 64, description: "Version the person saw" }), ...T.Partial(T.Object(values)).properties },
  { additionalProperties: false },
);

export const settingsRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.addSchema(CompanySettings);
  server.get(
    "/settings",
    {
      schema: {
        operationId: "getSettings",
        summary: "Settings of the company, for those who may change them",
        tags,
        response: { 200: T.Ref("CompanySettings"), ...problems(401, 404) },
      },
    },
    async (request) => readSettings(request.context),
  );
  server.patch(
    "/settings",
    {
      schema: {
        operationId: "changeSettings",
        summary: "Change settings of the company; they hold from the next action on",
        tags,
        body: Patch,
        response: { 200: T.Ref("CompanySettings"), ...problems(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      const { version, ...patch } = request.body;
      await inTransaction(ctx.app, (tx) => changeSettings(tx, ctx, version, patch));
      return readSettings(ctx);
    },
  );
};
