import { Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import { SidePanel } from "../../../ui/action/SidePanel.tsx";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { useDialogKey } from "../../../ui/shell/useHotkeys.ts";
import css from "./VoteDialog.module.css";

interface Props {
  title: string;
  busy: boolean;
  onClose: () => void;
  onApprove: (comment: string) => void;
  /** Fields that the reader's step owns; nothing where a vote fills in nothing. */
  children?: ReactNode;
  /** What the vote allows beside, and what the server said to the last press. */
  notices?: ReactNode;
  /** The fields are read from a paper: the dialog stands beside the page, and shows it itself where this is given. */
  paper?: ReactNode;
}

/** Approving with a comment. */
export function VoteDialog({ title, busy, onClose, onApprove, children, notices, paper }: Props) {
  const { t } = useTranslation("approvals");
  const [comment, setComment] = useState("");
  const approve = () => onApprove(comment.trim());
  const keyed = useDialogKey(approve, { enabled: !busy });
  const inside = (
    <>
      <div className={css["fields"]}>
        {children}
        <Textarea
          {...fieldProps({ name: "comment", label: t("vote.comment"), help: t("vote.commentHelp") })}
          autosize
          minRows={2}
          maxRows={8}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {notices}
      </div>
      <div ref={keyed} className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" keyHint="Ctrl Enter" busy={busy} onClick={approve}>
          {t("record:action.approve")}
        </Button>
      </div>
    </>
  );
  if (paper !== undefined) {
    return (
      <SidePanel title={title} onClose={onClose} above={paper}>
        {inside}
      </SidePanel>
    );
  }
  return (
    <Modal opened onClose={onClose} title={title} size={520} closeButtonProps={{ "aria-label": t("ui:close") }}>
      {inside}
    </Modal>
  );
}
