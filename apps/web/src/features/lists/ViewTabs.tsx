import { Popover, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence, fieldErrors } from "../../lib/errors.ts";
import { Button, IconButton } from "../../ui/action/Button.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { SavedTabs } from "../../ui/table/SavedTabs.tsx";
import type { SavedTab } from "../../ui/table/SavedTabs.tsx";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import css from "./Lists.module.css";
import { useRemoveView, useSavedViews, useSaveView } from "./savedViews.ts";
import type { ListWithViews, SavedView } from "./savedViews.ts";

interface Props {
  list: ListWithViews;
  label: string;
  /** The supplied views, and which of them is open. */
  tabs: readonly SavedTab[];
  current: string;
  /** Filters as they stand in the address. */
  all: Readonly<Record<string, string>>;
}

/** The views of a list as tabs: the supplied ones, then the person's own; what is filtered now can be kept as one. */
export function ViewTabs({ list, label, tabs, current, all }: Props) {
  const own = useSavedViews(list, all);
  const narrowed = Object.keys(all).some((name) => name !== "view");
  return (
    <SavedTabs label={label} current={own.open?.id ?? current} tabs={[...tabs, ...own.tabs]}>
      {own.open ? <ForgetView view={own.open} /> : narrowed ? <KeepView list={list} search={all} /> : null}
    </SavedTabs>
  );
}

const MOST_LETTERS = 40;

function KeepView({ list, search }: { list: ListWithViews; search: Readonly<Record<string, string>> }) {
  const { t } = useTranslation("lists");
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const save = useSaveView();
  const refused = fieldErrors(save.error, t)["name"] ?? (save.error ? errorSentence(save.error, t) : undefined);
  const keep = () => {
    if (name.trim() === "" || save.isPending) return;
    save.mutate({ list, name: name.trim(), search }, { onSuccess: () => toast(t("view.saved", { name: name.trim() })) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css["keep"]} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconPlus size={16} aria-hidden /> {t("view.save")}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("view.save")}>
        <form
          noValidate
          className={css["naming"]}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <TextInput
            {...fieldProps({ name: "view-name", label: t("view.name"), help: t("view.example"), error: refused })}
            data-autofocus
            maxLength={MOST_LETTERS}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button kind="primary" type="submit" disabled={name.trim() === ""} busy={save.isPending}>
            {t("ui:save")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function ForgetView({ view }: { view: SavedView }) {
  const { t } = useTranslation("lists");
  const remove = useRemoveView();
  const save = useSaveView();
  const { id, ...kept } = view;
  const failed = (error: unknown) => errorToast(errorSentence(error, t), t("ui:close"));
  const forget = () =>
    remove.mutate(id, {
      onSuccess: () =>
        toast(t("view.deleted", { name: view.name }), {
          undoLabel: t("ui:undo"),
          onUndo: () => save.mutate(kept, { onError: failed }),
        }),
      onError: failed,
    });
  return (
    <span className={css["forget"]}>
      <IconButton label={t("view.delete", { name: view.name })} onClick={forget}>
        <IconX size={16} />
      </IconButton>
    </span>
  );
}
