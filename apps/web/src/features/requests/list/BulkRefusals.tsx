import { Modal } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { blockerSentence } from "@tartip/i18n/web";
import { blockersOf, errorSentence } from "../../../lib/errors.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { LeftAlone } from "./bulkVotes.ts";
import type { BulkResult } from "../../lists/changeEach.ts";
import type { RequestRow } from "../requestQueries.ts";
import css from "./List.module.css";

/** Which records refused the change, and why; the rest is done. */
export function BulkRefusals({ refused, onClose }: { refused: readonly BulkResult<RequestRow>[]; onClose: () => void }) {
  const { t } = useTranslation("requests");
  const why = (error: unknown) => {
    if (error instanceof LeftAlone) return t(error.key);
    const blockers = blockersOf(error);
    return blockers.length > 0 ? blockers.map((one) => blockerSentence(one, t)).join(". ") : errorSentence(error, t);
  };
  return (
    <Modal
      opened={refused.length > 0}
      onClose={onClose}
      title={t("list.bulk.refused", { count: refused.length })}
      size={560}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <ul className={css["results"]}>
        {refused.map(({ row, error }) => (
          <li key={row.id}>
            <Link to="/requests/$id" params={{ id: row.id }}>
              {row.number} {row.title}
            </Link>
            <span className={css["quiet"]}>{why(error)}</span>
          </li>
        ))}
      </ul>
      <Button onClick={onClose}>{t("ui:close")}</Button>
    </Modal>
  );
}
