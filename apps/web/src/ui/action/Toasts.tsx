import { Notifications } from "@mantine/notifications";

/** Where short messages appear. */
export function Toasts() {
  return <Notifications position="bottom-left" limit={4} />;
}
