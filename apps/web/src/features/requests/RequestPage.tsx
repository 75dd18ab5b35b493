import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { useHotkeys } from "../../ui/shell/useHotkeys.ts";
import { ApprovalCard } from "../records/approval/ApprovalCard.tsx";
import { ChecklistCard } from "../records/ChecklistCard.tsx";
import { FilesCard } from "../records/files/FilesCard.tsx";
import { LinksCard } from "../records/LinksCard.tsx";
import { RecordStream } from "../records/stream/RecordStream.tsx";
import { ActionDialogs } from "./record/actions/ActionDialogs.tsx";
import { Banners } from "./record/Banners.tsx";
import { DialogNotices } from "./record/actions/DialogNotices.tsx";
import { BudgetFacts } from "./record/money/BudgetFacts.tsx";
import { useCures } from "./record/useCures.ts";
import { useChain } from "./record/useChain.ts";
import { EditDialog } from "./record/actions/EditDialog.tsx";
import { PaymentCard } from "./record/money/PaymentCard.tsx";
import css from "./record/Record.module.css";
import { RequestFacts } from "./record/facts/RequestFacts.tsx";
import { RequestHeader } from "./record/RequestHeader.tsx";
import { RequestNext } from "./record/actions/RequestNext.tsx";
import { fieldWords, stepConditions, typeOf } from "../../lib/requestType.ts";
import { TaskFiles } from "./record/TaskFiles.tsx";
import { TasksCard } from "./record/TasksCard.tsx";
import { TypeCard } from "./record/facts/TypeCard.tsx";
import { useRequestActions } from "./record/actions/useRequestActions.tsx";
import { requestQuery } from "./requestQueries.ts";
import type { RequestView } from "./requestQueries.ts";

/** A request with everything about it; opening it clears its notices (the server does). */
export default function RequestPage() {
  const { id = "" } = useParams({ strict: false });
  const { data: request } = useSuspenseQuery(requestQuery(id));
  return <RequestRecord request={request} />;
}

/** The field another page leads to with `#field-<key>`: a task that waits for it. */
function askedFor({ mayEdit, status }: RequestView): { focus: string } | null {
  const focus = /^#field-(\w+)$/.exec(window.location.hash)?.[1];
  return focus && mayEdit && status !== "draft" ? { focus } : null;
}

function RequestRecord({ request }: { request: RequestView }) {
  const { i18n } = useTranslation("record");
  const { data: me } = useSuspenseQuery(meQuery);
  const { reference } = useNames();
  const type = typeOf(reference, request.typeId, request.typeCode);
  const labels = fieldWords(type, i18n.language);
  const { invoice } = request.meaning;
  const meId = me.person.id;
  const actions = useRequestActions(request, me);
  const [editing, setEditing] = useState<{ focus?: string } | null>(() => askedFor(request));
  const [listing, setListing] = useState(false);
  const chain = useChain(request);
  const edit = request.mayEdit && request.status !== "draft" ? (focus?: string) => setEditing(focus ? { focus } : {}) : undefined;
  const onEdit = edit && type ? () => edit() : undefined;
  const cures = useCures(request, edit, meId);
  useHotkeys({ KeyA: () => actions.press("approve"), KeyR: () => actions.press("return") });
  return (
    <div className={css["page"]}>
      <RequestHeader
        request={request}
        type={type}
        onChecklist={request.open && request.mayEdit ? () => setListing(true) : undefined}
      />
      <RecordLayout
        strip={
          <>
            <Banners request={request} actions={actions} />
            {actions.dialog || (!actions.conflictSince && !actions.error) ? null : (
              <div className={css["banners"]}>
                <DialogNotices request={request} actions={actions} labels={labels} />
              </div>
            )}
            <RequestNext request={request} actions={actions} meId={meId} cures={cures} />
          </>
        }
        facts={<RequestFacts request={request} type={type} meId={meId} />}
      >
        <div className={css["phoneBudget"]}>
          <BudgetFacts request={request} type={type} />
        </div>
        {invoice ? (
          <PaymentCard
            request={request}
            type={type}
            fileKey={invoice.file}
            onEdit={onEdit}
            onApprove={actions.plan.primary?.action === "approve" ? () => actions.press("approve") : undefined}
          />
        ) : type ? (
          <TypeCard request={request} type={type} onEdit={onEdit} />
        ) : null}
        {request.approval?.steps?.length ? (
          <ApprovalCard
            approval={request.approval}
            next={request.explain.next}
            conditions={stepConditions(type)}
            labels={labels}
            meId={meId}
            sheet={`/requests/${request.id}/sheet`}
          />
        ) : null}
        <TasksCard request={request} mayAdd={request.open && request.mayEdit && request.status !== "draft"} />
        <TaskFiles tasks={request.tasks} />
        <LinksCard recordId={request.id} self={chain.self} after={chain.after} mayLink={request.status !== "draft"} />
        <FilesCard recordId={request.id} mayChange={request.open} except={invoice ? [invoice.file] : []} />
        <ChecklistCard recordId={request.id} mayChange={request.open && request.mayEdit} opened={listing} />
        <RecordStream recordId={request.id} labels={labels} reader={me.person.name} />
      </RecordLayout>
      <ActionDialogs request={request} actions={actions} labels={labels} />
      {editing && type ? (
        <EditDialog request={request} type={type} labels={labels} focus={editing.focus} onClose={() => setEditing(null)} />
      ) : null}
    </div>
  );
}
