import type { TFunction } from "i18next";
import { dayText, isDay, timeText } from "../../../lib/dates.ts";
import { moneyText } from "../../../lib/money.ts";
import { KINDS } from "@tartip/domain/kernel/kinds";
import type { FieldType } from "@tartip/domain/requests/type";
import type { StreamEntry } from "../recordQueries.ts";
import type { FieldWords } from "../../../lib/requestType.ts";

type Change = NonNullable<StreamEntry["change"]>["changes"][number];
type Value = Change["from"];

/** What was done, in words; an action without words is not shown by its code. */
export function actionText(action: string, t: TFunction): string {
  return t(`history:action.${action}`, { defaultValue: "" }) || t("history:action.request.changed");
}

/** Fields that are for machines, not for reading. */
const SILENT = new Set(["sha256", "size", "version", "versionNo", "mediaType", "fieldKey", "step"]);

/** The first values of these stand on the card; later changes of them say what they were. */
const CREATED = new Set(KINDS.map((kind) => `${kind}.created`));
const ACCOUNT = /^counterparty\.account\./;

/** Name of a field: of the form (`labels`), else of the history's own words. */
function fieldName(field: string, labels: FieldWords, t: TFunction): string {
  return labels.get(field)?.label ?? t(`history:field.${field}`, { defaultValue: "" });
}

/** What an action changed, as lines: nothing for a new card, the last digits for an account, else field by field. */
export function actionLines(change: Said, labels: FieldWords, t: TFunction): string[] {
  const { action, changes } = change;
  if (CREATED.has(action)) return [];
  if (ACCOUNT.test(action)) return accountLine(changes, t);
  // Only a file's name is called by it; that of a card is its title.
  if (action.startsWith("file.")) return changeLines(nameFirst(changes), labels, t);
  return changeLines(changes, new Map([["name", { label: t("history:field.cardName"), type: null }], ...labels]), t);
}

/** The journal keeps fields in no order of meaning; a period is told from its first day. */
function firstDayFirst(changes: readonly Change[]): Change[] {
  const opens = ({ field }: Change) => Number(/^from[A-Z]|From$/u.test(field));
  return changes.toSorted((one, other) => opens(other) - opens(one));
}

function nameFirst(changes: readonly Change[]): Change[] {
  return changes.toSorted((one, other) => Number(other.field === "name") - Number(one.field === "name"));
}

type Said = Pick<NonNullable<StreamEntry["change"]>, "action" | "changes">;

function accountLine(changes: readonly Change[], t: TFunction): string[] {
  const [ends, bic] = ["ends", "bic"].map((name) => changes.find(({ field }) => field === name)?.to.value);
  return ends ? [t("history:accountEnds", { ends, bic })] : [];
}

/** «Сумма: 100 ₸ → 200 ₸» for every field that has a name; the status is told by the action itself. */
export function changeLines(changes: readonly Change[], labels: FieldWords, t: TFunction): string[] {
  return firstDayFirst(changes).flatMap(({ field, from, to }) => {
    const name = SILENT.has(field) || field === "status" ? "" : fieldName(field, labels, t);
    if (!name) return [];
    const word = labels.get(field);
    const shown = { field, holds: word?.type, choices: word?.choices };
    const [before, after] = [valueText(shown, from, t), valueText(shown, to, t)];
    if (!before && !after) return [];
    // A new file is inside as a matter of course; only showing it to outsiders is news.
    if (field === "shared" && from.value === null && to.value === false) return [];
    if (!before) return [t("history:setTo", { field: name, to: after })];
    if (!after) return [t("history:cleared", { field: name, from: before })];
    return [t("history:fromTo", { field: name, from: before, to: after })];
  });
}

const VAT_WORDS = "record:vat";
/** Fields whose values are codes, and where the words of these stand. */
const CODES: Readonly<Record<string, string>> = {
  form: "counterparties:form",
  role: "counterparties:role",
  link: "record:links.kind",
  vatRate: VAT_WORDS,
  payKind: "invoices:payKind",
  basisKind: "history:basisKind",
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Shown {
  field: string;
  /** Type of a form's field; the journal's own words have none. */
  holds: FieldType | null | undefined;
  choices: ReadonlyMap<string, string> | undefined;
}

/** A choice, or several, as the form calls them; empty where the value is none of its choices. */
function chosenText({ choices }: Shown, value: unknown): string {
  const codes = Array.isArray(value) ? value : [value];
  const words = codes.map((code) => choices?.get(String(code)));
  return words.every((word) => word !== undefined) ? words.join(", ") : "";
}

function valueText(shown: Shown, { value, text }: Value, t: TFunction): string {
  const { field, holds } = shown;
  if (text) return text;
  if (value === null || value === undefined || value === "") return "";
  const chosen = chosenText(shown, value);
  if (chosen) return chosen;
  if (typeof value === "boolean") return t(value ? "history:value.yes" : "history:value.no");
  if (typeof value === "number")
    return holds === "money" || field.endsWith("Minor")
      ? moneyText(value)
      : field === "priority"
        ? priorityText(value, t)
        : String(value);
  const words = holds === "vat" ? VAT_WORDS : CODES[field];
  if (typeof value === "string" && words) return t(`${words}.${value}`, { defaultValue: value });
  if (typeof value !== "string") return Array.isArray(value) ? String(value.length) : t("history:value.hidden");
  if (UUID.test(value)) return t("history:value.hidden");
  if (field === "priority") return t(`status:priority.${value}`, { defaultValue: value });
  if (isDay(value)) return dayText(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? `${dayText(value)}, ${timeText(value)}` : value;
}

function priorityText(value: number, t: TFunction): string {
  return t(`status:priority.${["low", "medium", "high", "urgent"][value - 1] ?? "medium"}`);
}
