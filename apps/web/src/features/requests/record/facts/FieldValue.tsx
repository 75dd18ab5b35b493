import { Link } from "@tanstack/react-router";
import type { RequestField } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { dayText, monthText } from "../../../../lib/dates.ts";
import { labelIn, useNames } from "../../../../lib/reference.ts";
import { Money } from "../../../../ui/value/Money.tsx";
import { PersonName } from "../../../../ui/value/PersonName.tsx";
import type { RequestView } from "../../requestQueries.ts";
import css from "../Record.module.css";

interface Props {
  field: RequestField;
  value: unknown;
  request: RequestView;
}

/** A filled-in value as its reader knows it: names for ids, money with currency, links to what it points at. */
export function FieldValue({ field, value, request }: Props) {
  const { t, i18n } = useTranslation("record");
  const say = useWords();
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  switch (field.type) {
    case "money":
      return <Money minor={typeof value === "number" ? value : null} currency={request.currency ?? "KZT"} />;
    case "date":
      return dayText(text);
    case "month":
      return monthText(text.slice(0, 7), i18n.language);
    case "bool":
      return t(value === true ? "ui:yes" : "ui:no");
    case "user":
      return <PersonName name={request.names.people.find((one) => one.id === value)?.name} />;
    case "counterparty":
      return <Linked to={`/counterparties/${text}`} name={request.names.counterparties.find((one) => one.id === value)?.name} />;
    case "document":
      return <NamedDocument document={request.names.documents.find((one) => one.id === value)} />;
    case "longtext":
      return <span className={css["longText"]}>{text}</span>;
    case "multiselect":
      return Array.isArray(value) ? value.map((one) => say(field, String(one))).join(", ") : "";
    default:
      return say(field, text);
  }
}

function Linked({ to, name }: { to: string; name: string | undefined }) {
  return name ? <Link to={to}>{name}</Link> : "–";
}

/** A basis may be named by somebody who may not open it. */
function NamedDocument({ document }: { document: RequestView["names"]["documents"][number] | undefined }) {
  return document && !document.opens ? document.name : <Linked to={`/documents/${document?.id}`} name={document?.name} />;
}

function useWords(): (field: RequestField, value: string) => string {
  const { t, i18n } = useTranslation("record");
  const { reference, branch, department, project, costItem } = useNames();
  return (field, value) => {
    if (field.type === "branch") return branch(value) ?? "";
    if (field.type === "department") return department(value) ?? "";
    if (field.type === "project") return project(value) ?? "";
    if (field.type === "costItem") return costItem(value) ?? "";
    if (field.type === "priority") return t(`status:priority.${value}`);
    if (field.type === "vat") return value === "none" ? t("vat.none") : t("vat.rate", { rate: value });
    if (field.type === "knp") {
      const found = reference?.knp.find((one) => one.code === value);
      return found ? `${value} · ${labelIn(found.name, i18n.language)}` : value;
    }
    const option = field.options?.find((one) => String(one.value) === value);
    return option?.label ? labelIn(option.label, i18n.language) : value;
  };
}
