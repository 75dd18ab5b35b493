import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import css from "./People.module.css";
import { proposalsQuery } from "./peopleQueries.ts";
import type { ProposedRole } from "./peopleQueries.ts";
import { useDecision } from "./useDecision.ts";
import { useRoleName } from "./useRoleName.ts";

/** A role that waits for a second person; `withPerson` where it is not the person's own page. */
export function ProposalLine({ proposal, withPerson }: { proposal: ProposedRole; withPerson?: boolean }) {
  const { t } = useTranslation("people");
  const names = useNames();
  const roleName = useRoleName();
  const { personId, personName, roleCode, branchId, proposedByName, mayDecide, mayDecline, awaitedNames } = proposal;
  const decide = useDecide(proposal);
  const limit = branchId ? t("roles.limited", { branch: names.branch(branchId) }) : t("grant.anywhere");
  return (
    <li>
      <span className={css["lines"]}>
        <span className={withPerson ? undefined : css["titled"]}>
          {roleName(roleCode)}
          {withPerson ? (
            <>
              {" · "}
              <Link to="/people/$id" params={{ id: personId }}>
                {personName}
              </Link>
            </>
          ) : (
            <span className={css["mark"]}>{t("roles.pending")}</span>
          )}
        </span>
        <span className={css["note"]}>
          {limit} · {t("grant.proposed", { name: proposedByName })} ·{" "}
          {awaitedNames.length > 0 ? t("grant.awaited", { names: awaitedNames.join(", ") }) : t("grant.awaitedNobody")}
        </span>
      </span>
      <span>
        {mayDecline ? (
          <Button
            small
            kind="quiet"
            busy={decide.isPending && decide.variables === "decline"}
            onClick={() => decide.mutate("decline")}
          >
            {t(mayDecide ? "action.declineRole" : "inside.withdraw")}
          </Button>
        ) : null}{" "}
        {mayDecide ? (
          <Button small busy={decide.isPending && decide.variables === "confirm"} onClick={() => decide.mutate("confirm")}>
            {t("action.confirmRole")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function useDecide({ id, personId }: ProposedRole) {
  const { t } = useTranslation("people");
  return useDecision({
    personId,
    send: (how) =>
      how === "confirm"
        ? call(api.POST("/api/v1/role-proposals/{id}/confirm", { params: { path: { id } } }))
        : call(api.POST("/api/v1/role-proposals/{id}/decline", { params: { path: { id } } })),
    waiting: proposalsQuery.queryKey,
    said: { confirm: t("grant.confirmed"), decline: t("grant.declined") },
  });
}
