import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../lib/errors.ts";
import { meQuery } from "../lib/session.ts";
import { AppShell } from "./AppShell.tsx";
import { cache } from "./cache.ts";
import { loadPage } from "./pages.ts";
import { NotFound, PageError, PagePending } from "./pageStates.tsx";

/**
 * The map. A page is `features/<feature>/<Name>Page.tsx` with a default export; it is loaded when
 * first needed and fetched ahead when the pointer rests on a link to it.
 */
function page(name: string) {
  return lazyRouteComponent(() => loadPage(name, NotFound));
}

const root = createRootRouteWithContext<{ cache: QueryClient }>()({ notFoundComponent: NotFound });

const loginRoute = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: page("session/LoginPage"),
  validateSearch: nextOf,
});

const welcomeRoute = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: page("session/WelcomePage"),
  validateSearch: tokenOf,
});

const passwordRoute = createRoute({
  getParentRoute: () => root,
  path: "/set-password",
  component: page("session/SetPasswordPage"),
  validateSearch: tokenOf,
});

const styleguideRoute = createRoute({
  getParentRoute: () => root,
  path: "/styleguide",
  component: page("styleguide/StyleguidePage"),
});

/** Everything behind the login. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: AppShell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.cache.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401)
        throw redirect({ to: "/login", search: { next: location.href } });
      throw error;
    }
  },
});

function at<const Path extends string>(path: Path, name: string) {
  return createRoute({ getParentRoute: () => inside, path, component: page(name), validateSearch: textsOf });
}

const routes = inside.addChildren([
  at("/", "my-day/MyDayPage"),
  at("/requests", "requests/RequestListPage"),
  at("/requests/new", "requests/NewRequestPage"),
  at("/requests/new/$type", "requests/RequestFormPage"),
  at("/requests/$id", "requests/RequestPage"),
  at("/requests/$id/edit", "requests/RequestFormPage"),
  at("/requests/$id/sheet", "approvals/ApprovalSheetPage"),
  at("/tasks", "tasks/TaskListPage"),
  at("/tasks/$id", "tasks/TaskPage"),
  at("/invoices", "invoices/InvoiceListPage"),
  at("/invoices/$id", "invoices/InvoicePage"),
  at("/budgets", "budgets/BudgetPage"),
  at("/documents", "documents/DocumentListPage"),
  at("/documents/new", "documents/NewDocumentPage"),
  at("/documents/$id", "documents/DocumentPage"),
  at("/documents/$id/sheet", "documents/DocumentSheetPage"),
  at("/counterparties", "counterparties/CounterpartyListPage"),
  at("/counterparties/$id", "counterparties/CounterpartyPage"),
  at("/calendar", "calendar/CalendarPage"),
  at("/obligations", "meetings/ObligationListPage"),
  at("/reports", "reports/ReportsPage"),
  at("/search", "search/SearchPage"),
  at("/notices", "notifications/NoticesPage"),
  at("/organisation/{-$list}/{-$row}", "organisation/OrganisationPage"),
  at("/admin", "admin/AdminPage"),
  at("/people", "people/PeoplePage"),
  at("/people/$id", "people/PersonPage"),
  at("/profile", "people/ProfilePage"),
]);

export const router = createRouter({
  routeTree: root.addChildren([loginRoute, welcomeRoute, passwordRoute, styleguideRoute, routes]),
  context: { cache },
  // Another record brings its own dialogs and texts, filters of a list do not.
  defaultRemountDeps: ({ params }) => params,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

/** Filters live in the address as plain texts: `?status=new&q=…`; lists are comma separated. */
function textsOf(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
}

/** The secret of a one-time link. */
function tokenOf(search: Record<string, unknown>): { token?: string } {
  const token = search["token"];
  return typeof token === "string" || typeof token === "number" ? { token: String(token) } : {};
}

function nextOf(search: Record<string, unknown>): { next?: string } {
  const next = search["next"];
  // Only an address of our own: a foreign one would make the login page a stepping stone.
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {};
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
