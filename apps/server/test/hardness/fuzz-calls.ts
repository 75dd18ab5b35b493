import fc from "fast-check";
import type { Operation, Schema } from "./operations.ts";

/** One call as it will be sent. `payload` is the text of the body, already spoiled where the fuzz wants it so. */
export interface FuzzCall {
  operation: Operation;
  caller: number;
  url: string;
  payload: string | null;
  contentType: string | null;
  key: string | null;
}

/** Ids that exist, by the name of the parameter or field they fit; `any` for all others. */
export type KnownIds = Record<string, readonly string[]>;

const NIL = "00000000-0000-7000-8000-000000000000";

/** Values no schema asks for: each has broken some program before. */
const BAD: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  0.5,
  1e16,
  -1e300,
  2 ** 53,
  true,
  [],
  {},
  [[[[]]]],
  { $ne: null },
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e",
  "../../etc/passwd",
  "' or 1=1 --",
  '"; drop table records; --',
  "%00",
  "{{7*7}}",
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "-4713-01-01",
  "2026-11-16T25:00:00Z",
  "not-a-uuid",
  NIL,
  "NaN",
  "Infinity",
  "1e1000",
  "constructor",
  "toString",
  "hasOwnProperty",
];

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 40, unit: "grapheme" }) },
  { weight: 3, arbitrary: fc.constantFrom("Текст", "Оплата по счёту", "KZT", "710", "contract", "approve", "title", "amount") },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: "binary" }) },
);

const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });

/** Words that mean something to the product where the schema says only «string». */
const WORDS: Record<string, readonly string[]> = {
  action: (
    "submit accept take sendForApproval approve return reject withdraw reassign addApprover plan resubmit recall close returnDone cancel reopen waivePayment " +
    "clarify answer start handIn refuseWork unblock complete sendToPayment pay paymentFailed waiveRest refund register extend archive __proto__ constructor toString startRound"
  ).split(" "),
  type: ["payment", "purchase", "contract", "marketing", "it", "hr", "nothing", "__proto__"],
  kindCode: ["contract", "act", "invoice", "nothing"],
  roleCode: ["admin", "cfo", "executor", "nothing"],
  fieldKey: ["file", "invoiceFile", "nothing"],
  currency: ["KZT", "USD", "XXX"],
  sort: ["-createdAt", "dueAt", "amount", "payBy", "nothing"],
};

const VALUE_KEYS = [
  "title",
  "branch",
  "counterparty",
  "amount",
  "currency",
  "costItem",
  "budgetMonth",
  "items",
  "dueDate",
  "basis",
];

/** Values of a schema, mostly right. */
export function valueOf(schema: Schema, name: string, ids: KnownIds, depth = 0): fc.Arbitrary<unknown> {
  const types = typesOf(schema);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, name, ids, depth + 1)));
  const own = typeValue(schema, types[0] ?? "unknown", name, ids, depth);
  return types.includes("null") ? fc.option(own, { nil: null, freq: 5 }) : own;
}

function typesOf({ type, properties }: Schema): string[] {
  if (Array.isArray(type)) return type.toSorted((a, b) => Number(a === "null") - Number(b === "null"));
  return type ? [type] : properties ? ["object"] : [];
}

function typeValue(schema: Schema, type: string, name: string, ids: KnownIds, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return stringOf(schema, name, ids);
    case "integer":
    case "number":
      return numberOf(schema, name);
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valueOf(schema.items ?? {}, name, ids, depth + 1), { maxLength: 3 });
    case "object":
      return objectOf(schema, ids, depth);
    default:
      return fc.oneof(text, fc.integer(), fc.constantFrom<unknown>(...BAD), anyId(name, ids));
  }
}

function stringOf(schema: Schema, name: string, ids: KnownIds): fc.Arbitrary<unknown> {
  if (schema.format === "uuid") return anyId(name, ids);
  if (schema.format === "date") return day.map((date) => date.toISOString().slice(0, 10));
  if (schema.format === "date-time") return day.map((date) => date.toISOString());
  if (schema.format === "email") return fc.constantFrom("a@b.kz", "ceo@test.example");
  const words = WORDS[name];
  if (words) return fc.constantFrom(...words);
  if (schema.pattern) return fc.oneof(fc.constantFrom("KZT", "2026-11", "020740004589", "-createdAt"), text);
  const least = schema.minLength ?? 0;
  return text.map((word) => (word.length < least ? word.padEnd(least, "х") : word).slice(0, schema.maxLength ?? 200));
}

function numberOf({ minimum = -5, maximum = 2_000_000_00 }: Schema, name: string): fc.Arbitrary<unknown> {
  if (name === "version") return fc.constantFrom(1, 1, 2, 3, 4);
  return fc.oneof(fc.integer({ min: minimum, max: Math.max(minimum, maximum) }), fc.constantFrom(minimum, maximum));
}

function objectOf(schema: Schema, ids: KnownIds, depth: number): fc.Arbitrary<unknown> {
  if (!schema.properties) return fc.dictionary(fc.oneof(fc.constantFrom(...VALUE_KEYS), text), typeValue({}, "unknown", "any", ids, depth + 1), { maxKeys: 6 }); // prettier-ignore
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties).map(([key, inner]): [string, fc.Arbitrary<unknown>] => {
    const value = valueOf(inner, key, ids, depth + 1);
    return [key, required.has(key) ? value : fc.option(value, { nil: undefined, freq: 2 })];
  });
  return fc.record(Object.fromEntries(entries));
}

