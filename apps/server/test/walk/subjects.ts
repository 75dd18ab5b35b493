import { present } from "../kit/present.ts";
import type { Subject } from "./explore.ts";
import { draftOf, upload, type Variant } from "./press.ts";
import { TYPES, type World } from "./world.ts";

/** What a form may say that changes the way of its request; every type has at least its own. */
function variantsOf(world: World): Record<string, Record<string, Variant>> {
  // Never the same amount twice on near days: that looks like a duplicate.
  const large = (nth: number): number => 6_000_000_00 - nth;
  return {
    payment: {
      small: {},
      large: (nth) => ({ amount: large(nth), payKind: "post" }),
      "over the limit": { costItem: world.scarceItemId },
    },
    purchase: { small: {}, large: (nth) => ({ estAmount: large(nth) }) },
    contract: { small: {}, open: { amount: null } },
    marketing: { placement: { kind: "placement", budget: 700_000_00 }, text: { kind: "copy", budget: null, costItem: null } },
    it: { bug: { kind: "bug", forUser: null }, access: { kind: "access" } },
    hr: { certificate: { kind: "certificate" }, vacation: { kind: "vacation" }, hire: { kind: "hire", employee: null } },
  };
}

/** Every request type in its variants, and every other kind of record that has a way. */
export function subjectsOf(world: World): Subject[] {
  const variants = variantsOf(world);
  const { coordinator, accountant, head, asker } = world;
  const requests = TYPES.flatMap(({ code }) =>
    Object.entries(variants[code] ?? { plain: {} }).map(([name, over]): Subject => ({
      name: `${code} ${name}`,
      make: () => draftOf(world, code, over),
      bystanders: [asker, coordinator, accountant, head],
    })),
  );
  return [...requests, ...documents(world), ...tasks(world), account(world)];
}

function documents(world: World): Subject[] {
  const api = world.test.api.as(world.coordinator);
  const make = (kindCode: string) => async () => {
    const card = { kindCode, subject: "Walk", docNumber: "W-1", docDate: world.today, validFrom: world.today, validTo: null };
    const money = { amountMinor: 600_000_00, currency: "KZT", counterpartyId: world.supplierId, branchId: world.branchId };
    const reply = await api.post("/documents", { ...card, ...money });
    if (reply.status !== 201) throw new Error(`document ${kindCode}: ${reply.text}`);
    await upload(world, reply.body.id, world.coordinator.id, "file");
    return reply.body.id;
  };
  const bystanders = [world.coordinator, world.lawyer];
  return ["contract", "other"].map((code) => ({ name: `document ${code}`, make: make(code), bystanders }));
}

function tasks(world: World): Subject[] {
  const { coordinator, executor, test } = world;
  const make = (rest: object, part: boolean) => async () => {
    const task = { title: "Count the chairs", assigneeId: executor.id, ...rest };
    const reply = await test.api.as(coordinator).post("/tasks", task);
    if (reply.status !== 201) throw new Error(`task: ${reply.text}`);
    const inner = { title: "Count the legs", assigneeId: world.colleague.id, parentTaskId: reply.body.id };
    const made = part ? await test.api.as(coordinator).post("/tasks", inner) : reply;
    if (made.status !== 201) throw new Error(`part of a task: ${made.text}`);
    return reply.body.id;
  };
  const bystanders = [coordinator, world.head];
  return [
    { name: "task plain", make: make({}, false), bystanders },
    { name: "task reviewed", make: make({ review: true, requiresFile: true }, false), bystanders },
    { name: "task in parts", make: make({ review: true }, true), bystanders },
  ];
}

let accounts = 0;

/** A supplier with an account that waits for its second person. */
function account(world: World): Subject {
  const api = world.test.api.as(world.accountant);
  const make = async () => {
    accounts += 1;
    const party = {
      name: `Walk ${accounts}`,
      form: "foreign",
      kbe: "27",
      resident: false,
      taxId: `W-${accounts}`,
      currency: "KZT",
    };
    const reply = await api.post("/counterparties", party);
    if (reply.status !== 201) throw new Error(`counterparty: ${reply.text}`);
    const bank = { iban: "KZ31722A503379800938", bic: "CASPKZKA", currency: "KZT" };
    const entered = await api.post(`/counterparties/${reply.body.id}/accounts`, bank);
    if (entered.status !== 201) throw new Error(`account: ${entered.text}`);
    return present(reply.body.id);
  };
  return { name: "counterparty", make, bystanders: [world.accountant] };
}
