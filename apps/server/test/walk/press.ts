import { addDays } from "@tartip/domain/kernel/calendar";
import { Type } from "typebox";
import type { Reply } from "../kit/api.ts";
import { addDocument } from "../kit/company.ts";
import { readJson } from "../kit/json.ts";
import { tinyPdf } from "../kit/pdf.ts";
import { present } from "../kit/present.ts";
import { pageOf, PATHS, placeOf, type Blocking, type Page, type Part, type State } from "./look.ts";
import { redoable, type Offer } from "./offers.ts";
import { fieldsOfVote, fileFields, formOf, TYPES, type World } from "./world.ts";

/** What the nth draft of a type says beside what its fields declare. */
export type Variant = Record<string, unknown> | ((nth: number) => Record<string, unknown>);

const REASON = "Said by the walk";
let pressed = 0;

interface Press {
  world: World;
  state: State;
  offer: Offer;
  part: Part;
  page: Page;
}

/** Presses it as the person would, with all it asks for; nothing when this walk does not offer it. */
export async function press(world: World, state: State, offer: Offer): Promise<Reply | null> {
  // Nobody acts twice in one instant, and which of two votes was the later one is told by its time.
  world.test.clock.advance(1);
  for (const part of state.parts.filter((one) => placeOf(one) === offer.place)) {
    const page = await pageOf(world.test, part, offer.by);
    const action = page?.actions.find((one) => one.action === offer.action);
    pressed += 1;
    // The same state may be reached by the same votes in another order, and only the last voter takes theirs back.
    if (offer.action === "withdraw" && action?.allowed === false) return null;
    if (page && offer.action === "confirmAccount") return confirmAccount({ world, state, offer, part, page });
    if (page && action) return pressAt({ world, state, offer, part, page }, action);
  }
  return null;
}

async function pressAt(now: Press, action: Page["actions"][number]): Promise<Reply> {
  const { world, offer, part, page } = now;
  if (action.blockers.some(({ code }) => code === "closes_by_fact")) return linkClosing(now);
  const { version } = (await prepared(now, action.blockers)) ? present(await pageOf(world.test, part, offer.by)) : page;
  const body = { action: offer.action, version, reason: REASON, ...(await bodyOf(now)) };
  const headers = { "idempotency-key": `walk-${pressed}` };
  return world.test.api.as({ id: offer.by }).post(`${PATHS[part.kind] ?? ""}/${part.id}/transitions`, body, { headers });
}

/** Brings what is missing; answers whether there was anything. */
async function prepared(now: Press, blockers: readonly Blocking[]): Promise<boolean> {
  const { world, offer, part, page } = now;
  for (const blocker of blockers) await cure(now, blocker);
  const paper = offer.action === "handIn" && page.demands?.fileOnly === true && page.demands.files === 0;
  if (paper) await upload(world, part.id, offer.by);
  return paper || blockers.length > 0;
}

const NAMEABLE = Type.Object({ items: Type.Array(Type.Object({ id: Type.String() })) });

async function bodyOf({ world, offer, part, page }: Press): Promise<Record<string, unknown>> {
  const [vote] = page.votes ?? [];
  const dueAt = `${addDays(world.today, 9)}T12:00:00.000Z`;
  switch (offer.action) {
    case "approve":
      return { stepId: vote?.stepId, ...(await filledIn(world, offer.by, part, page)) };
    case "return":
      return { ...(vote && { stepId: vote.stepId }), ...(offer.choice === "step" && { toStep: redoable(page, null)?.stepKey }) };
    case "reject":
      return vote ? { stepId: vote.stepId } : {};
    case "withdraw":
      return { stepId: latestVote(page, offer.by) };
    case "addApprover":
      return { stepId: vote?.stepId, personId: world.executor.id };
    case "reassign":
      return vote ? { stepId: vote.stepId, personId: world.executor.id } : nameSomebody(world, offer.by, page);
    case "returnDone":
    case "reopen":
      if (part.kind !== "request" || offer.choice === "plain") return {};
      if (offer.choice === "new")
        return { work: { title: "Once more", assigneeId: part.name === "hr" ? world.personnel.id : world.colleague.id, dueAt } };
      return { work: { taskId: redoable(page, offer.action === "returnDone" ? offer.by : null)?.id } };
    case "handIn":
      return { result: REASON, links: [1, 2, 3].map((nth) => `https://drive.example/${part.id}/${nth}`) };
    case "pay":
      return money(
        world,
        offer.choice === "part" ? 100 : (page.amountMinor ?? 0) - (page.restWaivedMinor ?? 0) - (page.paidMinor ?? 0),
      );
    case "refund":
      return money(world, page.paidMinor ?? 0);
    case "extend":
      return { validTo: addDays(world.today, 400) };
    default:
      return {};
  }
}

const ANSWERED = Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) });

