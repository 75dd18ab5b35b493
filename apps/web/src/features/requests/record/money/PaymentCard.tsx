import { IconMaximize, IconPencil } from "@tabler/icons-react";
import { Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { RequestType } from "@tartip/domain/requests/type";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../../../lib/errors.ts";
import { moneyText } from "../../../../lib/money.ts";
import { useNames } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { FileDrop } from "../../../../ui/files/FileDrop.tsx";
import { useMediaQuery } from "@mantine/hooks";
import { FileThumb } from "../../../../ui/files/FileThumb.tsx";
import { FileTools } from "../../../records/files/FileTools.tsx";
import { FileView } from "../../../records/files/FileView.tsx";
import { currentFiles, filesQuery, versionsOf } from "../../../records/recordQueries.ts";
import type { RecordFile } from "../../../records/recordQueries.ts";
import { sendFile } from "../../../records/files/sendFile.ts";
import type { RequestView } from "../../requestQueries.ts";
import { allowedExcess } from "../actions/requestMoves.ts";
import { TypeTables } from "../facts/typeFacts.tsx";
import { PaymentFacts } from "./PaymentFacts.tsx";
import css from "../Record.module.css";

interface Props {
  request: RequestView;
  type: RequestType | undefined;
  /** Key of the field that holds the supplier's file. */
  fileKey: string;
  onEdit: (() => void) | undefined;
  /** Approves, where the reader may at once: a phone shows the paper alone, and it is decided on there. */
  onApprove?: (() => void) | undefined;
}

/** «Счёт и основание»: the supplier's file beside what was read from it. */
export function PaymentCard({ request, type, fileKey, onEdit, onApprove }: Props) {
  const { t } = useTranslation("record");
  const { data = [] } = useQuery(filesQuery(request.id));
  const [whole, setWhole] = useState(false);
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const file = currentFiles(data).find((one) => one.fieldKey === fileKey);
  const versions = file ? versionsOf(file, data) : [];
  return (
    <Card
      id="card"
      title={t("payment.title")}
      flush
      actions={
        <>
          {onEdit ? (
            <Button kind="quiet" small icon={<IconPencil size={16} stroke={1.6} />} onClick={onEdit}>
              {t("card.edit")}
            </Button>
          ) : null}
          {file && !phone ? (
            <Button kind="quiet" small icon={<IconMaximize size={16} stroke={1.6} />} onClick={() => setWhole(true)}>
              {t("payment.whole")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={css["payment"]}>
        {phone ? null : (
          <div className={css["file"]} id={`file-${fileKey}`}>
            <div className={css["fileInside"]}>
              {file ? <FileView file={file} versions={versions} /> : null}
              {onEdit || !file ? (
                <InvoiceDrop request={request} fileKey={fileKey} file={file} mayChange={onEdit !== undefined} />
              ) : null}
            </div>
          </div>
        )}
        <div className={css["paymentFacts"]}>
          {phone ? (
            <div className={css["phoneFile"]} id={`file-${fileKey}`}>
              {file ? (
                <FileThumb
                  name={file.name}
                  mime={file.mediaType}
                  bytes={file.size}
                  version={file.versionNo}
                  onOpen={() => setWhole(true)}
                  actions={<FileTools file={file} />}
                />
              ) : null}
              {onEdit || !file ? (
                <InvoiceDrop request={request} fileKey={fileKey} file={file} mayChange={onEdit !== undefined} />
              ) : null}
            </div>
          ) : null}
          <PaymentFacts request={request} type={type} />
        </div>
      </div>
      {type ? <TypeTables request={request} type={type} /> : null}
      <Modal
        opened={whole}
        onClose={() => setWhole(false)}
        title={file?.name}
        fullScreen
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        {file ? <FileView file={file} versions={versions} /> : null}
        {phone && onApprove ? (
          <Decide
            request={request}
            onApprove={() => {
              setWhole(false);
              onApprove();
            }}
          />
        ) : null}
      </Modal>
    </Card>
  );
}

/** The decision under the paper that was just read. */
function Decide({ request, onApprove }: { request: RequestView; onApprove: () => void }) {
  const { t } = useTranslation("record");
  const excess = allowedExcess(request);
  return (
    <div className={css["decide"]}>
      {excess > 0 ? <p className={css["excess"]}>{t("excess", { amount: moneyText(excess, "KZT", true) })}</p> : null}
      <Button kind="primary" wide onClick={onApprove}>
        {t("action.approve")}
      </Button>
    </div>
  );
}

interface DropProps extends Pick<Props, "request" | "fileKey"> {
  file: RecordFile | undefined;
  mayChange: boolean;
}

/** Puts the first file or a new version of it. */
function InvoiceDrop({ request, fileKey, file, mayChange }: DropProps) {
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  const settings = useNames().reference?.settings;
  const [replacing, setReplacing] = useState(false);
  if (!mayChange) return <p className={css["noFile"]}>{t("payment.noFile")}</p>;
  if (file && !replacing) {
    return (
      <div className={css["replace"]}>
        <Button small kind="quiet" onClick={() => setReplacing(true)}>
          {t("payment.replace")}
        </Button>
      </div>
    );
  }
  return (
    <div className={css["drop"]}>
      <FileDrop
        several={false}
        accept={settings?.fileExtensions.map((ending) => `.${ending}`).join(",")}
        maxBytes={settings?.maxFileBytes}
        label={t(file ? "payment.replace" : "payment.attach")}
        send={(chosen, options) => sendFile(request.id, chosen, { fieldKey: fileKey, ...options })}
        explain={(error) => errorSentence(error, t)}
        onDone={() => {
          setReplacing(false);
          void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(request.id) });
        }}
      />
    </div>
  );
}
