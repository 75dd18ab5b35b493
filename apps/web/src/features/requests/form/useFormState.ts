import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { allFields } from "@tartip/domain/requests/type";
import type { FieldErrorLike } from "@tartip/i18n/web";
import { fieldSentence } from "@tartip/i18n/web";
import { type QueryClient, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { ApiError } from "../../../lib/errors.ts";
import { labelIn } from "../../../lib/reference.ts";
import type { Reference } from "../../../lib/reference.ts";
import type { Names } from "./draft/draftCalls.ts";
import { readFiles } from "./draft/draftCalls.ts";
import type { RequestForm } from "./FormContext.ts";
import { inFormOrder } from "./formLayout.ts";
import { askedFields, formErrors, formScope, withFiles } from "./formModel.ts";
import { previewKind } from "../../../ui/files/fileText.ts";
import { useDraft } from "./draft/useDraft.ts";
import type { Draft, DraftStart } from "./draft/useDraft.ts";
import type { Values } from "./draft/autosave.ts";
import { useUnread } from "../../../ui/input/useUnread.ts";

interface Options {
  start: DraftStart;
  reference: Reference;
  names: Names | undefined;
}

/** Files of the draft's fields, and the one shown beside the form: the chosen one, else the invoice. */
function useFormFiles(id: string | undefined, type: RequestType) {
  const leading = meaningOf(type).invoice?.file;
  const cache = useQueryClient();
  const [shown, preview] = useState<string>();
  const queryKey = ["files", "form", id];
  const { data } = useQuery({ queryKey, queryFn: () => readFiles(id ?? ""), enabled: id !== undefined });
  const files = useMemo(() => data ?? [], [data]);
  const previewed =
    files.find((file) => file.id === shown) ??
    files.findLast((file) => file.fieldKey === leading && previewKind(file.mediaType) !== "none");
  return { files, previewed, preview, reloadFiles: () => readAgain(cache, ["files", "form"]) };
}

/** Asks again, even when the first answer is still on its way: that one was given before the change. */
async function readAgain(cache: QueryClient, queryKey: QueryKey): Promise<void> {
  await cache.cancelQueries({ queryKey });
  await cache.invalidateQueries({ queryKey });
}

/** What is wrong with the form: told at a field once it was left, everywhere once sending was tried. */
function useFormErrors(draft: Draft, whole: Values, { type, reference }: { type: RequestType; reference: Reference }) {
  const { t, i18n } = useTranslation("requests");
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [failure, fail] = useState<unknown>();
  const unread = useUnread();
  const wrongDates = [...unread.names].map((field) => ({ field, code: "dateInvalid" }));
  const judged = formErrors(type, whole, reference, { stage: tried ? "submission" : "draft", now: now() });
  const found = [...wrongDates, ...onlyNew(wrongDates, judged)];
  const errors = [...found, ...onlyNew(found, [...draft.refused, ...refusedFields(failure)])];
  // A table is filled in cell by cell: what its rows still lack is told only when sending was tried.
  const isShown = (error: FieldErrorLike) => {
    const [key = "", cell] = error.field.split(".");
    return tried || (touched.has(key) && !(cell !== undefined && error.code === "required"));
  };
  const inSummary = (error: FieldErrorLike) => ({
    name: error.field,
    label: labelOf(type, error.field, i18n.language),
    text: fieldSentence(error, t),
  });
  return {
    failure,
    fail,
    summary: tried ? inFormOrder(type, errors).map(inSummary) : [],
    unread: unread.note,
    touch: (key: string) => setTouched((known) => (known.has(key) ? known : new Set([...known, key]))),
    errorOf(path: string): string | undefined {
      const error = errors.find((one) => one.field === path);
      return error && isShown(error) ? fieldSentence(error, t) : undefined;
    },
    /** Checks the form as the server will; true when it may be sent. */
    check(): boolean {
      setTried(true);
      fail(undefined);
      return unread.names.size === 0 && formErrors(type, whole, reference, { stage: "submission", now: now() }).length === 0;
    },
  };
}

/** Everything the form draws from: the draft, its files, what is asked, what is wrong. */
export function useFormState({ start, reference, names }: Options) {
  const draft = useDraft(start);
  const { type } = start;
  const [chosenNames, setNames] = useState<ReadonlyMap<string, string>>(() => namesOf(names));
  const { files, previewed, preview, reloadFiles } = useFormFiles(draft.id, type);
  const whole = withFiles(type, draft.values, files);
  const scope = formScope(type, whole, reference);
  const { touch, unread, errorOf, ...judged } = useFormErrors(draft, whole, { type, reference });
  const form: RequestForm = {
    type,
    reference,
    scope,
    values: draft.values,
    files,
    set(key, value, name) {
      if (name !== undefined && typeof value === "string") setNames((known) => new Map(known).set(value, name));
      judged.fail(undefined);
      draft.change({ [key]: value });
    },
    setAll: draft.change,
    nameOf: (id) => (typeof id === "string" ? chosenNames.get(id) : undefined),
    touch,
    unread,
    errorOf,
    attach: draft.attach,
    reloadFiles,
    previewed: previewed?.id,
    preview,
  };
  return { draft, form, asked: askedFields(type, scope), previewed, ...judged };
}

function onlyNew(known: readonly FieldErrorLike[], more: readonly FieldErrorLike[]): FieldErrorLike[] {
  return more.filter((error) => !known.some((one) => one.field === error.field));
}

function refusedFields(failure: unknown): readonly FieldErrorLike[] {
  return failure instanceof ApiError ? (failure.problem.fields ?? []) : [];
}

function namesOf(names: Names | undefined): Map<string, string> {
  const all = names ? [...names.people, ...names.counterparties, ...names.documents] : [];
  return new Map(all.map(({ id, name }) => [id, name]));
}

/** Label of the field, with the row for `items.2.qty`. */
function labelOf(type: RequestType, path: string, language: string): string {
  const [key, row] = path.split(".");
  const field = allFields(type).find((one) => one.key === key);
  const label = field ? labelIn(field.label, language) : path;
  return row === undefined ? label : `${label}, ${Number(row) + 1}`;
}
