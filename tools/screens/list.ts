import type { APIRequestContext } from "@playwright/test";

export interface Screen {
  name: string;
  /** Keys of `PEOPLE`. */
  roles: readonly string[];
  /** The address, found out through the API where it names a record. */
  path: (api: APIRequestContext) => string | Promise<string>;
}

/** One demo person per role; nobody's address means: not logged in. */
export const PEOPLE: ReadonlyMap<string, string> = new Map([
  ["guest", ""],
  ["coordinator", "t.akhmetov@demo.tartip.example"],
  ["head", "m.saparova@demo.tartip.example"],
  ["cfo", "m.ospanova@demo.tartip.example"],
  ["ceo", "a.musin@demo.tartip.example"],
  ["accountant", "e.petrenko@demo.tartip.example"],
  ["treasurer", "d.beketov@demo.tartip.example"],
  ["lawyer", "a.esenova@demo.tartip.example"],
  ["hr", "k.musina@demo.tartip.example"],
  ["it", "z.karimova@demo.tartip.example"],
  ["executor", "a.ivanov@demo.tartip.example"],
  ["admin", "m.beketova@demo.tartip.example"],
  ["contractor", "d.kovalev@contractor.tartip.example"],
]);

const EVERYONE = [...PEOPLE.keys()].filter((role) => role !== "guest");
const MONEY = ["coordinator", "cfo", "accountant", "treasurer"];
const TYPES = ["payment", "purchase", "contract", "marketing", "it", "hr"];

/** The pages to look at; add a line for every new one. */
export const SCREENS: readonly Screen[] = [
  { name: "login", roles: ["guest"], path: () => "/login" },
  { name: "styleguide", roles: ["guest"], path: () => "/styleguide" },
  { name: "my-day", roles: EVERYONE, path: () => "/" },
  { name: "requests", roles: EVERYONE, path: () => "/requests" },
  { name: "requests-empty", roles: ["executor"], path: () => "/requests?q=nothing-like-this" },
  { name: "request", roles: EVERYONE, path: first("requests") },
  ...["in_progress", "approval", "waiting", "closed"].map((status) => ({
    name: `request-${status}`,
    roles: ["head", "cfo"],
    path: first("requests", `type=payment&status=${status}&`),
  })),
  ...TYPES.slice(1).map((type) => ({ name: `request-${type}`, roles: ["ceo"], path: first("requests", `type=${type}&`) })),
  { name: "request-sheet", roles: ["cfo"], path: first("requests", "type=payment&status=closed&", "/sheet") },
  { name: "request-types", roles: ["coordinator", "executor"], path: () => "/requests/new" },
  ...TYPES.map((type) => ({ name: `form-${type}`, roles: ["coordinator"], path: () => `/requests/new/${type}` })),
  { name: "tasks", roles: EVERYONE, path: () => "/tasks" },
  { name: "task", roles: EVERYONE, path: first("tasks") },
  { name: "invoices", roles: MONEY, path: () => "/invoices" },
  { name: "invoice", roles: MONEY, path: first("invoices") },
  { name: "invoice-approved", roles: ["treasurer"], path: first("invoices", "status=approved&") },
  { name: "budgets", roles: ["head", "cfo", "accountant"], path: () => "/budgets" },
  { name: "documents", roles: ["coordinator", "lawyer"], path: () => "/documents" },
  { name: "document", roles: ["coordinator", "lawyer"], path: first("documents") },
  { name: "document-new", roles: ["lawyer"], path: () => "/documents/new" },
  { name: "counterparties", roles: ["coordinator", "accountant"], path: () => "/counterparties" },
  { name: "counterparty", roles: ["coordinator", "accountant"], path: first("counterparties") },
  { name: "people", roles: ["hr", "admin"], path: () => "/people" },
  ...["branches", "departments", "projects", "cost-items", "rates"].map((list) => ({
    name: `organisation-${list}`,
    roles: ["admin"],
    path: () => `/organisation/${list}`,
  })),
  { name: "organisation-new", roles: ["admin"], path: () => "/organisation/branches/new" },
  { name: "organisation-rates-only", roles: ["accountant"], path: () => "/organisation" },
  { name: "person", roles: ["hr", "admin"], path: first("people") },
  { name: "profile", roles: ["cfo", "contractor"], path: () => "/profile" },
  { name: "notices", roles: ["head", "cfo"], path: () => "/notices" },
  { name: "search", roles: ["coordinator"], path: () => "/search?q=2026" },
  { name: "admin", roles: ["admin"], path: () => "/admin" },
  { name: "not-found", roles: ["executor"], path: () => "/requests/00000000-0000-7000-8000-000000000000" },
];

/** The page of the first record of a filtered list, or the list itself when the person sees none. */
function first(kind: string, filter = "", tail = ""): Screen["path"] {
  return async (api) => {
    const answer = await api.get(`/api/v1/${kind}?${filter}limit=1`);
    if (answer.status() === 403) return `/${kind}`;
    if (!answer.ok()) throw new Error(`/api/v1/${kind}?${filter} answers ${answer.status()}`);
    // reason: lists answer with items; a page that lacks the id shows in the picture
    const list = (await answer.json()) as { items: { id: string }[] };
    const [found] = list.items;
    return found ? `/${kind}/${found.id}${tail}` : `/${kind}`;
  };
}
