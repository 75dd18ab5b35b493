import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meaningOf, spendsBudget } from "@tartip/domain/requests/meaning";
import type { RequestField } from "@tartip/domain/requests/type";
import { Button } from "../../../ui/action/Button.tsx";
import { FieldGroup, FieldRow } from "../../../ui/input/FieldGroup.tsx";
import { AlikeInvoices } from "./AlikeInvoices.tsx";
import { BudgetImpact } from "./BudgetImpact.tsx";
import { FieldFor } from "./FieldFor.tsx";
import { useForm } from "./FormContext.ts";
import { layoutOf, setAside } from "./formLayout.ts";

interface Props {
  asked: readonly RequestField[];
  chainId: string | undefined;
}

/** The questions in their groups; those of another choice only on demand, in their own places. */
export function FormGroups({ asked, chainId }: Props) {
  const { t } = useTranslation("requests");
  const { type, scope } = useForm();
  const [whole, showWhole] = useState(false);
  const { shown, aside } = setAside(type, asked, scope);
  return (
    <>
      {layoutOf(type, whole ? asked : shown).map((group) => (
        <FieldGroup key={group.id} title={t(`form.group.${group.id}`)}>
          {group.rows.map((row) =>
            row.length > 1 ? (
              <FieldRow key={row[0]?.key}>
                {row.map((field) => (
                  <FieldFor key={field.key} field={field} />
                ))}
              </FieldRow>
            ) : (
              row.map((field) => <FieldFor key={field.key} field={field} />)
            ),
          )}
          {group.id === "money" && meaningOf(type).invoice ? <AlikeInvoices /> : null}
          {group.id === "budget" && spendsBudget(type) ? <BudgetImpact chainId={chainId} /> : null}
        </FieldGroup>
      ))}
      {whole || aside.length === 0 ? null : (
        <p>
          <Button kind="quiet" small icon={<IconPlus size={16} />} onClick={() => showWhole(true)}>
            {t("form.aside", { count: aside.length })}
          </Button>
        </p>
      )}
    </>
  );
}
