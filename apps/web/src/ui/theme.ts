import { createTheme } from "@mantine/core";

/** The head of a dialog is no second banner of the page. */
const DIALOG_HEAD = { header: { role: "presentation" } };

/**
 * Behaviour of the Mantine parts; their colours and sizes are variables of `tokens.css`
 * (the provider writes no style element, so the content policy stays strict).
 */
export const theme = createTheme({
  fontFamily: "var(--font)",
  primaryColor: "blue",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { openDelay: 300, multiline: true, maw: 320, color: "var(--text)", withinPortal: true },
    },
    Menu: {
      defaultProps: { shadow: "md", position: "bottom-end", withinPortal: true, withInitialFocusPlaceholder: false },
    },
    Drawer: { defaultProps: { attributes: DIALOG_HEAD } },
    Popover: { defaultProps: { shadow: "md", withinPortal: true } },
    Modal: {
      defaultProps: {
        attributes: DIALOG_HEAD,
        centered: true,
        radius: "sm",
        overlayProps: { color: "var(--shade)", backgroundOpacity: 1 },
      },
    },
  },
});
