import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { now } from "../../lib/clock.ts";
import { dayOf } from "../../lib/dates.ts";
import { errorSentence, fieldErrors } from "../../lib/errors.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { FieldRow } from "../../ui/input/FieldGroup.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { pasteApart } from "../../ui/input/pasteApart.ts";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import { useForget } from "./organisationQueries.ts";
import type { Rate } from "./organisationQueries.ts";
import { parseRate, rateText } from "./rateEntry.ts";
import { RowDialog } from "./RowDialog.tsx";

const path = "/api/v1/organisation/rates";

interface Props {
  row: Rate | undefined;
  onClose: () => void;
}

/** The rate of one currency from one day on; a day entered by mistake is removed. */
export function RateDialog({ row, onClose }: Props) {
  const { t } = useTranslation("organisation");
  const [seen] = useState(row);
  const [draft, setDraft] = useState({
    currency: row?.currency ?? "USD",
    onDate: row?.onDate ?? dayOf(now()),
    rate: row ? rateText(row.rateMicro) : "",
  });
  const [asked, setAsked] = useState(false);
  const change = (part: Partial<typeof draft>) => setDraft((last) => ({ ...last, ...part }));
  const rateMicro = parseRate(draft.rate);
  const save = useSaveRate(seen, onClose);
  const remove = useRemoveRate(onClose);
  const wrong = fieldErrors(save.error, t);
  function send() {
    setAsked(true);
    if (rateMicro !== null && draft.onDate) save.mutate({ currency: draft.currency, onDate: draft.onDate, rateMicro });
  }
  return (
    <RowDialog
      title={t(row ? "rates.edit" : "rates.new")}
      isNew={!row}
      onClose={onClose}
      saving={save.isPending}
      error={save.error}
      onSave={send}
      aside={
        seen ? (
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(seen)}>
            {t("rates.remove")}
          </Button>
        ) : null
      }
    >
      <DayFields draft={draft} change={change} wrong={wrong} asked={asked} fixed={Boolean(row)} />
      <RateField
        currency={draft.currency}
        value={draft.rate}
        onChange={(rate) => change({ rate })}
        error={asked && rateMicro === null ? t("rates.rateMissing") : wrong["rateMicro"]}
      />
    </RowDialog>
  );
}

interface DayProps {
  draft: { currency: string; onDate: string };
  change: (part: { currency?: string; onDate?: string }) => void;
  /** What the server refused, by field. */
  wrong: Record<string, string>;
  asked: boolean;
  /** A rate that was entered keeps its currency and day. */
  fixed: boolean;
}

/** The currency, and the day from which the rate holds. */
function DayFields({ draft, change, wrong, asked, fixed }: DayProps) {
  const { t } = useTranslation("organisation");
  const names = useNames();
  const foreign = names.currencies.filter(({ value }) => value !== names.reference?.settings.baseCurrency);
  return (
    <FieldRow>
      <ChoiceInput
        name="currency"
        label={t("field.currency")}
        required
        error={wrong["currency"]}
        options={foreign}
        disabled={fixed}
        value={draft.currency}
        onChange={(currency) => change({ currency: currency ?? draft.currency })}
      />
      <DateInput
        name="onDate"
        label={t("field.onDate")}
        required
        disabled={fixed}
        value={draft.onDate}
        onChange={(onDate) => change({ onDate: onDate ?? "" })}
        error={asked && !draft.onDate ? t("rates.dayMissing") : wrong["onDate"]}
      />
    </FieldRow>
  );
}

interface RateProps {
  currency: string;
  value: string;
  onChange: (rate: string) => void;
  error: string | undefined;
}

function RateField({ currency, value, onChange, error }: RateProps) {
  const { t } = useTranslation("organisation");
  return (
    <TextInput
      {...fieldProps({
        name: "rateMicro",
        label: t("field.rate", { currency }),
        required: true,
        help: t("rates.rateHelp"),
        error,
      })}
      data-autofocus
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onPaste={pasteApart(onChange)}
    />
  );
}

type Entered = Pick<Rate, "currency" | "onDate" | "rateMicro">;

function useSaveRate(seen: Rate | undefined, onDone: () => void) {
  const { t } = useTranslation("organisation");
  return useMutation({
    mutationFn: (rate: Entered) => call(api.PUT(path, { body: { ...rate, ...(seen ? { version: seen.version } : {}) } })),
    onSuccess: () => {
      toast(t(seen ? "saved" : "added"));
      onDone();
    },
    onSettled: useForget(),
  });
}

/** Removes the rate at once; within a few seconds it may be put back. */
function useRemoveRate(onDone: () => void) {
  const { t } = useTranslation("organisation");
  const forget = useForget();
  const fail = (error: unknown) => errorToast(errorSentence(error, t), t("ui:close"));
  const restore = useMutation({
    mutationFn: ({ currency, onDate, rateMicro }: Rate) => call(api.PUT(path, { body: { currency, onDate, rateMicro } })),
    onError: fail,
    onSettled: forget,
  });
  return useMutation({
    mutationFn: ({ currency, onDate, version }: Rate) =>
      call(api.DELETE(path, { params: { query: { currency, onDate, version } } })),
    onSuccess: (_done, rate) => {
      toast(t("rates.removed"), { undoLabel: t("ui:undo"), onUndo: () => restore.mutate(rate) });
      onDone();
    },
    onError: fail,
    onSettled: forget,
  });
}
