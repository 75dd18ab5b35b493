import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../../lib/errors.ts";
import { labelIn } from "../../../lib/reference.ts";
import type { Reference } from "../../../lib/reference.ts";
import { ActionBar } from "../../../ui/action/ActionBar.tsx";
import { Button } from "../../../ui/action/Button.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { ErrorSummary } from "../../../ui/input/FieldGroup.tsx";
import { restFocus } from "../../../ui/action/restFocus.ts";
import { errorToast, toast } from "../../../ui/action/toast.tsx";
import { requestQuery } from "../requestQueries.ts";
import { ConflictNote } from "./draft/ConflictNote.tsx";
import { discardLater } from "./draft/discarded.ts";
import { copyRequest } from "./draft/draftCalls.ts";
import type { Names } from "./draft/draftCalls.ts";
import { FilePane } from "./FilePane.tsx";
import css from "./Form.module.css";
import { FormContext } from "./FormContext.ts";
import { FormGroups } from "./FormGroups.tsx";
import { FormHead } from "./FormHead.tsx";
import { SavedMark } from "./draft/SavedMark.tsx";
import type { DraftStart } from "./draft/useDraft.ts";
import { useFormState } from "./useFormState.ts";

interface Props {
  start: DraftStart;
  reference: Reference;
  names: Names | undefined;
  chainId: string | undefined;
}

/** The form of a request: groups of questions, the budget they touch, the file beside it. */
export function RequestFormBody({ start, reference, names, chainId }: Props) {
  const { t, i18n } = useTranslation("requests");
  const { type } = start;
  const state = useFormState({ start, reference, names });
  const { draft, form, asked, previewed } = state;
  const { busy, submit, remove, copy } = useFormActions(state);
  const body = useRef<HTMLDivElement>(null);
  const wrong = state.summary.length;
  useEffect(() => {
    if (busy === "refused") body.current?.scrollTo({ top: 0 });
  }, [busy]);
  // Reached by keys alone, the form begins with the next Tab, not after the whole menu.
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, []);
  // Before the fields: an open list would take Enter for its own.
  function onKeyDownCapture(event: KeyboardEvent<HTMLElement>) {
    // A dialog of a field is no part of the page, though React tells its keys here too.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (!inside || event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void submit();
  }
  const title = form.values["title"];
  const button = (wide: boolean) => (
    <Button
      kind="primary"
      keyHint={wide ? undefined : "Ctrl Enter"}
      wide={wide}
      busy={busy === "sending"}
      onClick={() => void submit()}
    >
      {t("form.submit")}
    </Button>
  );
  return (
    <FormContext value={form}>
      <div className={css["page"]} data-pane={previewed ? true : undefined} onKeyDownCapture={onKeyDownCapture}>
        {previewed ? <FilePane file={previewed} /> : null}
        <div className={css["form"]}>
          <FormHead
            title={typeof title === "string" && title.trim() !== "" ? title : t("form.newTitle")}
            typeLabel={labelIn(type.label, i18n.language)}
            saved={<SavedMark saving={draft.saving} />}
            onCopy={draft.id === undefined ? undefined : () => void copy()}
            onDelete={draft.id === undefined ? undefined : remove}
            submit={button(false)}
          />
          <div className={css["body"]} ref={body} tabIndex={-1}>
            <ConflictNote draft={draft} type={type} nameOf={form.nameOf} />
            <ErrorSummary errors={state.summary} />
            {wrong > 0 ? null : <ErrorNotice error={state.failure} />}
            <FormGroups asked={asked} chainId={chainId} />
            <p className={css["legend"]}>{t("form.legend")}</p>
          </div>
          <ActionBar>{button(true)}</ActionBar>
        </div>
      </div>
    </FormContext>
  );
}

type FormState = ReturnType<typeof useFormState>;

/** What the head offers: send, copy, throw away. */
function useFormActions({ draft, check, fail }: FormState) {
  const { t } = useTranslation("requests");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [busy, setBusy] = useState<"sending" | "refused">();
  const lists = () => void cache.invalidateQueries({ queryKey: ["list", "requests"] });
  async function submit() {
    if (busy === "sending") return;
    setBusy("sending");
    if (!check()) return setBusy("refused");
    try {
      const sent = await draft.submit();
      cache.setQueryData(requestQuery(sent.id).queryKey, sent);
      lists();
      toast(t("form.sent", { number: sent.number ?? "" }));
      await navigate({ to: "/requests/$id", params: { id: sent.id }, replace: true });
      restFocus("heading");
    } catch (error) {
      fail(error);
      setBusy("refused");
    }
  }
  async function copy() {
    try {
      const made = await copyRequest(await draft.ensure());
      lists();
      toast(t("form.copied"));
      await navigate({ to: "/requests/$id/edit", params: { id: made.id } });
    } catch (error) {
      errorToast(errorSentence(error, t), t("ui:close"));
    }
  }
  function remove() {
    const { id } = draft;
    if (id === undefined) return;
    draft.stop();
    const takeBack = discardLater(id, lists, (error) => errorToast(errorSentence(error, t), t("ui:close")));
    toast(t("form.deleted"), {
      undoLabel: t("ui:undo"),
      onUndo: () => {
        takeBack();
        void navigate({ to: "/requests/$id/edit", params: { id } });
      },
    });
    void navigate({ to: "/requests", search: { view: "drafts" } });
  }
  return { busy, submit, copy, remove };
}
