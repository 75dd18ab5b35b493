import { IconCircleCheck, IconInbox, IconListCheck } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Me } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import css from "./Quiet.module.css";

/** A day on which nothing waits: what will appear here, where the rest is, and what one may begin. */
export function Quiet({ me }: { me: Me }) {
  const { t } = useTranslation("my-day");
  const creates = me.permissions.includes("request.create");
  const decides = me.permissions.includes("approval.vote");
  return (
    <>
      <EmptyState
        title={t("empty.title")}
        text={t(creates ? "empty.text" : "empty.textGuest")}
        actions={creates ? <ButtonLink to="/requests/new">{t("empty.create")}</ButtonLink> : undefined}
      />
      <section className={css["later"]} aria-labelledby="later">
        <h2 id="later">{t("empty.later")}</h2>
        <ul role="list">
          {decides ? (
            <Later icon={IconCircleCheck} what="decisions">
              <Link to="/requests" search={{ view: "waiting" }}>
                {t("empty.decisionsLink")}
              </Link>
            </Later>
          ) : null}
          <Later icon={IconListCheck} what={creates ? "tasks" : "tasksGuest"}>
            <Link to="/tasks" search={{ view: creates ? "queue" : "mine" }}>
              {t(creates ? "empty.tasksLink" : "empty.tasksGuestLink")}
            </Link>
          </Later>
          <Later icon={IconInbox} what={creates ? "requests" : "requestsGuest"}>
            <Link to="/requests">{t("empty.requests")}</Link>
          </Later>
        </ul>
      </section>
    </>
  );
}

function Later({ icon: Drawing, what, children }: { icon: Icon; what: string; children: React.ReactNode }) {
  const { t } = useTranslation("my-day");
  return (
    <li className={css["item"]}>
      <Drawing size={20} stroke={1.6} aria-hidden />
      <h3>{t(`empty.kinds.${what}`)}</h3>
      <p>{t(`empty.kinds.${what}Text`)}</p>
      {children}
    </li>
  );
}
