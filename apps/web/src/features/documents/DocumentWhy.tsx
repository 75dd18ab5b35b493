import { IconArrowBackUp, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Note } from "../../ui/action/Note.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import css from "./Documents.module.css";
import { isRecalled } from "./documentLife.ts";
import type { DocumentCard } from "./documentQueries.ts";

const DECISIONS: Readonly<Record<string, string>> = { rework: "return", rejected: "reject" };

/** Why the document came back or was rejected, in the words of who decided it; of a recall, whose it was. */
export function DocumentWhy({ card }: { card: DocumentCard }) {
  const { t } = useTranslation("documents");
  if (isRecalled(card))
    return (
      <div className={css["why"]}>
        <Note icon={<IconArrowBackUp size={18} stroke={1.6} />} title={t("page.why.recalled")} />
      </div>
    );
  const votes = (card.approval?.steps ?? []).flatMap((step) => step.votes);
  const decisive = votes.filter((one) => one.decision === DECISIONS[card.status] && one.voidedAt === null);
  const last = decisive.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
  if (!last) return null;
  const rejected = card.status === "rejected";
  const Icon = rejected ? IconCircleX : IconArrowBackUp;
  return (
    <div className={css["why"]}>
      <Note
        tone={rejected ? "grey" : "amber"}
        icon={<Icon size={18} stroke={1.6} />}
        title={t(rejected ? "page.why.rejected" : "page.why.rework")}
      >
        <span className={css["said"]}>{last.comment}</span>
        <div className={css["by"]}>
          {last.person.name} · <DateText value={last.at} />
        </div>
      </Note>
    </div>
  );
}
