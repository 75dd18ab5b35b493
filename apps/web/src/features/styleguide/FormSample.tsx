import { TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { DateInput } from "../../ui/input/DateInput.tsx";
import { ErrorSummary, FieldGroup, FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { FileDrop } from "../../ui/files/FileDrop.tsx";
import { FileThumb } from "../../ui/files/FileThumb.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { MoneyInput } from "../../ui/input/MoneyInput.tsx";
import { MonthInput } from "../../ui/input/MonthInput.tsx";
import { Note } from "../../ui/action/Note.tsx";
import { PdfPreview } from "../../ui/files/PdfPreview.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { toast } from "../../ui/action/toast.tsx";
import samplePdf from "./sample.pdf?url";
import samples from "./samples.json";

const { form, notes, people, record, file, facts } = samples;

/** The inputs of the kit, in every state that can be drawn at rest. */
export function FormSample() {
  const [amount, setAmount] = useState<number | null>(74240000);
  const [dialog, setDialog] = useState<Dialog>();
  return (
    <>
      <PageHeader
        title={form.title}
        actions={
          <Button kind="primary" onClick={() => setDialog("confirm")}>
            {record.pay}
          </Button>
        }
      />
      <div style={{ padding: "8px var(--gutter) 32px", display: "grid", gap: 16, maxWidth: 760 }}>
        <NotesSample />
        <ErrorSummary errors={[{ name: "purpose", label: form.comment, text: form.error }]} />
        <FieldsSample amount={amount} onAmount={setAmount} />
        <FilesSample />
        <span>
          <Button onClick={() => setDialog("reason")}>{form.reasonTitle}</Button>
        </span>
      </div>
      <DialogsSample dialog={dialog} amount={amount} onClose={() => setDialog(undefined)} />
    </>
  );
}

function found(query: string): Entity[] {
  return people
    .filter((name) => name.toLowerCase().includes(query.toLowerCase()))
    .map((name) => ({ id: name, label: name, note: samples.approval.lawyer }));
}

function NotesSample() {
  const { t } = useTranslation("ui");
  return (
    <>
      <Note actions={<a href="#all">{notes.accept}</a>}>{notes.grey}</Note>
      <Note tone="amber" title={notes.amberTitle}>
        {notes.amber}
      </Note>
      <Note
        tone="red"
        title={notes.redTitle}
        actions={
          <Button onClick={() => toast(t("saved"), { undoLabel: t("undo"), onUndo: () => undefined })}>{t("open")}</Button>
        }
      >
        {notes.red}
      </Note>
    </>
  );
}

function FieldsSample({ amount, onAmount }: { amount: number | null; onAmount: (amount: number | null) => void }) {
  const [day, setDay] = useState<string | null>("2026-08-14");
  const [month, setMonth] = useState<string | null>("2026-08");
  const [person, setPerson] = useState<Entity | null>({ id: "1", label: people[0] ?? "" });
  return (
    <FieldGroup title={form.group}>
      <FieldRow>
        <TextInput
          {...fieldProps({ name: "supplier", label: form.supplier, required: true, recognised: true })}
          defaultValue={facts.supplierValue}
        />
        <TextInput
          {...fieldProps({ name: "bin", label: form.bin, required: true, help: form.binHelp, checked: form.binChecked })}
          defaultValue="180240981213"
        />
      </FieldRow>
      <FieldRow>
        <MoneyInput name="amount" label={form.amount} required value={amount} onChange={onAmount} />
        <DateInput name="date" label={form.date} required value={day} onChange={setDay} />
        <MonthInput name="month" label={form.month} value={month} onChange={setMonth} />
      </FieldRow>
      <PersonPicker
        name="person"
        label={form.person}
        value={person}
        onChange={setPerson}
        search={(query) => Promise.resolve(found(query))}
      />
      <Textarea
        {...fieldProps({ name: "purpose", label: form.comment, required: true, error: form.error })}
        autosize
        minRows={2}
      />
    </FieldGroup>
  );
}

function FilesSample() {
  return (
    <>
      <Card title={file.send}>
        <FileDrop maxBytes={52_428_800} send={() => Promise.resolve()} explain={String} onDone={() => undefined} />
        <div style={{ height: 12 }} />
        <FileThumb name={file.name} mime="application/pdf" bytes={184000} version={2} href="#file" note={people[0]} />
      </Card>
      <div style={{ height: 420 }}>
        <PdfPreview src={samplePdf} name={file.name} />
      </div>
    </>
  );
}

type Dialog = "confirm" | "reason";

interface DialogsProps {
  dialog: Dialog | undefined;
  amount: number | null;
  onClose: () => void;
}

function DialogsSample({ dialog, amount, onClose }: DialogsProps) {
  return (
    <>
      <ConfirmSummary
        opened={dialog === "confirm"}
        onClose={onClose}
        title={record.pay}
        confirmLabel={record.pay}
        onConfirm={onClose}
        facts={[
          { label: form.payFact, value: facts.supplierValue },
          { label: form.amount, value: <Money minor={amount} strong /> },
        ]}
      />
      <ReasonDialog
        opened={dialog === "reason"}
        onClose={onClose}
        title={form.reasonTitle}
        label={form.reason}
        templates={form.templates}
        confirmLabel={record.return}
        onConfirm={onClose}
      />
    </>
  );
}
