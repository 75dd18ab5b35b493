import type { TestApp } from "../kit/app.ts";

/** A JSON Schema as the served document writes it. */
export interface Schema {
  type?: string | string[];
  enum?: readonly unknown[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: unknown;
  anyOf?: Schema[];
  $ref?: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
}

export interface Operation {
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  parameters: Parameter[];
  body: Schema | null;
  multipart: boolean;
  public: boolean;
}

/** Never ends by design: tested where streams are tested. */
const STREAMS = new Set(["live"]);

/** All operations of the document that the server itself serves. */
export async function operationsOf(test: TestApp): Promise<Operation[]> {
  const document: OpenApi = JSON.parse((await test.api.get("/api/openapi.json")).text);
  const found: Operation[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, raw] of Object.entries(methods)) {
      if (STREAMS.has(raw.operationId)) continue;
      const content = raw.requestBody?.content ?? {};
      found.push({
        id: raw.operationId,
        // reason: keys of a path item are the methods in lower case
        method: method.toUpperCase() as Operation["method"],
        path,
        parameters: raw.parameters ?? [],
        body: content["application/json"]?.schema ?? null,
        multipart: content["multipart/form-data"] !== undefined,
        public: raw.security?.length === 0,
      });
    }
  }
  return found;
}

interface OpenApi {
  paths: Record<string, Record<string, RawOperation>>;
}

interface RawOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  security?: unknown[];
}
