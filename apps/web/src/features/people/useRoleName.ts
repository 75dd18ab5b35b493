import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../lib/reference.ts";

/** Names of roles from the reference: an administrator may have added some. */
export function useRoleName(): (code: string) => string {
  const { i18n } = useTranslation();
  const { reference } = useNames();
  return (code) => {
    const role = reference?.roles.find((one) => one.code === code);
    return role ? labelIn(role.label, i18n.language) : code;
  };
}
