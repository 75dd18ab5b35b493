import type { App } from "../app.ts";
import { readConfig } from "../config.ts";
import { createLogger } from "../log.ts";
import type { Module } from "../module.ts";
import { AT_ONCE } from "./compilers.ts";
import { openapiText } from "./openapi.ts";
import { buildServer } from "./server.ts";

/**
 * The OpenAPI document of these slices; a schema of theirs that cannot be compiled is an error.
 * Registering routes opens nothing, so no database is needed.
 */
export async function openapiDocument(modules: Module[]): Promise<string> {
  const never = () => () => undefined;
  const described = {
    config: readConfig({}),
    log: createLogger("silent"),
    modules,
    live: { listening: () => false, onChange: never, onActors: never, stop: async () => undefined },
  };
  // reason: describing routes touches only these members; a handler that ran would need the rest
  const server = await buildServer(described as unknown as App, AT_ONCE);
  const text = openapiText(server);
  await server.close();
  return text;
}
