import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import type { Label } from "@tartip/domain/kernel/label";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { PASSWORD_MAX } from "../../platform/session/passwords.ts";
import { problems } from "../../platform/http/problems.ts";
import { setPasswordByLink } from "./password.ts";

const DemoPeople = T.Object(
  {
    password: T.String({ description: "The one password of everybody in the demonstration company" }),
    people: T.Array(
      T.Object({
        name: T.String({ description: "Full name" }),
        position: T.String({ description: "Position" }),
        email: T.String({ description: "Address to sign in with" }),
        roles: T.Array(
          T.Object(
            {
              ru: T.String({ description: "Russian" }),
              kk: T.String({ description: "Kazakh" }),
              en: T.String({ description: "English" }),
            },
            { description: "A role in three languages" },
          ),
          { description: "Roles held" },
        ),
      }),
      { description: "One person for each role, in the order of the company's list" },
    ),
  },
  { $id: "DemoPeople", description: "Who can be signed in as, in a demonstration company only" },
);

/** What is answered before anybody has signed in. */
export const publicRoutes: FastifyPluginAsyncTypebox = async (server) => {
  await server.register(demo);
  await server.register(passwords);
};

/** Lets the login page offer the cast; without demonstration mode it does not exist. */
const demo: FastifyPluginAsyncTypebox = async (server) => {
  const app = server.application;
  server.addSchema(DemoPeople);
  server.get(
    "/demo/people",
    {
      config: { public: true },
      schema: {
        operationId: "listDemoPeople",
        summary: "People of the demonstration company to sign in as, one for each role, with their password",
        tags: ["People"],
        response: { 200: T.Ref("DemoPeople"), ...problems(404) },
      },
    },
    async () => {
      if (!app.config.demo) throw notFound("demonstration");
      return { password: app.config.demoPassword, people: await cast(app) };
    },
  );
};

const passwords: FastifyPluginAsyncTypebox = async (server) => {
  const app = server.application;
  server.post(
    "/set-password",
    {
      config: { public: true },
      schema: {
        operationId: "setPasswordByLink",
        summary: "Set a password by a one-time link; sessions opened before end",
        tags: ["People"],
        body: T.Object({
          token: T.String({ minLength: 1, maxLength: 100, description: "Token of the one-time link" }),
          password: T.String({ minLength: 1, maxLength: PASSWORD_MAX, description: "New password" }),
        }),
        response: { 204: T.Null({ description: "Set; sign in with it" }), ...problems(400, 404, 503) },
      },
    },
    async (request, reply) => {
      await setPasswordByLink(app, request.body, request.ip);
      return reply.code(204).send(null);
    },
  );
};

/** One of the demonstration's people for each role that anybody holds, in the order of the company's list. */
async function cast(app: App) {
  const everybody = await demoPeople(app);
  const holders = (role: string) => everybody.filter(({ codes }) => codes.includes(role));
  const roles = [...new Set(everybody.flatMap(({ codes }) => codes))];
  const chosen: typeof everybody = [];
  // Roles with few holders choose first; the one with the fewest other roles shows a role best.
  for (const role of roles.toSorted((a, b) => holders(a).length - holders(b).length)) {
    const [one] = holders(role)
      .filter((person) => !chosen.includes(person))
      .toSorted((a, b) => a.codes.length - b.codes.length);
    if (one) chosen.push(one);
  }
  return everybody.filter((person) => chosen.includes(person)).map(({ codes: _codes, ...person }) => person);
}

async function demoPeople(app: App) {
  return app.db
    .selectFrom("people as p")
    .select(["p.full_name as name", "p.position", "p.email"])
    .select(
      sql<Label[]>`coalesce((select jsonb_agg(r.label order by r.code) from person_roles h join roles r on r.id = h.role_id
        where h.person_id = p.id), '[]')`.as("roles"),
    )
    .select(
      sql<
        string[]
      >`array(select r.code from person_roles h join roles r on r.id = h.role_id where h.person_id = p.id order by 1)`.as(
        "codes",
      ),
    )
    .where("p.code", "is not", null)
    .where("p.active", "=", true)
    .orderBy("p.code")
    .execute();
}

/** The demonstration's people by role, for the person who has just started it in a terminal. */
export async function castTable(app: App): Promise<string[]> {
  const rows = (await cast(app)).map(({ roles, ...person }) => ({ ...person, roles: roles.map(({ en }) => en).join(", ") }));
  const widest = Math.max(...rows.map(({ roles }) => roles.length));
  const lines = rows.map(({ roles, email, name }) => `  ${roles.padEnd(widest)}  ${email}  ${name}`);
  return [`Demonstration company, password of everybody: ${app.config.demoPassword}`, ...lines];
}
