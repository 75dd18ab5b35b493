/** The columns of a card that a vote vouches for, by the name the sheet gives them. */
export const VOUCHED_COLUMNS = {
  kind: "kind_code",
  docNumber: "doc_number",
  docDate: "doc_date",
  counterparty: "counterparty_id",
  validFrom: "valid_from",
  validTo: "valid_to",
  amount: "amount_minor",
  currency: "currency",
} as const;

/**
 * What a vote on a document is about: which paper it is, with whom, for how long and how much, and the version of its file.
 * Title, subject, branch and project only help to find the card; the file says what was agreed.
 */
export const VOUCHED_KEYS: readonly string[] = [...Object.keys(VOUCHED_COLUMNS), "file"];

type Columns = (typeof VOUCHED_COLUMNS)[keyof typeof VOUCHED_COLUMNS];

/** Whether a change of the card touches what votes are about: the one who made it has written the document. */
export function rewrites(before: Readonly<Record<Columns, unknown>>, after: Readonly<Record<Columns, unknown>>): boolean {
  return Object.values(VOUCHED_COLUMNS).some((column) => before[column] !== after[column]);
}
