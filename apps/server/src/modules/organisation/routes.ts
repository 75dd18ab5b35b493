import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T, type TObject } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { addRow, changeRow, type Book, type Listed } from "./book.ts";
import { branches } from "./branches.ts";
import { costItems } from "./cost-items.ts";
import { departments } from "./departments.ts";
import { projects } from "./projects.ts";
import { readOrganisation, readRow } from "./read.ts";
import {
  BranchBody,
  BranchPatchBody,
  CostItemBody,
  CostItemPatchBody,
  DepartmentBody,
  DepartmentPatchBody,
  ProjectBody,
  ProjectPatchBody,
} from "./schema.ts";

const tags = ["Organisation"];

export const organisationRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/organisation",
    {
      schema: {
        operationId: "getOrganisation",
        summary: "Branches, departments, projects and cost items, for those who keep them",
        tags,
        response: { 200: T.Ref("Organisation"), ...problems(401, 404) },
      },
    },
    async (request) => readOrganisation(request.context),
  );
  await server.register(listed({ path: "branches", name: "Branch", book: branches, body: BranchBody, patch: BranchPatchBody }));
  await server.register(
    listed({ path: "departments", name: "Department", book: departments, body: DepartmentBody, patch: DepartmentPatchBody }),
  );
  await server.register(
    listed({ path: "projects", name: "Project", book: projects, body: ProjectBody, patch: ProjectPatchBody }),
  );
  await server.register(
    listed({ path: "cost-items", name: "CostItem", book: costItems, body: CostItemBody, patch: CostItemPatchBody }),
  );
};

interface ListRoutes<F extends Listed> {
  path: string;
  name: string;
  book: Book<F>;
  body: TObject;
  patch: TObject;
}

/** Adding to a list and changing a row of it. */
function listed<F extends Listed>({ path, name, book, body, patch }: ListRoutes<F>): FastifyPluginAsyncTypebox {
  const answer = T.Ref(`Organisation${name}`);
  return async (server) => {
    server.post(
      `/organisation/${path}`,
      {
        schema: {
          operationId: `create${name}`,
          summary: `Add to the list: ${path}`,
          tags,
          body,
          response: { 201: answer, ...problems(400, 401, 403) },
        },
      },
      async (request, reply) => {
        const ctx = request.context;
        // reason: the schema has exactly the fields of the book
        const fields = request.body as Partial<F> & Pick<F, "code" | "name">;
        const id = await inTransaction(ctx.app, (tx) => addRow(tx, ctx, book, fields));
        return reply.code(201).send(await readRow(ctx, book, id));
      },
    );
    server.patch(
      `/organisation/${path}/:id`,
      {
        schema: {
          operationId: `update${name}`,
          summary: `Change, retire or take back a row of the list: ${path}`,
          tags,
          params: T.Object({ id: T.String({ format: "uuid", description: "Row" }) }),
          body: patch,
          response: { 200: answer, ...problems(400, 401, 403, 404, 409, 422) },
        },
      },
      async (request) => {
        const ctx = request.context;
        const { id } = request.params;
        // reason: see above
        const fields = request.body as Partial<F> & { version: number };
        await inTransaction(ctx.app, (tx) => changeRow(tx, ctx, book, id, fields));
        return readRow(ctx, book, id);
      },
    );
  };
}
