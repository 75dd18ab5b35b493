import { IconCreditCard, IconDownload, IconHome, IconInbox, IconSquareCheck } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LanguageMenu } from "../../ui/shell/LanguageMenu.tsx";
import { NoticeBell } from "../../ui/shell/NoticeBell.tsx";
import { PersonMenu } from "../../ui/shell/PersonMenu.tsx";
import { Button } from "../../ui/action/Button.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Shell } from "../../ui/shell/Shell.tsx";
import { TopBar } from "../../ui/shell/TopBar.tsx";
import { FormSample } from "./FormSample.tsx";
import { ListSample } from "./ListSample.tsx";
import { RecordSample } from "./RecordSample.tsx";
import samples from "./samples.json";

const SECTIONS = [
  { key: "myDay", icon: IconHome, count: 12 },
  { key: "request", icon: IconInbox, count: 4 },
  { key: "task", icon: IconSquareCheck, count: 9 },
  { key: "invoice", icon: IconCreditCard, count: 0 },
];

/** The kit, for looking at and for the accessibility check; needs no server. `?part=` record, form, loading, error, empty; else the list. */
export default function StyleguidePage() {
  const { t } = useTranslation("shell");
  const items = SECTIONS.map(({ key, icon, count }) => ({
    to: key === "request" ? "/styleguide" : `/styleguide/${key}`,
    icon,
    count,
    label: t(`nav.${key}`),
    onPhone: true,
  }));
  const part = useSearch({ strict: false, select: (search: { part?: string }) => search.part });
  const nothing = () => undefined;
  return (
    <Shell
      items={items}
      top={
        <TopBar searchWords={t("shell:search")} onSearch={nothing} onCreate={nothing}>
          <NoticeBell count={3} />
          <LanguageMenu />
          <PersonMenu name={samples.person} position={t("nav.task")} onHotkeys={nothing} onLogout={nothing} />
        </TopBar>
      }
    >
      {part === "record" ? <RecordSample /> : part === "form" ? <FormSample /> : <ListPage state={part} />}
    </Shell>
  );
}

function ListPage({ state }: { state: string | undefined }) {
  const { t } = useTranslation("ui");
  const shown = state === "loading" || state === "error" || state === "empty" ? state : "ready";
  return (
    <>
      <PageHeader title={samples.title} count={142} actions={<Button icon={<IconDownload size={16} />}>{t("export")}</Button>} />
      <ListSample state={shown} />
    </>
  );
}
