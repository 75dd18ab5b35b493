import { useTranslation } from "react-i18next";
import { blockersOf, errorSentence } from "../../lib/errors.ts";
import { blockerSentence } from "@tartip/i18n/web";
import { Note } from "./Note.tsx";

/** What a refused or failed call says, with all its blockers; nothing when there is no error. */
export function ErrorNotice({ error }: { error: unknown }) {
  const { t } = useTranslation("ui");
  if (!error) return null;
  const blockers = blockersOf(error);
  return (
    <Note tone="red" title={errorSentence(error, t)}>
      {blockers.length > 0 ? (
        <ul style={{ margin: "4px 0 0", paddingLeft: 18 }}>
          {blockers.map((blocker) => (
            <li key={blocker.code + JSON.stringify(blocker.params)}>{blockerSentence(blocker, t)}</li>
          ))}
        </ul>
      ) : null}
    </Note>
  );
}
