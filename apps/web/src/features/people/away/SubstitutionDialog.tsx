import { Checkbox, Modal, MultiSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { now } from "../../../lib/clock.ts";
import { dayOf } from "../../../lib/dates.ts";
import { fieldErrors } from "../../../lib/errors.ts";
import { findPeople } from "../../../lib/peopleSearch.ts";
import { useNames } from "../../../lib/reference.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { MoneyInput } from "../../../ui/input/MoneyInput.tsx";
import { PersonPicker } from "../../../ui/input/PersonPicker.tsx";
import { toast } from "../../../ui/action/toast.tsx";
import { typeNames } from "../../records/typeLook.ts";
import css from "../People.module.css";

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
  const { t } = useTranslation("people");
  const [draft, setDraft] = useState(EMPTY);
  const name = useName(draft, onClose);
  const wrong = fieldErrors(name.error, t);
  const [asked, setAsked] = useState(false);
  const fields: FieldsProps = {
    draft,
    set: (change) => setDraft({ ...draft, ...change }),
    wrong,
    missing: (value, words) => (asked && !value ? t(words) : undefined),
  };
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
        <SubstituteField {...fields} />
        <DayFields {...fields} />
        <LimitFields {...fields} />
        <TextInput
          {...fieldProps({ name: "reason", label: t("absence.reason"), help: t("substitution.reasonHelp") })}
          maxLength={500}
          value={draft.reason}
          onChange={(event) => fields.set({ reason: event.target.value })}
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

function useName(draft: Draft, onDone: () => void) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  return useMutation({
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
      onDone();
    },
  });
}

interface FieldsProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What the server refused, by field. */
  wrong: Record<string, string>;
  /** The words for a value that must still be entered, once it was asked for. */
  missing: (value: unknown, words: string) => string | undefined;
}

function SubstituteField({ draft, set, wrong, missing }: FieldsProps) {
  const { t } = useTranslation("people");
  return (
    <PersonPicker
      name="substituteId"
      label={t("substitution.substitute")}
      help={t("substitution.substituteHelp")}
      required
      value={draft.substitute}
      search={findPeople}
      onChange={(substitute) => set({ substitute })}
      error={wrong["substituteId"] ?? missing(draft.substitute, "fields:requiredPerson")}
    />
  );
}

function DayFields({ draft, set, wrong, missing }: FieldsProps) {
  const { t } = useTranslation("people");
  return (
    <FieldRow>
      <DateInput
        name="fromDate"
        label={t("absence.from")}
        required
        value={draft.fromDate}
        onChange={(fromDate) => set({ fromDate })}
        error={wrong["fromDate"] ?? missing(draft.fromDate, "fields:requiredDate")}
      />
      <DateInput
        name="toDate"
        label={t("absence.to")}
        required
        value={draft.toDate}
        onChange={(toDate) => set({ toDate })}
        min={draft.fromDate ?? dayOf(now())}
        error={wrong["toDate"] ?? missing(draft.toDate, "fields:requiredDate")}
      />
    </FieldRow>
  );
}

/** For which records, up to which amount, and whether restricted ones are shown. */
function LimitFields({ draft, set, wrong }: FieldsProps) {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  return (
    <>
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
    </>
  );
}
