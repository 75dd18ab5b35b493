import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../../test/kit/present.ts";
import { startDesk, type Desk, type Who } from "./test/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.test.stop());

const HEADERS = { "content-type": "multipart/form-data; boundary=b" };

/** A file beside the card's own, and its id. */
async function loose(who: Who, id: string, name: string): Promise<string> {
  const part = `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${name}\r\n--b--\r\n`;
  const sent = await desk.test.api.as(who).post(`/records/${id}/files`, part, { headers: HEADERS });
  expect(sent.status, sent.text).toBeLessThan(300);
  const { items } = (await desk.test.api.as(who).get(`/records/${id}/files`)).body;
  return present(items.find((file) => file.name === name)).id;
}

const codes = (blockers: readonly { code: string }[]): string[] => blockers.map((one) => one.code);

describe("a document that counts has a file", () => {
  it("though its last one is hung on a comment, taken away or given up", async () => {
    const { company, moved, view, test } = desk;
    const { lawyer, supplierId } = company;
    const as = test.api.as(lawyer);
    const made = await as.post("/documents", {
      kindCode: "contract",
      docNumber: "9/26",
      docDate: "2026-11-10",
      subject: "Охрана",
      validFrom: "2026-11-16",
      counterpartyId: supplierId,
    });
    const { id } = made.body;
    const only = await loose(lawyer, id, "scan.txt");
    await moved(lawyer, id, "enterSigned", { reason: "Подписан на бумаге" });
    const hang = (fileIds: string[]) => as.post(`/records/${id}/comments`, { source: "Скан", fileIds });
    const refused = await hang([only]);
    expect(refused.status, refused.text).toBe(422);
    expect(refused.problem.blockers).toMatchObject([{ code: "last_file_stays", text: expect.stringContaining("другой") }]);
    expect((await as.delete(`/files/${only}`)).status).toBe(422);
    expect((await hang([await loose(lawyer, id, "more.txt")])).status).toBe(201);
    expect(await view(id, lawyer)).toMatchObject({ status: "signed", hasFile: true });
  });

  it("and keeps the version that was voted on while it is reworked", async () => {
    const { company, sent, vote, upload, view, test } = desk;
    const { author, lawyer } = company;
    const id = await sent();
    await vote(lawyer, id, "return", { reason: "Исправить" });
    const [file] = (await view(id)).files;
    const refused = await test.api.as(author).delete(`/files/${present(file).id}`);
    expect([refused.status, codes(refused.problem.blockers)]).toEqual([422, ["record_closed"]]);
    await upload(author, id);
    expect((await view(id)).files.map((one) => one.versionNo).toSorted((one, other) => one - other)).toEqual([1, 2]);
  });
});

describe("what a kind requires", () => {
  it("stands on the card of an act before it is registered, each thing named in words", async () => {
    const { company, move, moved, save, upload, view, test } = desk;
    const { accountant, supplierId, contractId } = company;
    const as = test.api.as(accountant);
    const act = { kindCode: "act", docNumber: "А-1", docDate: "2026-11-10", title: "Акт", counterpartyId: supplierId };
    const { id } = (await as.post("/documents", act)).body;
    await upload(accountant, id);
    const lacks = ["Не связан договор, к которому относится документ", "Не заполнено поле «Сумма»"];
    const button = (await view(id, accountant)).actions.find((one) => one.action === "register");
    expect(button).toMatchObject({ allowed: false, blockers: lacks.map((text) => ({ text })) });
    const refused = await move(accountant, id, "register");
    expect([refused.status, refused.problem.blockers.map((one) => one.text)]).toEqual([422, lacks]);
    await save(accountant, id, { amountMinor: 1_000_00, currency: "KZT" });
    expect(codes((await move(accountant, id, "register")).problem.blockers)).toEqual(["document_contract_missing"]);
    const linked = await as.post(`/records/${id}/links`, { toId: contractId, kind: "related" });
    expect(linked.status, linked.text).toBe(201);
    await moved(accountant, id, "register");
  });

  it("is not a contract that who keeps the paper sees none of: they could not say which", async () => {
    const { stranger, supplierId } = desk.company;
    const act = { kindCode: "act", docNumber: "А-2", docDate: "2026-11-11", subject: "Ремонт", counterpartyId: supplierId };
    const made = await desk.test.api.as(stranger).post("/documents", { ...act, amountMinor: 900_00, currency: "KZT" });
    expect(made.status, made.text).toBe(201);
    await desk.upload(stranger, made.body.id);
    await desk.moved(stranger, made.body.id, "register");
    expect(await desk.view(made.body.id, stranger)).toMatchObject({ status: "signed" });
  });

  it("is the contract of an addendum, before it is sent", async () => {
    const { company, draft, move, moved, test } = desk;
    const { author, contractId } = company;
    const id = await draft(author, { kindCode: "addendum", docNumber: "8/26-1" });
    expect(codes((await move(author, id, "sendForApproval")).problem.blockers)).toEqual(["document_contract_missing"]);
    expect((await test.api.as(author).post(`/records/${id}/links`, { toId: contractId, kind: "follows" })).status).toBe(201);
    await moved(author, id, "sendForApproval");
  });
});
