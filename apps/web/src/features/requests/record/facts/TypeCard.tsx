import { isEmpty } from "@tartip/domain/kernel/conditions";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { FactsList } from "../../../../ui/value/FactsList.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { FieldValue } from "./FieldValue.tsx";
import { LinesTable } from "../money/LinesTable.tsx";
import css from "../Record.module.css";

interface Props {
  request: RequestView;
  type: RequestType;
  onEdit: (() => void) | undefined;
}

/** Kinds shown elsewhere on the page. */
const ELSEWHERE = new Set(["file", "files", "lines"]);

/** The card of a type without a form of its own: its fields with values, tables below. */
export function TypeCard({ request, type, onEdit }: Props) {
  const { t, i18n } = useTranslation("record");
  const { values } = request;
  const description = type.common.find((field) => field.key === "description");
  const shown = type.fields.filter((field) => !ELSEWHERE.has(field.type) && !isEmpty(values[field.key]));
  const tables = type.fields.filter((field) => field.type === "lines" && !isEmpty(values[field.key]));
  const fact = (field: RequestField) => ({
    label: labelIn(field.label, i18n.language),
    value: <FieldValue field={field} value={values[field.key]} request={request} />,
  });
  const facts = [...shown, ...(description && !isEmpty(values["description"]) ? [description] : [])].map(fact);
  return (
    <Card
      id="card"
      title={labelIn(type.label, i18n.language)}
      actions={
        onEdit ? (
          <Button kind="quiet" small icon={<IconPencil size={16} stroke={1.6} />} onClick={onEdit}>
            {t("card.edit")}
          </Button>
        ) : undefined
      }
    >
      {tables.map((field) => (
        <LinesTable key={field.key} field={field} value={values[field.key]} moneyVisible={request.moneyVisible} />
      ))}
      <div className={css["typeFacts"]}>
        {facts.length > 0 ? <FactsList facts={facts} /> : <p className={css["quiet"]}>{t("card.empty")}</p>}
      </div>
    </Card>
  );
}
