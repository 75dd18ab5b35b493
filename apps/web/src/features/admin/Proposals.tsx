import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Me } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { DaysLine } from "../people/away/SecondWord.tsx";
import { useWaitingDays } from "../people/away/useWaitingDays.ts";
import { InsideLine } from "../people/InsideLine.tsx";
import people from "../people/People.module.css";
import { insideQuery, proposalsQuery } from "../people/peopleQueries.ts";
import { ProposalLine } from "../people/ProposalLine.tsx";
import css from "./Admin.module.css";

/**
 * All that administration proposed and that waits for a second person: roles, contractors to be employees, days of people with
 * guarded roles. A reader of no proposals has their own here, and no card where there is none.
 */
export function Proposals({ me: { permissions } }: { me: Me }) {
  const { t } = useTranslation("admin");
  const reads = permissions.includes("role.manage") || permissions.includes("role.confirm");
  // Who gave roles before and keeps only cards now still has their own here.
  const { data: roles = [] } = useQuery({ ...proposalsQuery, enabled: reads || permissions.includes("people.manage") });
  const { data: inside = [] } = useQuery(insideQuery);
  const days = useWaitingDays();
  const count = roles.length + inside.length + days.length;
  if (count === 0 && !reads) return null;
  return (
    <Card title={t("proposals")} count={count} flush>
      {count === 0 ? (
        <div className={css["inCard"]}>
          <EmptyState
            title={t("proposalsNone")}
            text={t("proposalsNoneText")}
            actions={<ButtonLink to="/people">{t("proposalsOpen")}</ButtonLink>}
          />
        </div>
      ) : null}
      <ul role="list" className={people["rows"]}>
        {roles.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} withPerson />
        ))}
        {inside.map((proposal) => (
          <InsideLine key={proposal.personId} proposal={proposal} withPerson />
        ))}
        {days.map((waiting) => (
          <DaysLine key={waiting.days.id} waiting={waiting} withPerson />
        ))}
      </ul>
      {count === 0 ? null : (
        <p className={people["empty"]}>
          <span className={people["hint"]}>{t("proposalsHint")}</span>
        </p>
      )}
    </Card>
  );
}
