import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { components, paths } from "./schema.ts";

export type { components, paths };

/** Every operation of the API, typed from the server's own description. */
export type Api = Client<paths>;

/** A schema of the API by its name: `Schema<"Problem">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/**
 * The API of one server: `api.GET("/api/v1/requests/{id}", { params: { path: { id } } })`.
 *
 * Answers `{ data }` or `{ error }`; throws only when the server was not reached.
 */
export function createApi(options: ClientOptions & { baseUrl: string }): Api {
  return createClient<paths>(options);
}
