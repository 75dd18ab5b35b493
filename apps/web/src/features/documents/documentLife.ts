import type { DocumentCard } from "./documentQueries.ts";

/** Whether nothing is expected of the document any more. */
export function isOver(status: string): boolean {
  return status === "expired" || status === "rejected";
}

/** Whether it was signed before it came here: documents of its kind are approved, and this one was not. */
export function isEntered({ counts, approval }: DocumentCard): boolean {
  return counts && approval !== undefined && approval?.status !== "approved";
}

/** The straight way of this document: without an approval it does not have, without a signature it never got. */
export function wayOf({ status, counts, approval }: DocumentCard): string[] {
  if (status === "rejected") return ["draft", "approval"];
  const approved = approval?.status === "approved";
  const ahead = !counts && !isOver(status) && (approval !== undefined || status !== "draft");
  return ["draft", ...(approved || ahead ? ["approval"] : []), ...(counts || status !== "expired" ? ["signed"] : []), "expired"];
}

/** Whether it is signed and holds today; its status follows its last day only at midnight. */
function inForce({ status, validity }: DocumentCard): boolean {
  return status === "signed" && validity.state !== "expired" && validity.state !== "notYet";
}

/** Whether it is reworked because it was taken back, and nobody returned it. */
export function isRecalled({ status, approval }: DocumentCard): boolean {
  return status === "rework" && approval?.status === "recalled";
}

/** Where it stands, as a key among the texts: its status, and what its days and its signature make of it. */
export function standing(card: DocumentCard): string {
  const { status, counts, validity } = card;
  const past = validity.state === "expired";
  if (status === "signed" && !inForce(card)) return past ? "page.now.signedPast" : "page.now.signedAhead";
  if (isRecalled(card)) return "page.now.recalled";
  if (status !== "expired") return `page.now.${status}`;
  if (!counts) return "page.now.closedUnsigned";
  return past ? "page.now.expired" : "page.now.closed";
}
