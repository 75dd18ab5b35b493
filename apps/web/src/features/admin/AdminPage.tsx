import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import people from "../people/People.module.css";
import { proposalsQuery } from "../people/peopleQueries.ts";
import { ProposalLine } from "../people/ProposalLine.tsx";

/** What only administrators do: people and their access, roles that wait for a second person. */
export default function AdminPage() {
  const { t } = useTranslation("admin");
  const { data: me } = useSuspenseQuery(meQuery);
  const manages = me.permissions.includes("people.manage");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className={people["columns"]}>
        <div className={people["column"]}>
          <Proposals />
        </div>
        <div className={people["column"]}>
          {manages ? (
            <Card title={t("people")}>
              <div className={people["links"]}>
                <ButtonLink to="/people">{t("directory")}</ButtonLink>
                <ButtonLink to="/people" search={{ state: "inactive" }} kind="quiet">
                  {t("inactive")}
                </ButtonLink>
              </div>
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Proposals() {
  const { t } = useTranslation("admin");
  const { data = [], isError } = useQuery(proposalsQuery);
  // Not to be seen by everybody with a right on this page.
  if (isError) return null;
  return (
    <Card title={t("proposals")} count={data.length} flush>
      {data.length === 0 ? <p className={people["empty"]}>{t("proposalsNone")}</p> : null}
      <ul role="list" className={people["rows"]}>
        {data.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} withPerson />
        ))}
      </ul>
      <p className={people["empty"]}>
        <span className={people["hint"]}>{t("proposalsHint")}</span>
      </p>
    </Card>
  );
}
