import { Checkbox, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { Button, IconButton } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { errorToast } from "../../ui/action/toast.tsx";
import css from "./Records.module.css";
import { checklistQuery } from "./recordQueries.ts";
import type { ChecklistItem } from "./recordQueries.ts";

interface Props {
  recordId: string;
  mayChange: boolean;
  /** Whether an empty list is offered for filling in. */
  opened?: boolean;
}

/** Checklist of a record; ticks show at once and come back if the server refuses. */
export function ChecklistCard({ recordId, mayChange, opened = true }: Props) {
  const { t } = useTranslation("record");
  const { data } = useQuery(checklistQuery(recordId));
  const items = data?.items ?? [];
  const done = items.filter((item) => item.done).length;
  const { tick, remove } = useChecklist(recordId);
  if (items.length === 0 && !(mayChange && opened)) return null;
  return (
    <Card
      id="checklist"
      title={t("checklist.title")}
      count={items.length > 0 ? t("ofTotal", { done, total: items.length }) : undefined}
    >
      <ul role="list" className={css["checklist"]}>
        {items.map((item) => (
          <li key={item.id} id={`checklist-${item.id}`} className={css["item"]}>
            <Checkbox
              size="16px"
              label={item.text}
              checked={item.done}
              disabled={!mayChange}
              onChange={() => tick.mutate(item)}
              description={item.required ? t("checklist.required") : undefined}
            />
            {mayChange && !item.required ? (
              <IconButton label={t("checklist.remove", { text: item.text })} onClick={() => remove.mutate(item.id)}>
                <IconTrash size={14} stroke={1.6} />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? <NewItem recordId={recordId} /> : null}
    </Card>
  );
}

function NewItem({ recordId }: { recordId: string }) {
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () =>
      call(api.POST("/api/v1/records/{id}/checklist", { params: { path: { id: recordId } }, body: { text: text.trim() } })),
    onSuccess: () => {
      setText("");
      return cache.invalidateQueries({ queryKey: ["record", recordId, "checklist"] });
    },
  });
  return (
    <form
      noValidate
      className={css["add"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) add.mutate();
      }}
    >
      <TextInput
        aria-label={t("checklist.add")}
        placeholder={t("checklist.add")}
        value={text}
        error={add.error ? errorSentence(add.error, t) : null}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={add.isPending} disabled={!text.trim()}>
        {t("add")}
      </Button>
    </form>
  );
}

function useChecklist(recordId: string) {
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  const { queryKey } = checklistQuery(recordId);
  const settle = () => cache.invalidateQueries({ queryKey: ["record", recordId] });
  const fail = (error: unknown) => errorToast(errorSentence(error, t), t("ui:close"));
  const tick = useMutation({
    mutationFn: (item: ChecklistItem) =>
      call(
        api.PATCH("/api/v1/records/{id}/checklist/{itemId}", {
          params: { path: { id: recordId, itemId: item.id } },
          body: { done: !item.done },
        }),
      ),
    onMutate: async (item) => {
      await cache.cancelQueries({ queryKey });
      const before = cache.getQueryData(queryKey);
      cache.setQueryData(queryKey, (now) =>
        now ? { items: now.items.map((one) => (one.id === item.id ? { ...one, done: !item.done } : one)) } : now,
      );
      return before;
    },
    onError: (error, _, before) => {
      cache.setQueryData(queryKey, before);
      fail(error);
    },
    onSettled: settle,
  });
  const remove = useMutation({
    mutationFn: (itemId: string) =>
      call(api.DELETE("/api/v1/records/{id}/checklist/{itemId}", { params: { path: { id: recordId, itemId } } })),
    onError: fail,
    onSettled: settle,
  });
  return { tick, remove };
}