/** What the vote is to fill in and is still empty. */
async function filledIn(
  world: World,
  by: string,
  { id, name }: Part,
  { votes }: Page,
): Promise<{ fields?: Record<string, unknown> }> {
  const owned = votes?.[0]?.ownsFields ?? [];
  const type = TYPES.find(({ code }) => code === name);
  if (!type || owned.length === 0) return {};
  const { values } = readJson(ANSWERED, (await world.test.api.as({ id: by }).get(`/requests/${id}`)).text);
  const empty = owned.filter((key) => values[key] === undefined || values[key] === null || values[key] === "");
  return empty.length > 0 ? { fields: fieldsOfVote(world, type, empty, pressed) } : {};
}

/** The step at which the person voted last, as the page takes a vote back: one merged into another is not given by itself. */
function latestVote({ approval }: Page, personId: string): string | undefined {
  const votes = (approval?.steps ?? []).flatMap(({ id, votes: cast }) => cast.map((vote) => ({ ...vote, stepId: id })));
  const own = votes.filter((vote) => vote.person.id === personId && vote.voidedAt === null && !vote.merged);
  return own.toSorted((one, other) => (one.at < other.at ? -1 : 1)).at(-1)?.stepId;
}

/** An administrator names a person for the step at which nobody may decide. */
async function nameSomebody(world: World, by: string, page: Page): Promise<Record<string, unknown>> {
  const step = page.approval?.steps.find((one) => one.escalated && one.status === "open");
  const listed = await world.test.api.as({ id: by }).get(`/approval-steps/${step?.id}/nameable`);
  return { stepId: step?.id, personId: readJson(NAMEABLE, listed.text).items[0]?.id };
}

function money({ today }: World, amountMinor: number): Record<string, unknown> {
  return { paidOn: today, amountMinor, documentNumber: `W-${pressed}` };
}

/** Brings what a blocker asks for before the button is pressed. */
async function cure(now: Press, { code, fix }: Blocking): Promise<void> {
  const { world, state, offer, part } = now;
  const api = world.test.api.as({ id: offer.by });
  if (code === "nothing_changed") await api.post(`/records/${part.id}/comments`, { source: REASON });
  if (fix?.kind === "file" && part.kind === "request") await upload(world, part.id, offer.by, fix.target);
  if (fix?.kind !== "field" || ["result", "validTo", "work"].includes(fix.target)) return;
  const request = part.kind === "request" ? part : state.parts.find((one) => one.kind === "request" && one.id === state.root.id);
  if (!request) return;
  const type = present(TYPES.find((one) => one.code === request.name));
  const all = formOf(world, type, pressed, {});
  const { version } = present(await pageOf(world.test, request, offer.by));
  const values = {
    [fix.target]: all[fix.target] ?? requiredLater(world, fix.target),
    ...(fix.target === "basis" && { basisKind: "contract" }),
  };
  const saved = await api.patch(`/requests/${request.id}`, { version, values });
  if (saved.status !== 200) throw new Error(`${fix.target} of ${request.name}: ${saved.text}`);
}

/** Fields that only a later step asks for. */
function requiredLater({ supplierId }: World, field: string): unknown {
  return field === "supplier" ? supplierId : undefined;
}

export async function upload({ test }: World, recordId: string, by: string, fieldKey?: string): Promise<void> {
  pressed += 1;
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="paper-${pressed}.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
  const url = `/records/${recordId}/files${fieldKey === undefined ? "" : `?fieldKey=${fieldKey}`}`;
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  const reply = await test.api.as({ id: by }).post(url, `${head}${tinyPdf(String(pressed))}\r\n--b--\r\n`, { headers });
  if (reply.status !== 200 || !/"refused":\[\]/u.test(reply.text))
    throw new Error(`no file of ${by} for ${fieldKey ?? recordId}: ${reply.text}`);
}

async function linkClosing({ world, state, offer }: Press): Promise<Reply> {
  const paid = present(state.parts.find((one) => one.kind === "invoice" && one.status === "paid") ?? state.root);
  const target = paid.kind === "invoice" ? state.root.id : paid.id;
  const by = offer.by;
  const act = await addDocument(world.test.app, { kind: "act", authorId: by, counterpartyId: world.supplierId });
  return world.test.api.as({ id: by }).post(`/records/${target}/links`, { toId: act, kind: "closing" });
}

function confirmAccount({ world, offer, part, page }: Press): Promise<Reply> {
  const account = page.accounts?.[0]?.id ?? "";
  return world.test.api.as({ id: offer.by }).post(`/counterparties/${part.id}/accounts/${account}/confirm`);
}

/** A draft of this type with its form and its files. */
export async function draftOf(world: World, code: string, variant: Variant): Promise<string> {
  pressed += 1;
  const type = present(TYPES.find((one) => one.code === code));
  const over = typeof variant === "function" ? variant(pressed) : variant;
  const body = { type: code, values: formOf(world, type, pressed, over) };
  const reply = await world.test.api.as(world.asker).post("/requests", body);
  if (reply.status !== 201 || reply.body.fields.length > 0) throw new Error(`draft of ${code}: ${reply.text}`);
  for (const key of fileFields(type)) await upload(world, reply.body.id, world.asker.id, key);
  return reply.body.id;
}
