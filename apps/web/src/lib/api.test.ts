// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { me } from "../../test/samples.ts";
import { startServer, type Server } from "../../test/server.ts";
import { api, call, onSessionEnd } from "./api.ts";
import { ApiError, errorSentence, fieldErrors } from "./errors.ts";

const REFRESH = "/api/v1/session/refresh";

// happy-dom has no Web Locks; one tab alone holds each at once.
Object.defineProperty(navigator, "locks", {
  configurable: true,
  value: { request: (_name: string, _options: object, work: () => Promise<unknown>) => work() },
});

let server: Server;

beforeEach(() => {
  localStorage.clear();
  server = startServer();
  onSessionEnd(() => Promise.reject(new ApiError({ status: 401, code: "unauthenticated" })));
});

const ask = () => call(api.GET("/api/v1/me"));

/** The session has ended until somebody renews it. */
function endSession(): { renew: () => void } {
  server.refuse("get", "/api/v1/me", { status: 401, code: "unauthenticated" });
  return { renew: () => server.answer("get", "/api/v1/me", me()) };
}

it("renews an ended session once and repeats the call", async () => {
  const { renew } = endSession();
  server.answer("post", REFRESH, () => {
    renew();
    return { token: "new", expiresAt: "2030-01-01T00:00:00.000Z" };
  });
  expect((await ask()).person.name).toBe("Madina Me");
  expect(server.calls("get", "/api/v1/me")).toHaveLength(2);
});

it("renews once for all calls that found it ended together", async () => {
  const { renew } = endSession();
  server.answer("post", REFRESH, () => {
    renew();
    return { token: "new", expiresAt: "2030-01-01T00:00:00.000Z" };
  });
  await Promise.all([ask(), ask(), ask()]);
  expect(server.calls("post", REFRESH)).toHaveLength(1);
});

it("asks the person to log in when the session cannot be renewed, and then goes on", async () => {
  const { renew } = endSession();
  server.refuse("post", REFRESH, { status: 401, code: "unauthenticated" });
  const relogin = vi.fn(async () => renew());
  onSessionEnd(relogin);
  expect((await ask()).person.name).toBe("Madina Me");
  expect(relogin).toHaveBeenCalledOnce();
});

it("gives a refused call its problem, and a lost connection the status 0", async () => {
  server.refuse("get", "/api/v1/me", { status: 403, code: "forbidden" });
  await expect(ask()).rejects.toMatchObject({ problem: { status: 403, code: "forbidden" } });
  server.fail("get", "/api/v1/me");
  await expect(ask()).rejects.toMatchObject({ problem: { status: 0 } });
});

it("says what happened in words, never by a code", () => {
  const t = (key: string | string[]) => `<${[key].flat()[0]}>`;
  expect(errorSentence(new ApiError({ status: 0 }), t)).toBe("<ui:error.network>");
  expect(errorSentence(new Error("boom"), t)).toBe("<ui:error.unknown>");
  const wrong = new ApiError({ status: 400, code: "bad_input", fields: [{ field: "amountMinor", code: "required" }] });
  expect(Object.keys(fieldErrors(wrong, t))).toEqual(["amountMinor"]);
  expect(fieldErrors(new Error("boom"), t)).toEqual({});
});
