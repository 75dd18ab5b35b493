import { Checkbox, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { ApiError, fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { FieldGroup, FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import people from "../people/People.module.css";
import { Exceptions } from "./Exceptions.tsx";
import { settingsQuery } from "./SettingsCard.tsx";
import { SettingsConflict } from "./SettingsConflict.tsx";
import { overNow } from "./settingsMerge.ts";
import { bodyOf, draftOf, fieldOf, OTHER_FIELDS, wrongNumbers } from "./settingsDraft.ts";
import type { CompanySettings, SettingsDraft } from "./settingsDraft.ts";

interface Props {
  settings: CompanySettings;
  onClose: () => void;
}

/** Settings as one form; another's change meanwhile is shown, and not overwritten unseen. */
export function SettingsDialog({ settings, onClose }: Props) {
  const { t } = useTranslation("admin");
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [asked, setAsked] = useState(false);
  const { save, error, sent, conflict } = useSave(settings, setDraft, onClose);
  const wrong = wrongNumbers(draft);
  const change = (part: Partial<SettingsDraft>) => setDraft((last) => ({ ...last, ...part }));
  const refused = Object.entries(fieldErrors(error, t)).map(([path, text]) => [fieldOf(path, sent ?? draft), text] as const);
  const errorOf = (name: string) => {
    const own = asked ? wrong.get(name) : undefined;
    return own ? t(`settings.${own.key}`, { count: own.count }) : refused.find(([field]) => field === name)?.[1];
  };
  return (
    <Modal opened onClose={onClose} title={t("settings.title")} size={640} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <form
        noValidate
        className={people["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (wrong.size === 0 && !save.isPending) save.mutate(draft);
        }}
      >
        <ErrorNotice error={error} />
        {conflict ? <SettingsConflict {...conflict} /> : null}
        <Fields draft={draft} change={change} errorOf={errorOf} />
        <div className={people["buttons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
            {t("ui:save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/**
 * Saves over the version the person saw. Was another faster, what stands now is read, what they entered is laid over it
 * and `conflict` says what changed: the same press saves it.
 */
function useSave(settings: CompanySettings, setDraft: (draft: SettingsDraft) => void, onDone: () => void) {
  const { t } = useTranslation("admin");
  const cache = useQueryClient();
  const [seen, setSeen] = useState(settings);
  const [conflict, setConflict] = useState<{ seen: CompanySettings; now: CompanySettings }>();
  const save = useMutation({
    mutationFn: (draft: SettingsDraft) =>
      call(api.PATCH("/api/v1/settings", { body: { version: seen.version, ...bodyOf(draft) } })),
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery.queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["reference"] });
      toast(t("settings.saved"));
      onDone();
    },
    onError: async (error, draft) => {
      if (!isStale(error)) return;
      const now = await cache.fetchQuery({ ...settingsQuery, staleTime: 0 });
      setConflict({ seen, now });
      setDraft(overNow(draft, seen, now));
      setSeen(now);
    },
  });
  const told = isStale(save.error) && conflict;
  return { save, error: told ? null : save.error, sent: save.variables, conflict: save.isSuccess ? undefined : conflict };
}

function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === "stale_version";
}

interface FieldsProps {
  draft: SettingsDraft;
  change: (part: Partial<SettingsDraft>) => void;
  errorOf: (name: string) => string | undefined;
}

function Fields({ draft, change, errorOf }: FieldsProps) {
  const { t } = useTranslation("admin");
  const helps: Partial<Record<string, string>> = {
    questionWorkDays: t("settings.questionWorkDaysHelp"),
    ackWorkMinutes: t("settings.ackWorkMinutesHelp"),
  };
  const number = (name: Exclude<keyof SettingsDraft, "exceptions" | "unplannedByCfo">) => (
    <TextInput
      {...fieldProps({ name, label: t(`settings.${name}`), required: true, error: errorOf(name), help: helps[name] })}
      inputMode="numeric"
      value={draft[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <FieldGroup title={t("settings.deadlines")}>
        <p className={people["hint"]}>{t("settings.deadlinesHint")}</p>
        <FieldRow>
          {number("remindDays")}
          {number("remindHours")}
        </FieldRow>
        <FieldRow>
          {number("headHours")}
          {number("departmentHours")}
        </FieldRow>
        <Exceptions value={draft.exceptions} onChange={(exceptions) => change({ exceptions })} errorOf={errorOf} />
      </FieldGroup>
      <FieldGroup title={t("settings.others")}>
        {OTHER_FIELDS.map((name) => (
          <div key={name}>{number(name)}</div>
        ))}
        <Checkbox
          size="16px"
          radius={4}
          label={t("settings.unplannedByCfo")}
          description={t("settings.unplannedHint")}
          checked={draft.unplannedByCfo}
          onChange={(event) => change({ unplannedByCfo: event.target.checked })}
        />
      </FieldGroup>
    </>
  );
}
