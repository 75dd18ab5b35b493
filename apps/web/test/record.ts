import { me, reference } from "./samples.ts";
import type { Server } from "./server.ts";

/** What the page of any record asks beside its card: an empty room, in which a test puts what it is about. */
export function answerRoom(server: Server): void {
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/records/{id}/stream", { items: [], next: null, mayComment: true, hasOutsiders: false });
  server.answer("get", "/api/v1/records/{id}/files", {
    items: [],
    mayAdd: true,
    removable: [],
    hasOutsiders: false,
    withheld: 0,
  });
  server.answer("get", "/api/v1/records/{id}/links", { items: [] });
  server.answer("get", "/api/v1/records/{id}/checklist", { items: [] });
  server.answer("get", "/api/v1/records/{id}/watchers", { items: [] });
}
