import type { APIRequestContext, APIResponse } from "@playwright/test";

/** What the stories ask of the API, in a page's session or in one of its own. */
export type Api = Pick<APIRequestContext, "get" | "post" | "patch">;

type Call = (path: string, options?: { data?: unknown }) => Promise<APIResponse>;

interface Person {
  email: string;
  password: string;
}

/**
 * The API as a person, by a token. A story on a busy machine outlives its token: who is refused for that logs in again.
 *
 * @param door where the login happens, apart: its cookies must not travel with the calls
 */
export async function apiOf(door: APIRequestContext, context: APIRequestContext, person: Person): Promise<Api> {
  let headers = await bearer(door, person);
  const inSession =
    (method: "get" | "post" | "patch"): Call =>
    async (path, options) => {
      const first = await context[method](path, { ...options, headers });
      if (first.status() !== 401) return first;
      headers = await bearer(door, person);
      return context[method](path, { ...options, headers });
    };
  return { get: inSession("get"), post: inSession("post"), patch: inSession("patch") };
}

async function bearer(door: APIRequestContext, { email, password }: Person): Promise<Record<string, string>> {
  const answer = await door.post("/api/v1/session", { data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()} ${await answer.text()}`);
  // reason: the answer of this operation is in the API's description
  const { token } = (await answer.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}
