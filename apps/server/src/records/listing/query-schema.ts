import { Type as T, type TSchema } from "@fastify/type-provider-typebox";
import type { Filters, FilterShape, ListShape } from "@tartip/domain/lists/filters";
import { oneOf, Uuid } from "../routes-schema.ts";

function valueSchema(shape: FilterShape): TSchema {
  const description = shape.says;
  switch (shape.holds) {
    case "text":
      return T.String({ maxLength: shape.longest, description });
    case "code":
      return T.String({ pattern: shape.pattern, description });
    case "id":
      return Uuid(description);
    case "day":
      return T.String({ format: "date", description });
    case "flag":
      return T.Boolean({ description });
    case "number":
      return T.Integer({ minimum: shape.least, maximum: shape.most, description });
    case "one":
      return oneOf(shape.of, description);
    case "many":
      return T.Array(valueSchema(shape.items), { description, maxItems: shape.most });
  }
}

/** The filters of a list as parameters of its address. */
export function filterSchemas(filters: Filters): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(filters).map(([name, shape]) => [name, T.Optional(valueSchema(shape))]));
}

/** The order as a parameter of the address; none where it cannot be chosen. */
export function sortSchema({ sorts, usualSort, fixedOrder, namesSorts }: ListShape): Record<string, TSchema> {
  if (fixedOrder) return {};
  if (namesSorts) {
    const names = sorts.flatMap((name) => [name, `-${name}`]);
    return { sort: T.Optional({ ...oneOf(names, "Order; a minus turns it round"), default: usualSort }) };
  }
  const pattern = `^-?(${sorts.join("|")})$`;
  const description = `Order: ${sorts.join(", ")}; minus for descending`;
  return { sort: T.Optional(T.String({ pattern, default: usualSort, description })) };
}

export const pageSchemas = {
  limit: T.Optional(T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows a page" })),
  after: T.Optional(T.String({ maxLength: 4000, description: "`next` of the page before" })),
};
