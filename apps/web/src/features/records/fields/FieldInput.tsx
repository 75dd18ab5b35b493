import type { ReactNode } from "react";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { MoneyInput } from "../../../ui/input/MoneyInput.tsx";
import { MonthInput } from "../../../ui/input/MonthInput.tsx";
import { textOf, wordsOf } from "./entry.ts";
import type { Entry, EntryType } from "./entry.ts";
import { ListInput } from "./ListInput.tsx";
import type { CompanyList } from "./ListInput.tsx";
import { BoolEntry, LongTextEntry, NumberEntry, TextEntry } from "./plainEntries.tsx";
import { CounterpartyEntry, DocumentEntry, PersonEntry } from "./namedEntries.tsx";
import { MultiselectEntry, PriorityEntry, SelectEntry } from "./optionEntries.tsx";

const BY_TYPE: Record<EntryType, (entry: Entry) => ReactNode> = {
  text: TextEntry,
  longtext: LongTextEntry,
  number: NumberEntry,
  bool: BoolEntry,
  money: MoneyEntry,
  date: DateEntry,
  month: MonthEntry,
  user: PersonEntry,
  counterparty: CounterpartyEntry,
  document: DocumentEntry,
  branch: listEntry("branch"),
  department: listEntry("department"),
  project: listEntry("project"),
  costItem: listEntry("costItem"),
  currency: listEntry("currency"),
  knp: listEntry("knp"),
  select: SelectEntry,
  vat: SelectEntry,
  multiselect: MultiselectEntry,
  priority: PriorityEntry,
};

/** A value of a declared type, entered the same way wherever it is asked: in a form, a dialog, a vote. */
export function FieldInput(entry: Entry) {
  const Input = BY_TYPE[entry.field.type];
  return <Input {...entry} />;
}

function MoneyEntry({ value, onChange, currency = "KZT", ...entry }: Entry) {
  return (
    <MoneyInput {...wordsOf(entry)} value={typeof value === "number" ? value : null} onChange={onChange} currency={currency} />
  );
}

function DateEntry({ value, onChange, onUnread, ...entry }: Entry) {
  return <DateInput {...wordsOf(entry)} value={textOf(value) || null} onChange={onChange} {...(onUnread ? { onUnread } : {})} />;
}

function MonthEntry({ value, onChange, ...entry }: Entry) {
  // A month of the server is its first day.
  return <MonthInput {...wordsOf(entry)} value={textOf(value).slice(0, 7) || null} onChange={onChange} />;
}

function listEntry(list: CompanyList) {
  return function ListEntry({ value, onChange, near, ...entry }: Entry) {
    return <ListInput {...wordsOf(entry)} list={list} near={near} value={textOf(value) || null} onChange={onChange} />;
  };
}
