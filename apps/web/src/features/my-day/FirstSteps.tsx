import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { Note } from "../../ui/action/Note.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { setUpQuery } from "../organisation/organisationQueries.ts";
import css from "./FirstSteps.module.css";

const PLACES: Record<string, string> = {
  branches: "/organisation/branches",
  departments: "/organisation/departments",
  people: "/people",
  costItems: "/organisation/cost-items",
  projects: "/organisation/projects",
  rates: "/organisation/rates",
};

/** What a new company still needs, for those who set it up, until that is ended: by hand, because it is for good. */
export function FirstSteps() {
  const { t } = useTranslation("my-day");
  const { data } = useQuery(setUpQuery);
  const [closing, setClosing] = useState(false);
  if (!data || data.closed) return null;
  const done = data.steps.filter((step) => step.done).length;
  const end = (
    <Button small={done < data.steps.length} kind="quiet" onClick={() => setClosing(true)}>
      {t("setUp.close")}
    </Button>
  );
  return (
    <div className={css["place"]}>
      {done === data.steps.length ? (
        <Note tone="green" title={t("setUp.done")} actions={end}>
          {t("setUp.doneText")}
        </Note>
      ) : (
        <Card title={t("setUp.title")} count={t("setUp.count", { done, all: data.steps.length })} actions={end} flush>
          <ul role="list" className={css["steps"]}>
            {data.steps.map((step) => (
              <li key={step.key}>
                <Link to={PLACES[step.key] ?? "/organisation"} className={css["step"]} data-done={step.done || undefined}>
                  {step.done ? (
                    <IconCircleCheck size={20} stroke={1.6} aria-hidden />
                  ) : (
                    <IconCircleDashed size={20} stroke={1.6} aria-hidden />
                  )}
                  <span>
                    <strong>{t(`setUp.step.${step.key}`)}</strong>
                    {t(`setUp.stepText.${step.key}`)}
                  </span>
                  <span className={css["state"]}>{step.done ? t("setUp.has", { count: step.count }) : t("setUp.none")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <CloseSetUp opened={closing} left={data.steps.length - done} onClose={() => setClosing(false)} />
    </div>
  );
}

function CloseSetUp({ opened, left, onClose }: { opened: boolean; left: number; onClose: () => void }) {
  const { t } = useTranslation("my-day");
  const cache = useQueryClient();
  const close = useMutation({
    mutationFn: () => call(api.POST("/api/v1/organisation/set-up/close")),
    onSuccess: (saved) => {
      cache.setQueryData(setUpQuery.queryKey, saved);
      onClose();
      toast(t("setUp.closed"));
    },
  });
  return (
    <ConfirmSummary
      opened={opened}
      onClose={onClose}
      title={t("setUp.closeTitle")}
      facts={left > 0 ? [{ label: t("setUp.left"), value: String(left) }] : []}
      note={t("setUp.closeNote")}
      confirmLabel={t("setUp.closeConfirm")}
      busy={close.isPending}
      onConfirm={() => close.mutate()}
      error={<ErrorNotice error={close.error} />}
    />
  );
}
