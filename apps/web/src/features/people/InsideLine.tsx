import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import css from "./People.module.css";
import { insideQuery } from "./peopleQueries.ts";
import type { InsideProposal, PersonCard } from "./peopleQueries.ts";
import { useDecision } from "./useDecision.ts";

/** On a contractor's page: that they are proposed as an employee, whose word it waits for and the reader's buttons. */
export function InsideCard({ person: { insideProposals = [] } }: { person: PersonCard }) {
  const { t } = useTranslation("people");
  if (insideProposals.length === 0) return null;
  return (
    <Card title={t("inside.title")} flush>
      <ul role="list" className={css["rows"]}>
        {insideProposals.map((proposal) => (
          <InsideLine key={proposal.personId} proposal={proposal} />
        ))}
      </ul>
      <p className={css["empty"]}>
        <span className={css["hint"]}>{t("inside.hint")}</span>
      </p>
    </Card>
  );
}

/** A contractor proposed as an employee; `withPerson` where it is not the person's own page. */
export function InsideLine({ proposal, withPerson }: { proposal: InsideProposal; withPerson?: boolean }) {
  const { t } = useTranslation("people");
  const { personId, personName, proposedByName, mayDecide, mayDecline, awaitedNames } = proposal;
  const decide = useDecide(personId);
  const busy = (how: "confirm" | "decline") => decide.isPending && decide.variables === how;
  return (
    <li>
      <span className={css["lines"]}>
        <span className={withPerson ? undefined : css["titled"]}>
          {t("inside.what")}
          {withPerson ? (
            <>
              {" · "}
              <Link to="/people/$id" params={{ id: personId }}>
                {personName}
              </Link>
            </>
          ) : (
            <span className={css["mark"]}>{t("inside.pending")}</span>
          )}
        </span>
        <span className={css["note"]}>
          {t("grant.proposed", { name: proposedByName })} ·{" "}
          {awaitedNames.length > 0 ? t("grant.awaited", { names: awaitedNames.join(", ") }) : t("grant.awaitedNobody")}
        </span>
      </span>
      <span>
        {mayDecline ? (
          <Button small kind="quiet" busy={busy("decline")} onClick={() => decide.mutate("decline")}>
            {t(mayDecide ? "inside.decline" : "inside.withdraw")}
          </Button>
        ) : null}{" "}
        {mayDecide ? (
          <Button small busy={busy("confirm")} onClick={() => decide.mutate("confirm")}>
            {t("inside.confirm")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function useDecide(id: string) {
  const { t } = useTranslation("people");
  return useDecision({
    personId: id,
    send: (how) =>
      how === "confirm"
        ? call(api.POST("/api/v1/inside-proposals/{id}/confirm", { params: { path: { id } } }))
        : call(api.POST("/api/v1/inside-proposals/{id}/decline", { params: { path: { id } } })),
    waiting: insideQuery.queryKey,
    said: { confirm: t("inside.confirmed"), decline: t("inside.declined") },
  });
}
