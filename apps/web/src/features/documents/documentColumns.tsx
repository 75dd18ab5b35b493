import { IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import { useNames } from "../../lib/reference.ts";
import { classes } from "../../ui/classes.ts";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import { Money } from "../../ui/value/Money.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import type { DocumentRow } from "./documentQueries.ts";
import css from "./Documents.module.css";
import { ValidityText } from "../records/ValidityText.tsx";

function Quiet({ text }: { text: string | undefined }) {
  return (
    <span className={classes(css["two"], css["small"])} title={text}>
      {text ?? "–"}
    </span>
  );
}

/** Columns of the archive. */
export function useDocumentColumns(): Column<DocumentRow>[] {
  const { t } = useTranslation(["documents", "lists"]);
  const names = useNames();
  return [
    {
      id: "name",
      header: t("list.name"),
      width: "minmax(168px, 1.68fr)",
      main: true,
      render: (row) => <span className={css["two"]}>{row.title.replaceAll("№ ", "№\u00a0")}</span>,
    },
    {
      id: "kind",
      header: t("list.kind"),
      width: "minmax(148px, 1.48fr)",
      quiet: true,
      render: (row) => <Quiet text={names.documentKind(row.kindCode)} />,
    },
    {
      id: "docDate",
      header: t("list.date"),
      width: "80px",
      quiet: true,
      render: (row) => (row.docDate ? dayText(row.docDate) : "–"),
    },
    {
      id: "status",
      header: t("lists:status"),
      width: "176px",
      render: (row) => <StatusPill kind="document" status={row.status} />,
    },
    { id: "validity", header: t("list.validity"), width: "236px", render: (row) => <ValidityText row={row} /> },
    {
      id: "counterparty",
      header: t("lists:counterparty"),
      width: "minmax(140px, 1.4fr)",
      quiet: true,
      render: (row) => <Quiet text={row.counterparty?.name} />,
    },
    {
      id: "file",
      header: <IconPaperclip size={14} />,
      name: t("list.file"),
      width: "16px",
      card: "hidden",
      render: (row) => (row.hasFile ? <IconPaperclip size={14} aria-label={t("list.file")} /> : null),
    },
    {
      id: "amount",
      header: t("list.amount"),
      width: "108px",
      align: "right",
      card: "aside",
      render: (row) => <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} />,
    },
  ];
}
