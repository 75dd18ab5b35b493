import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { carriesInvoice } from "@tartip/domain/requests/meaning";
import type { Meant } from "@tartip/domain/requests/meaning";
import { spokenState } from "@tartip/domain/requests/workflow";
import { useTranslation } from "react-i18next";
import { api, call } from "./api.ts";

export type Reference = Schema<"Reference">;

/** Names and lists that change by an administrator alone. */
export const referenceQuery = queryOptions({
  queryKey: ["reference"],
  queryFn: () => call(api.GET("/api/v1/reference")),
  staleTime: 5 * 60_000,
});

type Label = Record<"ru" | "kk" | "en", string>;

/** A label in the language of the page. */
export function labelIn(label: Label, language: string): string {
  return language === "kk" ? label.kk : language === "en" ? label.en : label.ru;
}

interface Named {
  value: string;
  label: string;
  /** Taken out of work: named on old records, not offered. */
  retired?: boolean;
}

/** What a form offers: what is in use, and what the card has already. */
export function offered<Option extends Named>(options: readonly Option[], current?: string | null): Option[] {
  return options.filter((option) => !option.retired || option.value === current);
}

interface Stated {
  status: string;
  typeCode: string | null;
  /** Nothing is left to pay; rows that do not know say nothing. */
  paid?: boolean;
}

/** Codes of the types whose requests wait for money rather than for work. */
function withInvoice(reference: Reference | undefined): ReadonlySet<string> {
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read
  const paid = reference?.requestTypes.filter(({ definition }) => carriesInvoice(definition as Meant)) ?? [];
  return new Set(paid.map(({ code }) => code));
}

/** The reference as names by id and as options of filters and selects; empty until it came. */
export function useNames() {
  const { i18n } = useTranslation();
  const { data } = useQuery(referenceQuery);
  const say = (label: Label) => labelIn(label, i18n.language);
  const place = ({ id, name, active }: { id: string; name: Label; active: boolean }) => ({
    value: id,
    label: say(name),
    retired: !active,
  });
  const branches = data?.branches.map(place) ?? [];
  const departments = data?.departments.map(place) ?? [];
  const projects = data?.projects.map(({ id, name, status }) => ({ value: id, label: name, retired: status !== "active" })) ?? [];
  const costItems =
    data?.costItems
      .filter((item) => item.parentId)
      .map(({ id, code, name, active }) => ({ value: id, label: `${code} ${say(name)}`, retired: !active })) ?? [];
  const documentKinds = data?.documentKinds.map(({ code, name }) => ({ value: code, label: say(name) })) ?? [];
  const withInvoices = withInvoice(data);
  const currencies = data?.currencies.map(({ code, name }) => ({ value: code, label: `${code} · ${say(name)}` })) ?? [];
  const requestState = ({ status, typeCode, paid }: Stated) =>
    spokenState(status, typeCode !== null && withInvoices.has(typeCode), paid);
  return {
    reference: data,
    /** The names are still on their way: an absent one says nothing yet. */
    waiting: data === undefined,
    branches,
    departments,
    projects,
    costItems,
    documentKinds,
    currencies,
    branch: nameIn(branches),
    department: nameIn(departments),
    project: nameIn(projects),
    costItem: nameIn(costItems),
    documentKind: nameIn(documentKinds),
    /** The state of a request as people read it: what it waits for is said by its type. */
    requestState,
    /** The same of any record. */
    stateOf: (record: Stated & { kind: string }) => (record.kind === "request" ? requestState(record) : record.status),
  };
}

function nameIn(options: readonly Named[]): (id: string | null | undefined) => string | undefined {
  const names = new Map(options.map(({ value, label }) => [value, label]));
  return (id) => (id ? names.get(id) : undefined);
}
