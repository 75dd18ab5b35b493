import { Checkbox, Modal, MultiSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { now } from "../../lib/clock.ts";
import { dayOf } from "../../lib/dates.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { findPeople } from "../../lib/peopleSearch.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import type { Entity } from "../../ui/EntityPicker.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FieldRow } from "../../ui/FieldGroup.tsx";
import { fieldProps } from "../../ui/fieldProps.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { PersonPicker } from "../../ui/PersonPicker.tsx";
import { toast } from "../../ui/toast.tsx";
import { typeNames } from "../records/typeLook.ts";
import css from "./People.module.css";

interface Draft {
  substitute: Entity | null;
  fromDate: string | null;
  toDate: string | null;
  kinds: string[];
  maxAmountMinor: number | null;
  restricted: boolean;
  reason: string;
}

const EMPTY: Draft = {
  substitute: null,
  fromDate: null,
  toDate: null,
  kinds: [],
  maxAmountMinor: null,
  restricted: false,
  reason: "",
};

/** Names who decides for me while I am away: days, person, for what and up to which amount. */
export function SubstitutionDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("people");
  const cache = useQueryClient();
  const names = useNames();
  const [draft, setDraft] = useState(EMPTY);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const name = useMutation({
    mutationFn: async () => {
      const { substitute, fromDate, toDate, reason, ...limits } = draft;
      if (!substitute || !fromDate || !toDate) return;
      const body = { ...limits, substituteId: substitute.id, fromDate, toDate, reason: reason.trim() };
      await call(api.POST("/api/v1/substitutions", { body }));
    },
    onSuccess: async () => {
      toast(t("substitution.added", { name: draft.substitute?.label }));
      await cache.invalidateQueries({ queryKey: ["substitutions"] });
      void cache.invalidateQueries({ queryKey: ["me"] });
      onClose();
    },
  });
  const wrong = fieldErrors(name.error, t);
  const [asked, setAsked] = useState(false);
  const owed = (value: unknown, words: string) => (asked && !value ? t(words) : undefined);
  const ready = draft.substitute && draft.fromDate && draft.toDate;
  return (
    <Modal opened onClose={onClose} title={t("substitution.add")} size={560} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (ready) name.mutate();
        }}
      >
        {name.error && Object.keys(wrong).length === 0 ? <ErrorNotice error={name.error} /> : null}
        <PersonPicker
          name="substituteId"
          label={t("substitution.substitute")}
          help={t("substitution.substituteHelp")}
          required
          value={draft.substitute}
          search={findPeople}
          onChange={(substitute) => set({ substitute })}
          error={wrong["substituteId"] ?? owed(draft.substitute, "fields:requiredPerson")}
        />
        <FieldRow>
          <DateInput
            name="fromDate"
            label={t("absence.from")}
            required
            value={draft.fromDate}
            onChange={(fromDate) => set({ fromDate })}
            error={wrong["fromDate"] ?? owed(draft.fromDate, "fields:requiredDate")}
          />
          <DateInput
            name="toDate"
            label={t("absence.to")}
            required
            value={draft.toDate}
            onChange={(toDate) => set({ toDate })}
            min={draft.fromDate ?? dayOf(now())}
            error={wrong["toDate"] ?? owed(draft.toDate, "fields:requiredDate")}
          />
        </FieldRow>
        <MultiSelect
          {...fieldProps({
            name: "kinds",
            label: t("substitution.kinds"),
            help: t("substitution.kindsHelp"),
            error: wrong["kinds"],
          })}
          data={typeNames(names.reference, i18n.language).map(({ code, label }) => ({ value: code, label }))}
          placeholder={draft.kinds.length === 0 ? t("substitution.allKinds") : ""}
          value={draft.kinds}
          onChange={(kinds) => set({ kinds })}
        />
        <MoneyInput
          name="maxAmountMinor"
          label={t("substitution.maxAmount")}
          help={t("substitution.maxAmountHelp")}
          value={draft.maxAmountMinor}
          onChange={(maxAmountMinor) => set({ maxAmountMinor })}
          error={wrong["maxAmountMinor"]}
        />
        <Checkbox
          size="16px"
          radius={4}
          label={t("substitution.restricted")}
          description={t("substitution.restrictedHelp")}
          checked={draft.restricted}
          onChange={(event) => set({ restricted: event.target.checked })}
        />
        <TextInput
          {...fieldProps({ name: "reason", label: t("absence.reason"), help: t("substitution.reasonHelp") })}
          maxLength={500}
          value={draft.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
        <div className={css["buttons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button type="submit" kind="primary" busy={name.isPending} keyHint="Ctrl Enter">
            {t("substitution.submit")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
