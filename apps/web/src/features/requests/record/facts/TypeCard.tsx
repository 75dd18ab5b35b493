import type { RequestType } from "@tartip/domain/requests/type";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { FactsList } from "../../../../ui/value/FactsList.tsx";
import type { RequestView } from "../../requestQueries.ts";
import { factsOf, TypeTables } from "./typeFacts.tsx";
import css from "../Record.module.css";

interface Props {
  request: RequestView;
  type: RequestType;
  onEdit: (() => void) | undefined;
}

/** The card of a type without a form of its own: its fields with values, tables below. */
export function TypeCard({ request, type, onEdit }: Props) {
  const { t, i18n } = useTranslation("record");
  const facts = factsOf(request, type, i18n.language);
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
      <TypeTables request={request} type={type} />
      <div className={css["typeFacts"]}>
        {facts.length > 0 ? <FactsList facts={facts} /> : <p className={css["quiet"]}>{t("card.empty")}</p>}
      </div>
    </Card>
  );
}
