import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { bareNumber } from "../records/bareNumber.ts";
import { api, call } from "../../lib/api.ts";
import { dayText } from "../../lib/dates.ts";
import { Card } from "../../ui/Card.tsx";
import { DataTable } from "../../ui/table/DataTable.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { ValidityText } from "../records/ValidityText.tsx";
import css from "./Counterparties.module.css";

const SHOWN = 8;

/** The latest invoices of a counterparty. */
export function RelatedInvoices({ id }: { id: string }) {
  const { t } = useTranslation(["counterparties", "invoices", "lists"]);
  const { data } = useQuery({
    queryKey: ["list", "counterpartyInvoices", id],
    queryFn: () =>
      call(api.GET("/api/v1/invoices", { params: { query: { counterpartyId: [id], sort: "-invoiceDate", limit: SHOWN } } })),
  });
  const rows = data?.items ?? [];
  return (
    <Card
      title={t("card.invoices")}
      flush={rows.length > 0}
      actions={
        data?.next ? (
          <Link to="/invoices" search={{ view: "all", counterpartyId: id }}>
            {t("card.allInvoices")}
          </Link>
        ) : undefined
      }
    >
      {data && rows.length === 0 ? (
        <p className={css["quiet"]}>{t("card.noInvoices")}</p>
      ) : (
        <DataTable
          flow
          label={t("card.invoices")}
          state={data ? "ready" : "loading"}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => `/invoices/${row.id}`}
          columns={[
            {
              id: "number",
              header: t("invoices:list.number"),
              width: "minmax(150px, 1fr)",
              main: true,
              render: (row) =>
                t("invoices:list.numberOf", { number: bareNumber(row.invoiceNumber), date: dayText(row.invoiceDate) }),
            },
            {
              id: "status",
              header: t("lists:status"),
              width: "188px",
              render: (row) => <StatusPill kind="invoice" status={row.status} />,
            },
            {
              id: "payBy",
              header: t("invoices:list.payBy"),
              width: "128px",
              render: (row) => <DueText value={row.payBy} settled={!row.overdue} />,
            },
            {
              id: "amount",
              header: t("invoices:list.amount"),
              width: "132px",
              align: "right",
              card: "aside",
              render: (row) => <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

/** The latest documents of a counterparty. */
export function RelatedDocuments({ id }: { id: string }) {
  const { t } = useTranslation(["counterparties", "documents", "lists"]);
  const { data } = useQuery({
    queryKey: ["list", "counterpartyDocuments", id],
    queryFn: () => call(api.GET("/api/v1/documents", { params: { query: { counterpartyId: id, limit: SHOWN } } })),
  });
  const rows = data?.items ?? [];
  return (
    <Card
      title={t("card.documents")}
      flush={rows.length > 0}
      actions={
        data?.next ? (
          <Link to="/documents" search={{ counterpartyId: id }}>
            {t("card.allDocuments")}
          </Link>
        ) : undefined
      }
    >
      {data && rows.length === 0 ? (
        <p className={css["quiet"]}>{t("card.noDocuments")}</p>
      ) : (
        <DataTable
          flow
          label={t("card.documents")}
          state={data ? "ready" : "loading"}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => `/documents/${row.id}`}
          columns={[
            { id: "name", header: t("documents:list.name"), width: "minmax(180px, 1fr)", main: true, render: (row) => row.title },
            {
              id: "status",
              header: t("lists:status"),
              width: "188px",
              render: (row) => <StatusPill kind="document" status={row.status} />,
            },
            { id: "validity", header: t("documents:list.validity"), width: "212px", render: (row) => <ValidityText row={row} /> },
          ]}
        />
      )}
    </Card>
  );
}
