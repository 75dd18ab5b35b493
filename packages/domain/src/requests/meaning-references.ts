import type { FieldError } from "../kernel/errors.ts";
import type { Meaning } from "./meaning.ts";
import type { TypeChecks } from "./type-references.ts";
import type { FieldType, RequestType } from "./type.ts";

type Named = readonly [path: string, key: string | undefined, types: readonly FieldType[]];

/** Reports every meaning that points at no field, or at one of a type that cannot hold it. */
export function checkMeaning({ meaning }: RequestType, check: TypeChecks, errors: FieldError[]): void {
  if (!meaning) return;
  for (const [path, key, types] of [...moneyOf(meaning), ...paperOf(meaning), ...daysOf(meaning)])
    check.field(key, types, `meaning.${path}`);
  for (const list of ["amounts", "besideAmount", "notCopied"] as const)
    meaning[list]?.forEach((key) => check.field(key, [], `meaning.${list}`));
  meaning.vouching?.forEach((rule, index) => {
    const path = `meaning.vouching.${index}`;
    check.role(rule.role, `${path}.role`);
    [...(rule.only ?? []), ...(rule.allBut ?? [])].forEach((key) => check.field(key, [], path));
    if ((rule.role === undefined) === (rule.rule === undefined)) errors.push({ field: path, code: "typeValue" });
    if ((rule.only === undefined) === (rule.allBut === undefined)) errors.push({ field: path, code: "typeValue" });
  });
  // An invoice is paid to somebody, out of something.
  if (meaning.invoice && !meaning.counterparty) errors.push({ field: "meaning.counterparty", code: "typeMissing" });
  if (meaning.invoice && !meaning.expense) errors.push({ field: "meaning.expense", code: "typeMissing" });
}

function moneyOf({ counterparty, payee, expense }: Partial<Meaning>): Named[] {
  return [
    ["counterparty", counterparty, ["counterparty"]],
    ["payee", payee, ["user"]],
    ["expense.amount", expense?.amount, ["money"]],
    ["expense.costItem", expense?.costItem, ["costItem"]],
    ["expense.month", expense?.month, ["month"]],
    ["expense.project", expense?.project, ["project"]],
  ];
}

function paperOf({ invoice, basis }: Partial<Meaning>): Named[] {
  return [
    ["invoice.number", invoice?.number, ["text"]],
    ["invoice.date", invoice?.date, ["date"]],
    ["invoice.file", invoice?.file, ["file"]],
    ["invoice.payBy", invoice?.payBy, ["date"]],
    ["invoice.purpose", invoice?.purpose, ["text", "longtext"]],
    ["invoice.vatRate", invoice?.vatRate, ["vat"]],
    ["invoice.knp", invoice?.knp, ["knp"]],
    ["invoice.payKind", invoice?.payKind, ["select"]],
    ["basis.document", basis?.document, ["document"]],
    ["basis.kind", basis?.kind, ["select"]],
  ];
}

function daysOf({ leave, periods = [] }: Partial<Meaning>): Named[] {
  return [
    ["leave.kind", leave?.kind, ["select"]],
    ["leave.from", leave?.from, ["date"]],
    ["leave.to", leave?.to, ["date"]],
    ["leave.substitute", leave?.substitute, ["user"]],
    ...periods.flatMap(({ from, to }, index): Named[] => [
      [`periods.${index}.from`, from, ["date"]],
      [`periods.${index}.to`, to, ["date"]],
    ]),
  ];
}