function anyId(name: string, ids: KnownIds): fc.Arbitrary<string> {
  const fitting = ids[name] ?? ids["any"] ?? [];
  const every = ids["any"] ?? [];
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...(fitting.length > 0 ? fitting : [NIL])) },
    { weight: 2, arbitrary: fc.constantFrom(...(every.length > 0 ? every : [NIL])) },
    { weight: 1, arbitrary: fc.uuid() },
  );
}

/** A body spoiled at one place: replaced, removed, doubled, deepened, or blown up. */
function spoiled(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== "object" || body === null) return fc.constantFrom<unknown>(...BAD);
  const keys = Object.keys(body);
  const huge = fc.constantFrom<unknown>(
    "Я".repeat(500_000),
    Array.from({ length: 3_000 }, () => 1),
    nested(40),
    nested(25),
  );
  return fc
    .tuple(
      fc.constantFrom(...(keys.length > 0 ? keys : ["x"])),
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom<unknown>(...BAD) }, huge),
      fc.nat(9),
    ) // prettier-ignore
    .map(([key, bad, how]): unknown => {
      if (how === 0) return { ...body, unknownField: bad };
      if (how === 1) return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
      if (how === 2) return [body, body];
      return { ...body, [key]: bad };
    });
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) };
}

/** Texts that are no JSON, or JSON that a parser must not believe. */
const NO_JSON = [
  "",
  "{",
  "nul",
  '{"a":1,}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  "[".repeat(5_000),
  '"text"',
  "\ufeff{}",
  '{"a":"\\u0000"}',
  '{"a":"\\ud800"}',
  '{"version":1e999}',
];

const MULTIPART = "multipart/form-data; boundary=b";
const PARTS = [
  "",
  "--b",
  "--b--\r\n",
  "garbage",
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\r\nstartxref\r\n9\r\n%%EOF\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="file"; filename="../../x\u0000.exe"\r\n\r\nMZ\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nvalue\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\ncut off',
  '--b\r\nContent-Disposition: form-data; name="file"; filename="' + "я".repeat(400) + '.txt"\r\n\r\ntext\r\n--b--\r\n',
];

/** Calls of one operation: right in shape about half of the time, spoiled in every way otherwise. */
export function callsOf(operation: Operation, callers: number, ids: KnownIds): fc.Arbitrary<FuzzCall> {
  return fc
    .record({
      caller: fc.nat(callers - 1),
      url: urlOf(operation, ids),
      body: bodyOf(operation, ids),
      key: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.uuid() }, fc.constantFrom("x", "я", " ", "k".repeat(300))), // prettier-ignore
    })
    .map(({ body, ...rest }) => ({ operation, ...rest, ...body }));
}

function urlOf({ path, parameters }: Operation, ids: KnownIds): fc.Arbitrary<string> {
  const inPath = parameters.filter((one) => one.in === "path");
  const inQuery = parameters.filter((one) => one.in === "query");
  const owner = path.split("/")[3] ?? "";
  const segments = inPath.map(({ name, schema }) => spoilRarely(valueOf(schema, name === "id" ? `id:${owner}` : name, ids)));
  const queries = inQuery.map(({ name, schema }) =>
    fc.option(spoilRarely(valueOf(schema, name, ids)), { nil: undefined, freq: 1 }),
  );
  return fc.tuple(fc.tuple(...segments), fc.tuple(...queries)).map(([values, asked]) => {
    const filled = inPath.reduce((url, { name }, at) => url.replace(`{${name}}`, encode(values[at])), path);
    const query = inQuery.flatMap(({ name }, at) => {
      const value = asked[at];
      const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return list.map((one) => `${name}=${encode(one)}`);
    });
    return query.length > 0 ? `${filled}?${query.join("&")}` : filled;
  });
}

function spoilRarely(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: value }, fc.constantFrom<unknown>(...BAD));
}

function encode(value: unknown): string {
  const plain = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return encodeURIComponent(plain.toWellFormed()) || "%20";
}

type Body = Pick<FuzzCall, "payload" | "contentType">;

function bodyOf({ body, multipart }: Operation, ids: KnownIds): fc.Arbitrary<Body> {
  const json = (payload: string | null): Body => ({ payload, contentType: payload === null ? null : "application/json" });
  const types = fc.constantFrom("application/json", "text/plain", "application/xml", "multipart/form-data", MULTIPART, "a/b; q=");
  const raw = fc.tuple(fc.constantFrom(...NO_JSON), types).map(([payload, contentType]): Body => ({ payload, contentType }));
  if (multipart) {
    const parts = fc.constantFrom(...PARTS).map((payload): Body => ({ payload, contentType: MULTIPART }));
    return fc.oneof({ weight: 5, arbitrary: parts }, raw);
  }
  if (!body) return fc.oneof({ weight: 9, arbitrary: fc.constant(json(null)) }, raw);
  const right = valueOf(body, "body", ids);
  return fc.oneof(
    { weight: 5, arbitrary: right.map((value) => json(JSON.stringify(value))) },
    { weight: 5, arbitrary: right.chain(spoiled).map((value) => json(JSON.stringify(value) ?? "")) },
    { weight: 1, arbitrary: raw },
  );
}
