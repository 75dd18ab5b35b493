import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import "dayjs/locale/kk";
import "dayjs/locale/ru";
import { useTranslation } from "react-i18next";
import { schemeManager } from "../lib/scheme.ts";
import { theme } from "../ui/theme.ts";
import { Relogin } from "./Relogin.tsx";
import { cache } from "./cache.ts";
import { router } from "./router.tsx";

/** Everything around the pages. */
export function App() {
  const { i18n } = useTranslation();
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
          <Relogin />
          <Notifications position="bottom-left" limit={4} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
