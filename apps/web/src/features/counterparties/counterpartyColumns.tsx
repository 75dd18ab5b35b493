import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import { CheckedMark } from "../../ui/value/CheckedMark.tsx";
import type { CounterpartyRow } from "./counterpartyQueries.ts";

/** Columns of the directory. */
export function useCounterpartyColumns(): Column<CounterpartyRow>[] {
  const { t } = useTranslation(["counterparties", "lists"]);
  const names = useNames();
  return [
    { id: "name", header: t("list.name"), width: "minmax(240px, 1fr)", main: true, render: (row) => row.name },
    {
      id: "bin",
      header: t("list.bin"),
      width: "156px",
      render: (row) => (row.bin ? <CheckedMark ok={t("card.binOk")}>{row.bin}</CheckedMark> : "–"),
    },
    {
      id: "form",
      header: t("list.form"),
      width: "120px",
      quiet: true,
      render: (row) => (row.form ? t(`form.${row.form}`) : "–"),
    },
    {
      id: "role",
      header: t("list.role"),
      width: "128px",
      quiet: true,
      render: (row) => (row.role ? t(`role.${row.role}`) : "–"),
    },
    {
      id: "vat",
      card: "hidden",
      header: t("list.vat"),
      width: "96px",
      quiet: true,
      render: (row) => (row.vatPayer === undefined ? "–" : t(row.vatPayer ? "list.vatYes" : "list.vatNo")),
    },
    {
      id: "costItem",
      header: t("list.costItem"),
      width: "minmax(160px, 0.5fr)",
      quiet: true,
      render: (row) => names.costItem(row.defaultCostItemId) ?? "–",
    },
    {
      id: "account",
      header: t("list.account"),
      width: "196px",
      card: "aside",
      render: (row) =>
        row.confirmed === undefined ? (
          "–"
        ) : row.confirmed ? (
          <CheckedMark ok={t("list.confirmed")}>{t("list.confirmed")}</CheckedMark>
        ) : (
          <span style={{ color: "var(--amber)" }}>{t("list.unconfirmed")}</span>
        ),
    },
  ];
}
