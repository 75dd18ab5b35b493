import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { schemeManager } from "../lib/scheme.ts";
import { theme } from "../ui/theme.ts";
import { Relogin } from "./Relogin.tsx";
import { cache } from "./cache.ts";
import { router } from "./router.tsx";

// Messages wait in their own store until it is there.
const Toasts = lazy(() => import("../ui/action/Toasts.tsx").then((module) => ({ default: module.Toasts })));

/** Everything around the pages. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={cache}>
        {/* Before the pages: its Escape comes before that of their dialogs. */}
        <Relogin />
        <RouterProvider router={router} />
        <Suspense>
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
