import { createTheme, Menu, Modal, Popover, Tooltip } from "@mantine/core";

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
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 300, multiline: true, maw: 320, color: "var(--text)", withinPortal: true },
    }),
    Menu: Menu.extend({ defaultProps: { shadow: "md", position: "bottom-end", withinPortal: true } }),
    Popover: Popover.extend({ defaultProps: { shadow: "md", withinPortal: true } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: "sm", overlayProps: { color: "var(--shade)", backgroundOpacity: 1 } },
    }),
  },
});
