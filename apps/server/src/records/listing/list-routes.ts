import { Type as T, type FastifyPluginAsyncTypebox, type TSchema } from "@fastify/type-provider-typebox";
import type { Context } from "../../platform/context.ts";
import { problems } from "../../platform/http/problems.ts";
import { EXPORT_TYPES, exportQuery, sendExport, type ExportAsked, type ExportedList } from "../export/export.ts";
import { sumsOf } from "./list-sums.ts";
import type { Asked, List, ListFile } from "./list.ts";
import { filterSchemas, pageSchemas, sortSchema } from "./query-schema.ts";

interface Said {
  operationId: string;
  summary: string;
}

interface Answered extends Said {
  response: TSchema;
}

interface ListPaths {
  tags: string[];
  page: Answered;
  sums?: Answered;
  file?: Said;
}

/** `GET /<list>`, `/<list>/summary` and `/<list>/export` of one definition. */
export function listRoutes<Row extends object>(
  list: List<Row>,
  { tags, page, sums, file }: ListPaths,
): FastifyPluginAsyncTypebox {
  const { name, filters, usualSort } = list.shape;
  const filtered = filterSchemas(filters);
  const sorted = sortSchema(list.shape);
  return async (server) => {
    server.get(
      `/${name}`,
      { schema: { ...read(page, tags), querystring: pageQuery({ ...filtered, ...sorted, ...pageSchemas }) } },
      async ({ context, query: { sort = usualSort, limit = 50, after, ...asked } }) =>
        list.page(context, asked, { sort, limit, after: after === "" ? undefined : after }),
    );
    const { sums: summed, file: table } = list;
    if (sums && summed) {
      server.get(
        `/${name}/summary`,
        { schema: { ...read(sums, tags), querystring: T.Object(filtered) } },
        async ({ context, query }) => sumsOf(context, list, summed, query),
      );
    }
    if (!file || !table) return;
    const querystring = fileQuery({ ...filtered, ...sorted, ...exportQuery(table.columns) });
    server.get(
      `/${name}/export`,
      { schema: { ...file, tags, querystring, produces: EXPORT_TYPES, response: problems(400, 401, 403, 429) } },
      async ({ context, query: { sort = usualSort, format, columns, ...filters } }, reply) =>
        sendExport(context, reply, exported(context, list, table, { filters, sort }), { format, columns }),
    );
  };
}

function exported<Row extends object>(
  ctx: Context,
  list: List<Row>,
  { title, columns, complete }: ListFile<Row>,
  { filters, sort }: { filters: Asked; sort: string },
): ExportedList<Row> {
  const page = async (after: string | undefined, limit: number) => {
    const { items, next } = await list.page(ctx, filters, { sort, limit, after });
    return { items: complete ? await complete(ctx, items) : items, next };
  };
  return { list: list.shape.name, title, columns, filters, sort, page };
}

function read({ operationId, summary, response }: Answered, tags: string[]) {
  return { operationId, summary, tags, response: { 200: response, ...problems(400, 401) } };
}

type PageQuery = Record<string, unknown> & { sort?: string; limit?: number; after?: string };

const pageQuery = (properties: Record<string, TSchema>) => T.Unsafe<PageQuery>(T.Object(properties));

const fileQuery = (properties: Record<string, TSchema>) =>
  T.Unsafe<Record<string, unknown> & { sort?: string } & ExportAsked>(T.Object(properties));
