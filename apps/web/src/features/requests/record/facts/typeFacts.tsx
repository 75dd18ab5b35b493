import { isEmpty } from "@tartip/domain/kernel/conditions";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import { labelIn } from "../../../../lib/reference.ts";
import type { Fact } from "../../../../ui/value/FactsList.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { LinesTable } from "../money/LinesTable.tsx";
import { FieldValue } from "./FieldValue.tsx";

/** Kinds shown elsewhere on the page. */
const ELSEWHERE = new Set(["file", "files", "lines"]);

/**
 * What was answered in the type's own fields and in the description, under their labels. The other common fields stand in
 * the header and in the right column.
 *
 * @param told keys that the page shows in another way
 */
export function factsOf(request: RequestView, type: RequestType, language: string, told: readonly string[] = []): Fact[] {
  const described = type.common.filter((field) => field.key === "description");
  const shown = [...type.fields, ...described].filter(
    (field) => !ELSEWHERE.has(field.type) && !isEmpty(request.values[field.key]) && !told.includes(field.key),
  );
  return shown.map((field) => ({
    label: labelIn(field.label, language),
    value: <FieldValue field={field} value={request.values[field.key]} request={request} />,
    strong: isPayable(field, request),
  }));
}

/** Its tables, line by line. */
export function TypeTables({ request, type }: { request: RequestView; type: RequestType }) {
  const tables = type.fields.filter((field) => field.type === "lines" && !isEmpty(request.values[field.key]));
  return tables.map((field) => (
    <LinesTable key={field.key} field={field} value={request.values[field.key]} moneyVisible={request.moneyVisible} />
  ));
}

/** The amount of a payment is read before all else. */
function isPayable({ key }: RequestField, { meaning }: RequestView): boolean {
  return meaning.invoice !== undefined && key === meaning.expense?.amount;
}
