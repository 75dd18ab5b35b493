import { useTranslation } from "react-i18next";
import type { WebBlocker } from "../../lib/errors.ts";
import { Blocks } from "../records/approval/Blocks.tsx";
import { AfterText, NowText } from "../records/approval/ExplainText.tsx";
import { ActionStrip } from "../records/ActionStrip.tsx";
import { ConflictNote } from "../records/ConflictNote.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { placeActions, reasonOf, reasonsOf } from "../records/recordActions.ts";
import type { RecordAction } from "../records/recordActions.ts";
import { RemindedText } from "../records/RemindedText.tsx";
import { ValidityText } from "../records/ValidityText.tsx";
import { DocumentDialogs } from "./DocumentDialogs.tsx";
import { standing } from "./documentLife.ts";
import { documentLabels } from "./documentQueries.ts";
import type { DocumentCard } from "./documentQueries.ts";
import { useDocumentActions } from "./useDocumentActions.ts";

/** What moves the document on, and beside it. */
const MAIN = ["approve", "resubmit", "sendForApproval", "register", "extend", "return", "remind"];

/** «Что дальше» of a document: where it stands, whom its approval awaits, until when it holds, what may be done. */
export function DocumentNext({ card, meId }: { card: DocumentCard; meId: string }) {
  const { t } = useTranslation(["documents", "record"]);
  const actions = useDocumentActions(card, meId);
  const { main, rest } = placeActions(card.actions, MAIN);
  // A reminder moves nothing on.
  const primary = main.find(({ action, allowed }) => allowed && action !== "remind");
  const label = ({ action }: Pick<RecordAction, "action">) => t([`page.action.${action}`, `record:action.${action}`]);
  const menu = primary?.action === "approve" ? [{ ...primary, action: "approveComment" }, ...rest] : rest;
  const notices = (
    <>
      {actions.conflictSince ? (
        <ConflictNote recordId={card.id} since={actions.conflictSince} labels={documentLabels(t)} />
      ) : null}
      <ErrorNotice error={actions.error} />
    </>
  );
  const shown = main.filter((action) => action.allowed || !primary);
  // A button that is not possible yet says beside itself what is in its way.
  const said = shown.some(({ allowed }) => !allowed);
  const blocks = (card.explain?.blocks ?? []).map((blocker) => reasonOf(blocker, t, placeOf));
  return (
    <>
      {actions.dialog ? null : notices}
      <ActionStrip
        kind="document"
        status={card.status}
        current={<Current card={card} meId={meId} />}
        after={card.explain && card.explain.next.length > 0 ? <AfterText next={card.explain.next} meId={meId} /> : undefined}
        blocked={blocks.length > 0 && !said ? <Blocks blockers={blocks} /> : undefined}
        placed={{ main, primary, rest: menu }}
        shown={shown}
        label={label}
        onPress={({ action }) => actions.press(action)}
        moving={actions.moving}
        isPressed={({ action }) => actions.moving && actions.input?.action === action}
        reasons={({ blockers }) => reasonsOf(blockers, t, placeOf)}
      />
      <DocumentDialogs card={card} actions={actions} label={label} notices={notices} />
    </>
  );
}

function placeOf({ code, fix }: WebBlocker): string | undefined {
  if (fix?.kind === "file") return "#file";
  return code === "document_contract_missing" ? "#links" : undefined;
}

/** Whom the approval awaits; else in words where the document stands. */
function Current({ card, meId }: { card: DocumentCard; meId: string }) {
  const { t } = useTranslation("documents");
  const awaited = card.explain?.now ?? [];
  const quiet = t(standing(card));
  if (awaited.length === 0)
    return (
      <>
        <strong>{quiet}</strong>{" "}
        {card.status === "signed" && card.validity.state !== "expired" ? <ValidityText row={card} /> : null}
      </>
    );
  return (
    <>
      <NowText now={awaited} meId={meId} kind="document" status={card.status} quiet={quiet} />
      {card.status === "approval" ? <RemindedText at={card.remindedAt ?? null} /> : null}
    </>
  );
}
