import { IconChevronRight, IconUserOff, IconUsers } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { Card } from "../../ui/Card.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import people from "../people/People.module.css";
import css from "./Admin.module.css";
import { Proposals } from "./Proposals.tsx";
import { SettingsCard } from "./SettingsCard.tsx";

/** What only administrators do: people and their access, what waits for a second person. */
export default function AdminPage() {
  const { t } = useTranslation("admin");
  const { data: me } = useSuspenseQuery(meQuery);
  const manages = me.permissions.includes("people.manage");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className={people["columns"]}>
        <div className={people["column"]}>
          <Proposals me={me} />
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
