/** The waiting state of a request says for what: a payment waits for money, anything else for the work. */
export function foundStatus({ kind, typeCode, status }: { kind: string; typeCode: string | null; status: string }): string {
  if (kind !== "request" || status !== "waiting") return status;
  return typeCode === "payment" ? "waiting_payment" : "waiting_execution";
}
