import { Checkbox, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { FieldGroup, FieldRow } from "../../ui/input/FieldGroup.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import people from "../people/People.module.css";
import { Exceptions } from "./Exceptions.tsx";
import { settingsQuery } from "./SettingsCard.tsx";
import { bodyOf, draftOf, isTooSmall, OTHER_FIELDS, wrongNumbers } from "./settingsDraft.ts";
import type { CompanySettings, SettingsDraft } from "./settingsDraft.ts";

interface Props {
  settings: CompanySettings;
  onClose: () => void;
}

/** Settings as one form; another's change meanwhile is not overwritten. */
export function SettingsDialog({ settings, onClose }: Props) {
  const { t } = useTranslation("admin");
  const [seen] = useState(settings);
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [asked, setAsked] = useState(false);
  const save = useSave(seen.version, onClose);
  const wrong = wrongNumbers(draft);
  const change = (part: Partial<SettingsDraft>) => setDraft((last) => ({ ...last, ...part }));
  const errorOf = (name: string) =>
    asked && wrong.has(name) ? t(isTooSmall(name, draft) ? "settings.atLeastOne" : "settings.whole") : undefined;
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
        <ErrorNotice error={save.error} />
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

function useSave(version: string, onDone: () => void) {
  const { t } = useTranslation("admin");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (draft: SettingsDraft) => call(api.PATCH("/api/v1/settings", { body: { version, ...bodyOf(draft) } })),
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery.queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["reference"] });
      toast(t("settings.saved"));
      onDone();
    },
    onError: () => void cache.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
}

interface FieldsProps {
  draft: SettingsDraft;
  change: (part: Partial<SettingsDraft>) => void;
  errorOf: (name: string) => string | undefined;
}

function Fields({ draft, change, errorOf }: FieldsProps) {
  const { t } = useTranslation("admin");
  const number = (name: Exclude<keyof SettingsDraft, "exceptions" | "unplannedByCfo">) => (
    <TextInput
      {...fieldProps({ name, label: t(`settings.${name}`), required: true, error: errorOf(name) })}
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
