import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isEmpty } from "@tartip/domain/kernel/conditions";
import { textAt } from "@tartip/domain/requests/meaning";
import type { RequestField } from "@tartip/domain/requests/type";
import { fieldErrors } from "../../../../lib/errors.ts";
import { moneyText } from "../../../../lib/money.ts";
import { useNames } from "../../../../lib/reference.ts";
import type { Reference } from "../../../../lib/reference.ts";
import { useUnread } from "../../../../ui/input/useUnread.ts";
import { VoteDialog } from "../../../records/approval/VoteDialog.tsx";
import { FileView } from "../../../records/files/FileView.tsx";
import { currentFiles, filesQuery, versionsOf } from "../../../records/recordQueries.ts";
import { DialogNotices } from "./DialogNotices.tsx";
import { RequestInput } from "../facts/RequestInput.tsx";
import { isEntry } from "../../../records/fields/entry.ts";
import { allowedExcess } from "./requestMoves.ts";
import { typeOf } from "../../../../lib/requestType.ts";
import type { RequestActions } from "./useRequestActions.tsx";
import type { RequestView } from "../../requestQueries.ts";
import css from "../Record.module.css";
import type { FieldWords } from "../../../../lib/requestType.ts";

interface Props {
  request: RequestView;
  actions: RequestActions;
  labels: FieldWords;
}

/** Approving with a comment, and with the fields the reader's step owns. */
export function VoteOnRequest({ request, actions, labels }: Props) {
  const { t } = useTranslation("approvals");
  const { reference } = useNames();
  const [filled, setFilled] = useState<Record<string, unknown>>({});
  const [asked, setAsked] = useState(false);
  const type = typeOf(reference, request.typeId, request.typeCode);
  const owned = ownedFields(request, type?.fields ?? []);
  const suggested = suggestedKnp(request, { ...request.values, ...filled }, reference);
  const given = { ...suggested, ...filled };
  const values: Record<string, unknown> = { ...request.values, ...given };
  const unread = useUnread();
  const missing = owned.filter((field) => field.required && isEmpty(values[field.key]));
  const errors = fieldErrors(actions.error, t);
  const excess = allowedExcess(request);
  const paper = usePaper(request, owned.length > 0);
  const ownError = (field: RequestField) => {
    if (unread.names.has(field.key)) return t("fields:dateInvalid");
    return missing.some(({ key }) => key === field.key) ? t("fields:required") : undefined;
  };
  function approve(comment: string) {
    setAsked(true);
    if (missing.length === 0 && unread.names.size === 0 && !actions.moving)
      actions.move({ action: "approve", votes: true, comment, fields: given });
  }
  return (
    <VoteDialog
      title={t("vote.title")}
      busy={actions.moving}
      onClose={actions.close}
      onApprove={approve}
      {...(owned.length > 0 ? { paper } : {})}
      notices={
        <>
          {excess > 0 ? <p className={css["excess"]}>{t("vote.excess", { amount: moneyText(excess, "KZT", true) })}</p> : null}
          <DialogNotices request={request} actions={actions} labels={labels} />
        </>
      }
    >
      {owned.length > 0 ? <p>{t("vote.fields")}</p> : null}
      {owned.map((field) => (
        <RequestInput
          key={field.key}
          request={request}
          field={field}
          values={values}
          value={values[field.key]}
          onChange={(value) => setFilled({ ...filled, [field.key]: value })}
          onUnread={(is) => unread.note(field.key, is)}
          error={errors[field.key] ?? (asked ? ownError(field) : undefined)}
        />
      ))}
    </VoteDialog>
  );
}

/** The paper the fields are read from: where there is room it stands on the page, on a phone in the panel. */
function usePaper({ id, meaning: { invoice } }: RequestView, asks: boolean): ReactNode {
  const { data = [] } = useQuery(filesQuery(id));
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  useEffect(() => {
    if (asks && !phone) document.getElementById("card")?.scrollIntoView({ block: "start" });
  }, [asks, phone]);
  const file = invoice && currentFiles(data).find(({ fieldKey }) => fieldKey === invoice.file);
  return phone && file ? <FileView file={file} versions={versionsOf(file, data)} /> : null;
}

/** The payment code of the chosen cost item, while none is set. */
function suggestedKnp(
  { meaning }: RequestView,
  values: Record<string, unknown>,
  reference: Reference | undefined,
): Record<string, unknown> {
  const key = meaning.invoice?.knp;
  if (key === undefined || !isEmpty(values[key])) return {};
  const costItemId = textAt(values, meaning.expense?.costItem);
  const usual = reference?.costItems.find((item) => item.id === costItemId)?.knp;
  return usual ? { [key]: usual } : {};
}

/** Fields of the reader's open steps; what a step owns must be filled in by its vote. */
function ownedFields(request: RequestView, fields: readonly RequestField[]) {
  const keys = new Set(request.votes.flatMap((vote) => vote.ownsFields));
  return fields.filter((field) => keys.has(field.key)).filter(isEntry);
}
