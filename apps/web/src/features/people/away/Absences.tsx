import { Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { now } from "../../../lib/clock.ts";
import { dayOf, shortDayText } from "../../../lib/dates.ts";
import { errorSentence, fieldErrors } from "../../../lib/errors.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { errorToast, toast } from "../../../ui/action/toast.tsx";
import css from "../People.module.css";
import { absencesQuery } from "../peopleQueries.ts";
import type { Absence } from "../peopleQueries.ts";
import { ConfirmDays, WordNote } from "./SecondWord.tsx";
import { SourceLink } from "./SourceLink.tsx";

/** Days away, with the way to note and take them back. */
export function Absences({ personId, mayAdd }: { personId: string; mayAdd: boolean }) {
  const { t } = useTranslation("people");
  const { data: absences = [] } = useQuery(absencesQuery(personId));
  const [adding, setAdding] = useState(false);
  const own = absences.filter((absence) => absence.personId === personId);
  return (
    <Card
      id="absences"
      title={t("absence.title")}
      flush
      actions={
        mayAdd ? (
          <Button small onClick={() => setAdding(true)}>
            {t("absence.add")}
          </Button>
        ) : undefined
      }
    >
      {own.length === 0 ? <p className={css["empty"]}>{t("absence.none")}</p> : null}
      <ul role="list" className={css["rows"]}>
        {own.map((absence) => (
          <Line key={absence.id} absence={absence} />
        ))}
      </ul>
      {adding ? <AbsenceDialog personId={personId} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

/** One absence, and the way to take it back. */
function Line({ absence }: { absence: Absence }) {
  const { id, fromDate, toDate, reason, request, mayCancel } = absence;
  const { t, i18n } = useTranslation("people");
  const cache = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call(api.POST("/api/v1/absences/{id}/cancel", { params: { path: { id } } })),
    onSuccess: () => toast(t("absence.cancelled")),
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
    onSettled: () => cache.invalidateQueries({ queryKey: ["absences"] }),
  });
  const day = (value: string) => shortDayText(value, i18n.language, now());
  return (
    <li>
      <span className={css["lines"]}>
        <span>{t("absence.days", { from: day(fromDate), to: day(toDate) })}</span>
        <span className={css["note"]}>
          {reason}
          {reason && request ? " · " : null}
          {request ? <SourceLink request={request} /> : null}
        </span>
        <WordNote days={absence} />
      </span>
      <span className={css["acts"]}>
        <ConfirmDays days={absence} what="absences" />
        {mayCancel ? (
          <Button small kind="quiet" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("absence.cancel")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function AbsenceDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const { t } = useTranslation("people");
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const add = useAdd(personId, onClose);
  const wrong = fieldErrors(add.error, t);
  const [asked, setAsked] = useState(false);
  const said = { wrong, asked };
  return (
    <Modal opened onClose={onClose} title={t("absence.add")} size={480} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (from && to) add.mutate({ fromDate: from, toDate: to, reason: reason.trim() });
        }}
      >
        <p className={css["hint"]}>{t("absence.hint")}</p>
        {add.error && Object.keys(wrong).length === 0 ? <ErrorNotice error={add.error} /> : null}
        <FieldRow>
          <DayField name="fromDate" label={t("absence.from")} value={from} onChange={setFrom} {...said} />
          <DayField name="toDate" label={t("absence.to")} value={to} onChange={setTo} min={from ?? dayOf(now())} {...said} />
        </FieldRow>
        <TextInput
          {...fieldProps({ name: "reason", label: t("absence.reason"), help: t("absence.reasonHelp") })}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={css["buttons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button type="submit" kind="primary" busy={add.isPending} keyHint="Ctrl Enter">
            {t("absence.submit")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useAdd(personId: string, onDone: () => void) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (absence: { fromDate: string; toDate: string; reason: string }) =>
      call(api.POST("/api/v1/absences", { body: { personId, ...absence } })),
    onSuccess: async () => {
      toast(t("absence.added"));
      await cache.invalidateQueries({ queryKey: ["absences"] });
      onDone();
    },
  });
}

interface DayProps {
  name: "fromDate" | "toDate";
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  /** What the server refused, by field. */
  wrong: Record<string, string>;
  asked: boolean;
}

function DayField({ wrong, asked, ...field }: DayProps) {
  const { t } = useTranslation("people");
  const missing = asked && !field.value ? t("fields:requiredDate") : undefined;
  return <DateInput required {...field} error={wrong[field.name] ?? missing} />;
}
