import { IconChevronRight, IconUserOff, IconUsers } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import people from "../people/People.module.css";
import { proposalsQuery } from "../people/peopleQueries.ts";
import { ProposalLine } from "../people/ProposalLine.tsx";
import css from "./Admin.module.css";
import { SettingsCard } from "./SettingsCard.tsx";

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
            <Card title={t("people")} flush>
              <ul role="list" className={css["places"]}>
                <Place icon={IconUsers} name="directory" search={{}} />
                <Place icon={IconUserOff} name="inactive" search={{ state: "inactive" }} />
              </ul>
            </Card>
          ) : null}
          {me.permissions.includes("settings.manage") ? <SettingsCard /> : null}
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
      {data.length === 0 ? (
        <div className={css["inCard"]}>
          <EmptyState
            title={t("proposalsNone")}
            text={t("proposalsNoneText")}
            actions={<ButtonLink to="/people">{t("proposalsOpen")}</ButtonLink>}
          />
        </div>
      ) : null}
      <ul role="list" className={people["rows"]}>
        {data.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} withPerson />
        ))}
      </ul>
      {data.length === 0 ? null : (
        <p className={people["empty"]}>
          <span className={people["hint"]}>{t("proposalsHint")}</span>
        </p>
      )}
    </Card>
  );
}

/** A place of the administration: where it leads and what is done there. */
function Place({ icon: Drawing, name, search }: { icon: Icon; name: string; search: Record<string, string> }) {
  const { t } = useTranslation("admin");
  return (
    <li>
      <Link to="/people" search={search} className={css["place"]}>
        <Drawing size={18} stroke={1.6} aria-hidden />
        <span>
          <strong>{t(name)}</strong>
          {t(`${name}Text`)}
        </span>
        <IconChevronRight size={16} stroke={1.6} aria-hidden />
      </Link>
    </li>
  );
}
