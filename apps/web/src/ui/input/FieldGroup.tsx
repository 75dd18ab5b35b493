import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Field.module.css";
import { Note } from "../action/Note.tsx";

/** A group of a form with its heading; `FieldRow` puts short fields side by side. */
export function FieldGroup({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={css["group"]}>
      {title ? <legend className={css["heading"]}>{title}</legend> : null}
      {children}
    </fieldset>
  );
}

export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={css["row"]}>{children}</div>;
}

/** All errors of a form at its top, each leading to its field (`#field-<name>`). Nothing when there are none. */
export function ErrorSummary({ errors }: { errors: readonly { name: string; label: string; text: string }[] }) {
  const { t } = useTranslation("ui");
  if (errors.length === 0) return null;
  return (
    <Note tone="red" title={t("form.errors", { count: errors.length })}>
      <div className={css["summary"]}>
        <ul>
          {errors.map((error) => (
            <li key={error.name}>
              <a
                href={`#field-${error.name}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(`field-${error.name}`)?.focus();
                }}
              >
                {error.label}
              </a>
              : {error.text}
            </li>
          ))}
        </ul>
      </div>
    </Note>
  );
}
