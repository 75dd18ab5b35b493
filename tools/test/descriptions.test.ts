import { expect, it } from "vitest";
import { undescribed } from "../checks/descriptions.ts";

const described = { type: "string", description: "What it is" };

function withSchema(schema: unknown): string[] {
  const content = { "application/json": { schema } };
  return undescribed({
    paths: { "/a": { post: { summary: "Does it", requestBody: { content }, responses: { 200: { content } } } } },
  });
}

it("passes a described document", () => {
  const schema = {
    properties: {
      a: described,
      b: { $ref: "#/components/schemas/B" },
      c: { ...described, items: { properties: { d: described } } },
    },
  };
  expect(withSchema(schema)).toEqual([]);
});

it("names what says nothing, however deep", () => {
  expect(undescribed({ paths: { "/a": { get: {} } } })).toEqual(["GET /a"]);
  expect(undescribed({ paths: { "/a": { get: { summary: "x", parameters: [{ name: "limit" }] } } } })).toEqual(["GET /a ?limit"]);
  expect(withSchema({ properties: { a: { type: "string" } } })).toEqual(["POST /a body.a", "POST /a 200.a"]);
  expect(withSchema({ items: { anyOf: [{ properties: { a: { description: " " } } }] } })).toHaveLength(2);
  expect(undescribed({ components: { schemas: { B: { properties: { a: {} } } } } })).toEqual(["B.a"]);
});
