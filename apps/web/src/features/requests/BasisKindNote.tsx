import type { FieldOption } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../lib/reference.ts";
import type { kindChanged } from "./basisKind.ts";

interface Props {
  changed: ReturnType<typeof kindChanged>;
  className: string | undefined;
}

/** Says that the chosen document is of another kind than was named: never unsaid. */
export function BasisKindNote({ changed, className }: Props) {
  const { t, i18n } = useTranslation("requests");
  if (!changed) return null;
  const said = (option: FieldOption | undefined) => (option?.label ? labelIn(option.label, i18n.language) : "");
  return (
    <p className={className} role="status">
      {t("form.document.kindChanged", { from: said(changed.from), to: said(changed.to) })}
    </p>
  );
}
