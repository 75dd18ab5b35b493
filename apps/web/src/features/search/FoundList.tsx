import { IconFolder, IconUser } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { paths } from "@tartip/api-client";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { Card } from "../../ui/Card.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { kindIcon, recordAddress, speaks } from "../../lib/kinds.ts";
import css from "./Search.module.css";

export type Found = paths["/api/v1/search"]["get"]["responses"]["200"]["content"]["application/json"];

/** Records, people and projects found, each a line that opens it. */
export function FoundList({ found, query, withPeople }: { found: Found; query: string; withPeople: boolean }) {
  const { t } = useTranslation("search");
  const { stateOf } = useNames();
  const people = withPeople ? found.people : [];
  const projects = withPeople ? found.projects : [];
  if (found.records.length + people.length + projects.length === 0)
    return <EmptyState title={t("nothing.title", { query })} text={t("nothing.text")} />;
  return (
    <>
      {found.records.length > 0 ? (
        <Card title={t("group.records")} count={found.records.length} flush>
          <ul role="list">
            {found.records.map((record) => (
              <FoundLine
                key={record.id}
                icon={kindIcon(record.kind)}
                to={recordAddress(record.kind, record.id)}
                title={record.title}
                note={[t(`one.${record.kind}`), record.number].filter(Boolean).join(" · ")}
                aside={statusOf(record.kind, stateOf(record))}
              />
            ))}
          </ul>
        </Card>
      ) : null}
      {people.length > 0 ? (
        <Card title={t("group.people")} count={people.length} flush>
          <ul role="list">
            {people.map(({ id, name, position }) => (
              <FoundLine key={id} icon={IconUser} to={`/people/${id}`} title={name} note={position} />
            ))}
          </ul>
        </Card>
      ) : null}
      {projects.length > 0 ? (
        <Card title={t("group.projects")} count={projects.length} flush>
          <ul role="list">
            {projects.map(({ id, code, name }) => (
              <FoundLine key={id} icon={IconFolder} to={`/requests?projectId=${id}`} title={name} note={code} />
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}

function statusOf(kind: string, status: string): ReactNode {
  return speaks(kind) ? <StatusPill kind={kind} status={status} /> : null;
}

interface LineProps {
  icon: Icon;
  to: string;
  title: string;
  note: string;
  aside?: ReactNode;
}

function FoundLine({ icon: Drawing, to, title, note, aside }: LineProps) {
  return (
    <li>
      <Link to={to} className={css["line"]}>
        <Drawing size={18} stroke={1.6} aria-hidden />
        <span className={css["text"]}>
          <span className={css["title"]}>{title}</span>
          <span className={css["note"]}>{note}</span>
        </span>
        {aside}
      </Link>
    </li>
  );
}
