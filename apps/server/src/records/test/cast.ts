import { randomUUID } from "node:crypto";
import type { ParticipantRole } from "@tartip/domain/access/visibility";
import type { Reply } from "../../../test/kit/api.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import type { Body } from "../../../test/kit/reply-types.ts";
import { loadActor } from "../../modules/access/actor.ts";
import { notificationsModule } from "../../modules/notifications/index.ts";
import { searchModule } from "../../modules/search/index.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { addParticipant } from "../participants.ts";
import { kindOf } from "../kinds.ts";
import { insertRecord, type NewRecord } from "../record.ts";
import { recordsModule } from "../routes.ts";
import { indexRecord } from "../listing/search.ts";

type FilesPath = `/records/${string}/files${"" | `?fieldKey=${string}`}`;

export interface Person {
  id: string;
  name: string;
}

/** What every employee of the tests may do, as in the supplied roles. */
const BASE = { "comment.create": "visible", "file.add": "visible", "request.read": "own", "directory.read": "all" };
const OUTSIDE = { "task.read": "assigned", "comment.create": "shared", "file.add": "shared" };

/** A small company around the shared life of records, on the real application and a database of its own. */
export interface Cast extends TestApp {
  person(lastName: string, grants?: Record<string, string>, more?: { external?: boolean; firstName?: string }): Promise<Person>;
  record(author: Person, more?: Partial<NewRecord>): Promise<string>;
  join(recordId: string, person: Person, role: ParticipantRole): Promise<void>;
  contextOf(person: Person): Promise<Context>;
  /** Uploads files given as name and contents; answers as the API does. */
  upload(
    person: Person,
    path: FilesPath,
    files: [name: string, contents: string | Buffer][],
  ): Promise<Reply<Body<"post", FilesPath>>>;
}

export async function startCast(): Promise<Cast> {
  const test = await startTestApp({ modules: [{ name: "actors", loadActor }, recordsModule, notificationsModule, searchModule] });
  const { app } = test;
  await app.db
    .insertInto("settings")
    .values({ key: "baseGrants", value: JSON.stringify(BASE) })
    .execute();

  const contextOf = async ({ id }: Person): Promise<Context> => {
    const actor = await app.sessions.actors.fresh(id);
    if (!actor) throw new Error("no such person");
    return { app, actor, language: "ru", via: "api", requestId: "test", ip: null, sessionId: null, now: () => app.clock.now() };
  };

  return {
    ...test,
    contextOf,
    person: async (lastName, grants, { external = false, firstName = "Тест" } = {}) => {
      const { id, name } = await app.db
        .insertInto("people")
        .values({ last_name: lastName, first_name: firstName, email: `${randomUUID()}@example.kz`, external })
        .returning(["id", "full_name as name"])
        .executeTakeFirstOrThrow();
      const given = grants ?? (external ? OUTSIDE : undefined);
      if (given) await grant(test, id, given);
      return { id, name };
    },
    record: async (author, more = {}) => {
      const ctx = await contextOf(author);
      return inTransaction(app, async (tx) => {
        const kind = more.kind ?? "request";
        const values = {
          kind,
          typeCode: "payment",
          title: "Оплата аренды",
          // Nobody but its author sees the draft that a request is at first.
          status: kind === "request" ? "new" : kindOf(kind).workflow.initial,
          authorId: author.id,
          ...more,
        };
        const id = await insertRecord(tx, ctx, values);
        await indexRecord(tx, id, values.kind, values.title);
        return id;
      });
    },
    join: async (recordId, person, role) => {
      const ctx = await contextOf(person);
      await inTransaction(app, (tx) => addParticipant(tx, ctx, recordId, person.id, role));
    },
    upload: (person, path, files) => {
      const head = (name: string) =>
        `--boundary\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      const parts = files.map(([name, contents]) =>
        Buffer.concat([head(name), contents, "\r\n"].map((part) => Buffer.from(part))),
      );
      const headers = { "content-type": "multipart/form-data; boundary=boundary" };
      return test.api.as(person).post(path, Buffer.concat([...parts, Buffer.from("--boundary--\r\n")]), { headers });
    },
  };
}

async function grant({ app }: TestApp, personId: string, grants: Record<string, string>): Promise<void> {
  const code = `role-${randomUUID()}`;
  const role = await app.db
    .insertInto("roles")
    .values({ code, label: JSON.stringify({ ru: code, kk: code, en: code }), grants: JSON.stringify(grants) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await app.db.insertInto("person_roles").values({ person_id: personId, role_id: role.id }).execute();
}
