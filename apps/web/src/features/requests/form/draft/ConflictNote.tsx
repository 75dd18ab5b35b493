import type { RequestType } from "@tartip/domain/requests/type";
import { fieldOf } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../../lib/money.ts";
import { labelIn } from "../../../../lib/reference.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { Note } from "../../../../ui/action/Note.tsx";
import type { Draft } from "./useDraft.ts";

/** The same fields were changed in another window: both values in sight, one press keeps either. */
export function ConflictNote({
  draft,
  type,
  nameOf,
}: {
  draft: Draft;
  type: RequestType;
  nameOf: (id: unknown) => string | undefined;
}) {
  const { t, i18n } = useTranslation("requests");
  const { conflict } = draft;
  if (!conflict) return null;
  const words = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return t("form.conflict.empty");
    if (fieldOf(type, key)?.type === "money" && typeof value === "number") return moneyText(value);
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return nameOf(value) ?? (plain ? String(value) : t("form.conflict.other"));
  };
  return (
    <Note
      tone="amber"
      title={t("form.conflict.title")}
      actions={
        <>
          <Button small onClick={() => draft.settle("theirs")}>
            {t("form.conflict.theirs")}
          </Button>
          <Button small onClick={() => draft.settle("ours")}>
            {t("form.conflict.ours")}
          </Button>
        </>
      }
    >
      <ul>
        {conflict.keys.map((key) => {
          const field = fieldOf(type, key);
          return (
            <li key={key}>
              {t("form.conflict.line", {
                field: field ? labelIn(field.label, i18n.language) : key,
                theirs: words(key, conflict.theirs[key]),
                ours: words(key, draft.values[key]),
              })}
            </li>
          );
        })}
      </ul>
    </Note>
  );
}
