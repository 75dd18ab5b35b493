import { Type as T } from "@fastify/type-provider-typebox";
import { Uuid } from "../../../records/routes-schema.ts";

/** The body of `POST …/transitions` for every kind; an action takes what it needs of it. */
export const TransitionBody = T.Object(
  {
    action: T.String({ minLength: 1, maxLength: 40, description: "Action, as listed in `actions` of the record" }),
    version: T.Integer({ description: "Version the person saw" }),
    reason: T.Optional(T.String({ maxLength: 4000, description: "Reason, question or answer, where the action owes one" })),
    comment: T.Optional(T.String({ maxLength: 4000, description: "Comment of an approving vote" })),
    stepId: T.Optional(Uuid("Approval step a vote is for")),
    toStep: T.Optional(T.String({ maxLength: 60, description: "Task step a return sends the work back to" })),
    personId: T.Optional(Uuid("Person, to reassign a step to or to add beside it")),
    work: T.Optional(
      T.Object(
        {
          taskId: T.Optional(Uuid("Done task of the request to be done again")),
          title: T.Optional(T.String({ maxLength: 200, description: "Of a new task: what is to be done" })),
          assigneeId: T.Optional(Uuid("Of a new task: who does it")),
          dueAt: T.Optional(
            T.String({ format: "date-time", description: "Deadline of the new task, or the new one of the task done again" }),
          ),
        },
        {
          description:
            "What is to be done after a reopening or a return of finished work: a done task once more (`taskId`), or a new one (title, assignee, deadline)",
        },
      ),
    ),
    fields: T.Optional(
      T.Record(T.String({ maxLength: 60 }), T.Unknown(), {
        description: "Fields the step owns, filled in the vote",
        maxProperties: 20,
      }),
    ),
  },
  { description: "One action on one request" },
);
