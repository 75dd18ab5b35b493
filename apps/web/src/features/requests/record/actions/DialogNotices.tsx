import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { ConflictNote } from "../../../records/ConflictNote.tsx";
import type { RequestView } from "../../requestQueries.ts";
import type { RequestActions } from "./useRequestActions.tsx";
import type { FieldWords } from "../../../../lib/requestType.ts";

/** What every dialog of an action works with. */
export interface DialogProps {
  request: RequestView;
  actions: RequestActions;
  labels: FieldWords;
}

/** What the server said to the last press, in its dialog or on the page: a refusal, or that somebody was faster. */
export function DialogNotices({ request, actions, labels }: DialogProps) {
  return (
    <>
      {actions.conflictSince ? <ConflictNote recordId={request.id} since={actions.conflictSince} labels={labels} /> : null}
      <ErrorNotice error={actions.error} />
    </>
  );
}
