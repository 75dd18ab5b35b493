import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { longDayText } from "../../lib/dates.ts";
import { meQuery } from "../../lib/session.ts";
import type { Me } from "../../lib/session.ts";
import { useNow } from "../../lib/useNow.ts";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { useWaitingDays } from "../people/away/useWaitingDays.ts";
import { insideQuery, proposalsQuery } from "../people/peopleQueries.ts";
import { Decisions } from "./Decisions.tsx";
import { EscalatedList } from "./EscalatedList.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import css from "./MyDay.module.css";
import { myDayQuery } from "./myDayQueries.ts";
import type { MyDay } from "./myDayQueries.ts";
import { OwnRequests } from "./OwnRequests.tsx";
import { Quiet } from "./Quiet.tsx";
import { StandingLine } from "./StandingLine.tsx";
import { Tasks } from "./Tasks.tsx";
import { Unmanned } from "./Unmanned.tsx";
import { UrgentBanners } from "./UrgentBanners.tsx";
import { WaitingList } from "./WaitingList.tsx";

// Few people confirm roles, and seldom.
const DaysWaiting = lazy(() => import("./DaysWaiting.tsx").then((module) => ({ default: module.DaysWaiting })));
const InsideToConfirm = lazy(() => import("./InsideToConfirm.tsx").then((module) => ({ default: module.InsideToConfirm })));
const RolesToConfirm = lazy(() => import("./RolesToConfirm.tsx").then((module) => ({ default: module.RolesToConfirm })));

/** Home of everybody: what waits for me, in the order of my role; everything else is one press away. */
export default function MyDayPage() {
  const { t, i18n } = useTranslation("my-day");
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: day } = useSuspenseQuery(myDayQuery);
  const { roles, inside, days } = useSecondWords(me);
  const at = useNow();
  return (
    <div className={css["page"]}>
      <PageHeader
        title={t("shell:nav.myDay")}
        count={<span className={css["date"]}>{longDayText(at, i18n.language)}</span>}
        actions={<StandingLine me={me} />}
      />
      {me.permissions.includes("settings.manage") ? <FirstSteps /> : null}
      <Suspense>
        {roles.length > 0 ? <RolesToConfirm proposals={roles} /> : null}
        {inside.length > 0 ? <InsideToConfirm proposals={inside} /> : null}
        {days.length > 0 ? <DaysWaiting days={days} /> : null}
      </Suspense>
      {isQuiet(day) && roles.length + inside.length + days.length === 0 ? <Quiet me={me} /> : <Day day={day} me={me} at={at} />}
    </div>
  );
}

/** What takes effect by the reader's word, as the second person. */
function useSecondWords({ permissions }: Me) {
  const enabled = permissions.includes("role.confirm") || permissions.includes("role.manage");
  const { data: roles = [] } = useQuery({ ...proposalsQuery, enabled });
  const { data: inside = [] } = useQuery({ ...insideQuery, enabled });
  const days = useWaitingDays(enabled);
  if (!enabled) return { roles: [], inside: [], days: [] };
  return {
    roles: roles.filter(({ mayDecide }) => mayDecide),
    inside: inside.filter(({ mayDecide }) => mayDecide),
    days: days.filter((waiting) => waiting.days.mayConfirm),
  };
}

function isQuiet({ decisions, urgent, waiting, tasks, own, escalated, unmanned }: MyDay): boolean {
  return [decisions, urgent, waiting, tasks, own, escalated, unmanned].every((rows) => rows.length === 0);
}

/** Decisions stand first where some wait or nothing else does, with the tasks beside them; else the tasks. */
function Day({ day, me, at }: { day: MyDay; me: Me; at: Date }) {
  const decides = day.decisions.length > 0 || (me.permissions.includes("approval.vote") && day.tasks.length === 0);
  const setsTasks = me.permissions.includes("task.create");
  const tasks = <Tasks tasks={day.tasks} meId={me.person.id} at={at} mayCreate={setsTasks} />;
  const own = <OwnRequests own={day.own} meName={me.person.name} at={at} />;
  return (
    <div className={css["columns"]}>
      <div className={css["main"]}>
        <UrgentBanners urgent={day.urgent} at={at} />
        <Unmanned unmanned={day.unmanned} />
        <EscalatedList escalated={day.escalated} meName={me.person.name} at={at} />
        {decides ? <Decisions decisions={day.decisions} at={at} /> : tasks}
        <WaitingList waiting={day.waiting} />
        {decides ? own : null}
      </div>
      <div className={css["side"]}>{decides ? tasks : own}</div>
    </div>
  );
}
