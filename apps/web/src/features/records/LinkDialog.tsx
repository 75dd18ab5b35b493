import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { EntityPicker } from "../../ui/input/EntityPicker.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import css from "./Records.module.css";

const KINDS = ["related", "basis", "closing", "follows"] as const;
type Kind = (typeof KINDS)[number];

interface Props {
  recordId: string;
  /** What the link says at first. */
  as?: Kind;
  onClose: () => void;
}

/** Links another record to this one, found by number, subject or BIN. */
export function LinkDialog({ recordId, as = "related", onClose }: Props) {
  const { t } = useTranslation("record");
  const [kind, setKind] = useState<Kind>(as);
  const [other, setOther] = useState<Entity | null>(null);
  const link = useLink(recordId, kind, onClose);
  return (
    <Modal opened onClose={onClose} title={t("links.add")} size={480} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (other && !link.isPending) link.mutate(other.id);
        }}
      >
        <div className={css["form"]}>
          <EntityPicker
            name="other"
            label={t("links.record")}
            help={t("links.recordHelp")}
            required
            value={other}
            onChange={setOther}
            search={(query, signal) => findRecords(query, signal, recordId)}
          />
          <ChoiceInput
            name="linkKind"
            label={t("links.as")}
            options={KINDS.map((value) => ({ value, label: t(`links.kind.${value}`) }))}
            value={kind}
            clearable={false}
            onChange={(value) => setKind(KINDS.find((one) => one === value) ?? "related")}
          />
          <ErrorNotice error={link.error} />
        </div>
        <div className={css["buttons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" type="submit" keyHint="Ctrl Enter" busy={link.isPending} disabled={!other}>
            {t("links.add")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

async function findRecords(query: string, signal: AbortSignal, except: string): Promise<Entity[]> {
  if (query.trim().length < 2) return [];
  const { records } = await call(api.GET("/api/v1/search", { params: { query: { q: query, limit: 12 } }, signal }));
  return records
    .filter((one) => one.id !== except)
    .map(({ id, title, number }) => ({ id, label: title, note: number ?? undefined }));
}

function useLink(recordId: string, kind: Kind, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (toId: string) =>
      call(api.POST("/api/v1/records/{id}/links", { params: { path: { id: recordId } }, body: { toId, kind } })),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(recordId) });
    },
  });
}
