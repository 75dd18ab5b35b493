import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Chain } from "../../ui/value/ChainCard.tsx";
import type { ChainItem } from "../../ui/value/ChainCard.tsx";
import { LinkDialog } from "./LinkDialog.tsx";
import css from "./Records.module.css";
import { kindIcon, recordAddress, statusWords } from "../../lib/kinds.ts";
import { linksQuery } from "./recordQueries.ts";
import type { RecordLink } from "./recordQueries.ts";

interface Props {
  recordId: string;
  /** The record itself, in its place of the chain. */
  self: ChainItem;
  /** Records that belong to the chain without a link of their own: invoices, the basis. */
  after?: readonly ChainItem[];
  mayLink: boolean;
}

/** «Связи»: what came before, this record, what follows; and linking another. */
export function LinksCard({ recordId, self, after = [], mayLink }: Props) {
  const { t } = useTranslation("record");
  const { data: links = [] } = useQuery(linksQuery(recordId));
  const [linking, setLinking] = useState(false);
  const item = useLinkItem();
  const known = new Set(after.map((one) => one.id));
  const others = links.filter((link) => !known.has(link.other.id));
  const before = others.filter((link) => link.direction === "in" && link.link !== "closing");
  const rest = others.filter((link) => !before.includes(link));
  if (links.length === 0 && after.length === 0 && !mayLink) return null;
  return (
    <Card
      id="links"
      title={t("links.title")}
      actions={
        mayLink ? (
          <Button kind="quiet" small icon={<IconLink size={16} stroke={1.6} />} onClick={() => setLinking(true)}>
            {t("links.add")}
          </Button>
        ) : undefined
      }
    >
      {links.length === 0 && after.length === 0 ? (
        <p className={css["quiet"]}>{t("links.none")}</p>
      ) : (
        <Chain items={[...before.map(item), self, ...after, ...rest.map(item)]} />
      )}
      {linking ? <LinkDialog recordId={recordId} onClose={() => setLinking(false)} /> : null}
    </Card>
  );
}

function useLinkItem(): (link: RecordLink) => ChainItem {
  const { t } = useTranslation("record");
  return ({ link, other }) => ({
    id: other.id,
    icon: kindIcon(other.kind),
    kind: other.number ?? t(`kind.${other.kind}`),
    title: other.title,
    state: [link === "related" ? "" : t(`links.kind.${link}`), statusWords(other.kind, other.status, t)]
      .filter(Boolean)
      .join(" · "),
    to: recordAddress(other.kind, other.id),
  });
}
