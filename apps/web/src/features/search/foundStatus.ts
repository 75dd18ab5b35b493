import { spokenState } from "@tartip/domain/requests/workflow";

/** The state of something found, as people read it. */
export function foundStatus({ kind, typeCode, status }: { kind: string; typeCode: string | null; status: string }): string {
  return kind === "request" ? spokenState(status, typeCode) : status;
}
