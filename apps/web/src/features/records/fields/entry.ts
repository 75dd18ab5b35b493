import type { FieldType, RequestField } from "@tartip/domain/requests/type";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import type { FieldOptions } from "../../../ui/input/fieldProps.tsx";

/** Files are uploaded on their own and a table is a form of its own: neither is a single value. */
const NO_VALUE = ["file", "files", "lines"] as const;

/** The types whose value is entered in one input. */
export type EntryType = Exclude<FieldType, (typeof NO_VALUE)[number]>;

/** What an input needs to know of its field. */
export type EntryField = Pick<RequestField, "options" | "max"> & { type: EntryType };

/** Whether the field holds one value, entered in one input. */
export function isEntry<Field extends Pick<RequestField, "type">>(field: Field): field is Field & { type: EntryType } {
  return !NO_VALUE.some((type) => type === field.type);
}

/** A value of a declared type, its words, and what some types ask of the form around them. */
export interface Entry extends FieldOptions {
  field: EntryField;
  value: unknown;
  /** `chosen` is what was picked, with its name, where the value is an id. */
  onChange: (value: unknown, chosen?: Entity | null) => void;
  /** Of an amount. */
  currency?: string | undefined;
  /** How the thing behind an id is called. */
  nameOf?: ((id: string) => string | undefined) | undefined;
  /** The supplier whose documents a basis is chosen from. */
  counterpartyId?: string | undefined;
  /** The branch whose projects come first. */
  near?: unknown;
  /** What is typed is no date: the value stays empty, which is not what was meant. */
  onUnread?: ((unread: boolean) => void) | undefined;
  /** Makes what is not there yet. */
  create?: { label: string; onCreate: (typed: string) => void } | undefined;
}

/** The value as text; anything else counts as not given. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Name, label, hints and errors alone, for the input itself. */
export function wordsOf({ name, label, help, required, error, checked, recognised }: FieldOptions): FieldOptions {
  return { name, label, help, error, checked, ...(required ? { required } : {}), ...(recognised ? { recognised } : {}) };
}
