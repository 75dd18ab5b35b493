import { MantineProvider } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from "@tanstack/react-router";
import { cleanup, configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { loadTexts, showLanguage, startI18n } from "../src/lib/i18n.ts";
import { theme } from "../src/ui/theme.ts";
import { Toasts } from "../src/ui/action/Toasts.tsx";

configure({
  // Ends what hangs; judges no speed, however busy the machine is.
  asyncUtilTimeout: 60_000,
  // The words of the page say more than its whole tree.
  getElementError: (message, container) => new Error(`${message}\nThe page says: ${container.textContent}`),
});

/** A window of a usual screen; happy-dom lays nothing out, so everything has one size. */
for (const [name, size] of Object.entries({ offsetHeight: 600, offsetWidth: 1000, clientHeight: 600, clientWidth: 1000 }))
  Object.defineProperty(ownerOf(document.createElement("div"), name), name, { configurable: true, get: () => size });

// Texts that grow with their words wait for fonts.
Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });

const NAMESPACES = Object.keys(import.meta.glob("../../../packages/i18n/messages/en/*.json")).map((path) =>
  path.replace(/^.*\/|\.json$/g, ""),
);

localStorage.setItem("tartip.language", "en");
await startI18n();
await loadTexts(NAMESPACES);

/** Takes away what a test has drawn. */
export async function clearPage(): Promise<void> {
  cleanup();
  // Messages outlive the page they were said on.
  notifications.clean();
  await speak("en");
}

/** The prototype that gives the element this property. */
function ownerOf(element: object, name: string): object {
  const above: unknown = Object.getPrototypeOf(element);
  if (typeof above !== "object" || above === null) throw new Error(`no element has ${name}`);
  return Object.hasOwn(above, name) ? above : ownerOf(above, name);
}

/** The language of what is shown from here on; English when a test says nothing. */
export async function speak(language: "ru" | "kk" | "en"): Promise<void> {
  await showLanguage(language);
  await loadTexts(NAMESPACES);
}

interface Options {
  /** Address of the window. */
  at?: string;
  /** The route, with its parameters: `/requests/$id`. */
  route?: string;
}

/** Draws a page or a part of one as the application does: its own router, cache, theme and texts. */
export function show(element: ReactNode, { at = "/", route = "/" }: Options = {}) {
  const root = createRootRoute({ component: Outlet });
  const shown = createRoute({
    getParentRoute: () => root,
    path: route,
    component: () => element,
    validateSearch: (search: Record<string, unknown>): Record<string, string> =>
      Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => <p>elsewhere</p> });
  const router = createRouter({
    routeTree: root.addChildren([shown, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
    defaultPendingMs: 0,
  });
  const cache = new QueryClient({
    defaultOptions: { queries: { staleTime: 10_000, retry: false }, mutations: { retry: false } },
  });
  const drawn = render(
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={cache}>
        <Suspense fallback="…">
          <RouterProvider router={router} />
        </Suspense>
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...drawn, user: userEvent.setup(), address: () => router.state.location.href, cache };
}
