import { expect } from "vitest";
import type { TestApp } from "./app.ts";

type Who = { id: string };

/** What tests of people who leave do and ask, by the front door; the application and its administrator are there once it starts. */
export function leavingIn(started: () => { test: TestApp; admin: Who }) {
  return {
    /** The administrator closes their accounts, one after another. */
    async leaves(...people: Who[]): Promise<void> {
      const { test, admin } = started();
      for (const { id } of people) {
        const gone = await test.api.as(admin).post(`/people/${id}/deactivate`);
        expect(gone.status, gone.text).toBe(200);
      }
    },
    /** Whom the record waits for: a person, or the role of a queue. */
    awaited: (id: string) =>
      started()
        .test.app.db.selectFrom("awaits")
        .leftJoin("queues", "queues.id", "awaits.queue_id")
        .select(["person_id as who", "role_code as queue", "reason"])
        .where("record_id", "=", id)
        .execute(),
    /** Events the person was told of this record, the latest first. */
    async told(who: Who, id: string) {
      const { items } = (await started().test.api.as(who).get("/notices?limit=100")).body;
      return items.filter(({ record }) => record?.id === id).map(({ event }) => event);
    },
    /** An action on a task as it stands, expecting success. */
    async moveTask(who: Who, id: string, action: string, rest: object = {}) {
      const api = started().test.api.as(who);
      const { version } = (await api.get(`/tasks/${id}`)).body;
      const reply = await api.post(`/tasks/${id}/transitions`, { action, version, ...rest });
      expect(reply.status, `${action}: ${reply.text}`).toBe(200);
      return reply.body;
    },
  };
}
