import { IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { SavedTabs } from "../../ui/table/SavedTabs.tsx";
import { BranchesTab, CostItemsTab, DepartmentsTab, ProjectsTab } from "./OrganisationTabs.tsx";
import type { TabProps } from "./OrganisationTabs.tsx";
import { LISTS } from "./organisationQueries.ts";
import type { List } from "./organisationQueries.ts";
import { RatesTab } from "./RatesTab.tsx";

const TABS: Record<List, (props: TabProps) => React.ReactNode> = {
  branches: BranchesTab,
  departments: DepartmentsTab,
  projects: ProjectsTab,
  "cost-items": CostItemsTab,
  rates: RatesTab,
};

/** The lists that describe the company; a person who keeps invoices but does not set it up sees the rates alone. */
export default function OrganisationPage() {
  const { t } = useTranslation(["organisation", "lists"]);
  const { data: me } = useSuspenseQuery(meQuery);
  const { all } = useUrlFilters();
  const navigate = useNavigate();
  const asked: { list?: string; row?: string } = useParams({ strict: false });
  const lists = LISTS.filter((list) => list === "rates" || me.permissions.includes("settings.manage"));
  const list = lists.find((one) => one === asked.list) ?? lists[0] ?? "rates";
  const Tab = TABS[list];
  const place: string = `/organisation/${list}`;
  const fresh: string = `${place}/new`;
  const add = (
    <ButtonLink kind="primary" icon={<IconPlus size={16} />} to={fresh} search={all}>
      {t("add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("shell:nav.organisation")} actions={add} />
      <SavedTabs
        label={t("tabs")}
        current={list}
        tabs={lists.map((one) => ({ id: one, label: t(`tab.${one}`), to: `/organisation/${one}` }))}
      />
      <Tab key={list} rowId={asked.row} add={add} onClose={() => void navigate({ to: place, search: all })} />
    </>
  );
}
