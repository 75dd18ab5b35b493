import { useState } from "react";
import { useTranslation } from "react-i18next";

/**
 * What must not be left empty, by field: said after the first try to save, and each only until it is filled in.
 *
 * `complete(save)` saves when nothing is missing.
 */
export function useRequired(values: Record<string, string | null>) {
  const { t } = useTranslation("organisation");
  const [asked, setAsked] = useState(false);
  const empty = Object.keys(values).filter((field) => !values[field]?.trim());
  return {
    missing: asked ? Object.fromEntries(empty.map((field) => [field, t("fields:required")])) : {},
    complete(save: () => void) {
      setAsked(true);
      if (empty.length === 0) save();
    },
  };
}
