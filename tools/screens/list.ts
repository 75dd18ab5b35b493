import type { APIRequestContext } from "@playwright/test";

export interface Screen {
  name: string;
  /** Keys of `PEOPLE`. */
  roles: string[];
  /** The address, found out through the API where it names a record. */
  path: (api: APIRequestContext) => string | Promise<string>;
}

/** One demo person per role; nobody's address means: not logged in. */
export const PEOPLE: ReadonlyMap<string, string> = new Map([
  ["guest", ""],
  ["coordinator", "d.kasymova@demo.tartip.example"],
  ["head", "k.beketova@demo.tartip.example"],
  ["cfo", "m.ospanova@demo.tartip.example"],
  ["treasurer", "d.beketov@demo.tartip.example"],
  ["executor", "a.ivanov@demo.tartip.example"],
  ["admin", "m.beketova@demo.tartip.example"],
]);

const EVERYONE = [...PEOPLE.keys()].filter((role) => role !== "guest");

/** The pages to look at; add a line for every new one. */
export const SCREENS: Screen[] = [
  { name: "login", roles: ["guest"], path: () => "/login" },
  { name: "my-day", roles: EVERYONE, path: () => "/" },
  { name: "requests", roles: EVERYONE, path: () => "/requests" },
  { name: "request", roles: EVERYONE, path: (api) => firstOf(api, "requests") },
  { name: "tasks", roles: EVERYONE, path: () => "/tasks" },
  { name: "task", roles: EVERYONE, path: (api) => firstOf(api, "tasks") },
  { name: "invoices", roles: ["coordinator", "cfo", "treasurer"], path: () => "/invoices" },
  { name: "invoice", roles: ["coordinator", "cfo", "treasurer"], path: (api) => firstOf(api, "invoices") },
  { name: "budgets", roles: ["head", "cfo"], path: () => "/budgets" },
];

/** The page of the first record of a list, or the list itself when the person sees none. */
async function firstOf(api: APIRequestContext, kind: string): Promise<string> {
  const answer = await api.get(`/api/v1/${kind}?limit=1`);
  if (!answer.ok()) throw new Error(`/api/v1/${kind} answers ${answer.status()}`);
  // reason: lists answer with items of records; a page that lacks the id shows in the picture
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items[0] ? `/${kind}/${items[0].id}` : `/${kind}`;
}
