// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "../../../test/show.tsx";
import { FileDrop } from "./FileDrop.tsx";
import { FileThumb } from "./FileThumb.tsx";

const nothing = { send: () => Promise.resolve(), explain: String, onDone: () => undefined };

it("says the limit of the server, and none of its own before it is known", async () => {
  const { unmount } = show(<FileDrop {...nothing} maxBytes={50 * 1024 * 1024} />);
  await screen.findByRole("button", { name: /50 MB/ });
  unmount();
  show(<FileDrop {...nothing} maxBytes={undefined} />);
  expect((await screen.findByRole("button", { name: /Attach/ })).textContent).not.toContain("MB");
});

it("says of an office document that it is under a password", async () => {
  show(<FileThumb name="Сводка.xlsx" mime="application/x-ole-storage" bytes={1024} href="#" />);
  expect((await screen.findByText(/password-protected/)).textContent).toContain("1 KB");
});
