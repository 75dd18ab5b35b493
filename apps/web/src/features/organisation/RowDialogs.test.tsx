// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, ID, me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { BranchDialog } from "./BranchDialog.tsx";
import { DepartmentDialog } from "./DepartmentDialog.tsx";
import { ProjectDialog } from "./ProjectDialog.tsx";

const BRANCHES = "/api/v1/organisation/branches";
const PROJECTS = "/api/v1/organisation/projects";
const DEPARTMENT = "/api/v1/organisation/departments/{id}";
const refusal = { status: 422, code: "blocked", blockers: [] };
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/people", { items: [AUTHOR], next: null });
});

async function drawn(element: React.ReactNode) {
  const { user } = show(element);
  const box = await screen.findByRole("dialog");
  const field = (id: string) => box.querySelector<HTMLInputElement>(`[id="field-${id}"]`) ?? box;
  const save = () => user.click(within(box).getAllByRole("button").at(-1) ?? box);
  return { user, box, field, save };
}

it("asks for the name and the code of a branch before the server does", async () => {
  const { box, save } = await drawn(<BranchDialog row={undefined} onClose={closed} />);
  await save();
  expect(box.querySelectorAll("[aria-invalid=true]").length).toBeGreaterThanOrEqual(3);
  expect(server.calls("post", BRANCHES)).toEqual([]);
});

it("sends a project trimmed, with nothing where nothing was entered, and stays when refused", async () => {
  server.refuse("post", PROJECTS, refusal);
  const { user, box, field, save } = await drawn(<ProjectDialog row={undefined} onClose={closed} />);
  await user.type(field("name"), " New office ");
  await user.type(field("code"), "NEW");
  await save();
  await vi.waitFor(() => expect(server.calls("post", PROJECTS)).toHaveLength(1), 30_000);
  expect(server.calls("post", PROJECTS)[0]?.body).toEqual({
    code: "NEW",
    name: "New office",
    branchId: null,
    ownerId: null,
    fromDate: null,
    toDate: null,
  });
  expect(await within(box).findByRole("alert")).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
});

it("offers a department no place inside itself, and changes it on the version that was read", async () => {
  server.refuse("patch", DEPARTMENT, refusal);
  const word = (text: string) => ({ ru: text, kk: text, en: text });
  const common = { headId: null, personName: null, active: true, version: 4 };
  const row = { ...common, id: ID.department, code: "OPS", name: word("Operations"), parentId: null };
  const below = { ...common, id: ID.group, code: "STORE", name: word("Store"), parentId: ID.department };
  const beside = { ...common, id: ID.item, code: "FIN", name: word("Finance"), parentId: null };
  const { user, field, save } = await drawn(<DepartmentDialog row={row} all={[row, below, beside]} onClose={closed} />);
  await user.click(field("parentId"));
  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual(["Finance"]);
  await user.click(options[0] ?? document.body);
  await save();
  await vi.waitFor(() => expect(server.calls("patch", DEPARTMENT)).toHaveLength(1), 30_000);
  expect(server.calls("patch", DEPARTMENT)[0]?.body).toMatchObject({ code: "OPS", parentId: ID.item, headId: null, version: 4 });
});
