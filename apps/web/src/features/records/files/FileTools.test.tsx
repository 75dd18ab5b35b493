// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { ID, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { recordFile } from "../../../../test/uploads.ts";
import { versionsOf, type RecordFile } from "../recordQueries.ts";
import { FilesCard } from "./FilesCard.tsx";
import { FileView } from "./FileView.tsx";

const FILES = "/api/v1/records/{id}/files";
const scan = (no: number, current: boolean) =>
  recordFile({ id: `scan-${no}`, name: `scan ${no}.png`, mediaType: "image/png", fieldKey: "scan", versionNo: no, current });

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/reference", reference());
});

it("shows every version of a file, each to be printed and downloaded", async () => {
  const files = [scan(1, false), scan(2, true)];
  const { user } = show(<FileView file={scan(2, true)} versions={versionsOf(scan(2, true), files)} />);
  const src = () => screen.getByRole("img").getAttribute("src");
  await user.click(await screen.findByRole("button", { name: "Version 2" }));
  await user.click(await screen.findByRole("menuitem", { name: /Version 1, earlier · Aliya Author/ }));
  expect(src()).toBe("/api/v1/files/scan-1/content");
  expect(screen.getByRole("button", { name: "Version 1, earlier" })).toBeDefined();
  expect(screen.getByRole("button", { name: "Print: scan 1.png" })).toBeDefined();
  const download = screen.getByRole("link", { name: "Download: scan 1.png" });
  expect(download.getAttribute("href")).toBe("/api/v1/files/scan-1/content?download=true");
});

it("names all versions of a file, also of one that was replaced, and not what stands beside it in its field", () => {
  const files = [scan(1, false), scan(2, false), scan(3, true), { ...scan(1, true), id: "beside" }];
  const idsOf = (file: RecordFile) => versionsOf(file, files).map(({ id }) => id);
  expect(idsOf(scan(3, true))).toEqual(["scan-3", "scan-2", "scan-1"]);
  expect(idsOf(scan(1, false)).slice(0, 2)).toEqual(["scan-3", "scan-2"]);
});

it("leads from a list to the earlier versions of a file that no page can show", async () => {
  const paper = (no: number, current: boolean) =>
    recordFile({ id: `paper-${no}`, name: `paper ${no}.docx`, fieldKey: "paper", versionNo: no, current });
  const items = [
    paper(1, false),
    paper(2, true),
    recordFile({ id: "other", name: "other.docx", fieldKey: "other", current: false }),
  ];
  server.answer("get", FILES, { items, mayAdd: false, removable: [], hasOutsiders: false, withheld: 0 });
  const { user } = show(<FilesCard recordId={ID.request} mayChange={false} />);
  await user.click(await screen.findByRole("button", { name: "All versions: paper 2.docx" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Version 2" }));
  expect(screen.queryAllByRole("menuitem")).toHaveLength(2);
  await user.click(screen.getByRole("menuitem", { name: /Version 1/ }));
  expect(within(dialog).getByRole("link", { name: "Download" }).getAttribute("href")).toContain("paper-1/content?download=true");
});
