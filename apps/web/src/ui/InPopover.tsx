import { MantineThemeProvider } from "@mantine/core";
import type { ReactNode } from "react";

const IN_PLACE = { defaultProps: { withinPortal: false } };
const theme = { components: { Combobox: IN_PLACE, Popover: IN_PLACE } };

/** Fields inside a popover: their own lists and calendars open within it, or a press on them would close it. */
export function InPopover({ children }: { children: ReactNode }) {
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>;
}
