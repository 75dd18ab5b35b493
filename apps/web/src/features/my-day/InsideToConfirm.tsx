import { useTranslation } from "react-i18next";
import { Card } from "../../ui/Card.tsx";
import { InsideLine } from "../people/InsideLine.tsx";
import people from "../people/People.module.css";
import type { InsideProposal } from "../people/peopleQueries.ts";
import css from "./MyDay.module.css";

/** Contractors who become employees by the reader's word. */
export function InsideToConfirm({ proposals }: { proposals: readonly InsideProposal[] }) {
  const { t } = useTranslation("my-day");
  return (
    <div className={css["roles"]}>
      <Card title={t("inside.title")} count={proposals.length} flush>
        <ul role="list" className={people["rows"]}>
          {proposals.map((proposal) => (
            <InsideLine key={proposal.personId} proposal={proposal} withPerson />
          ))}
        </ul>
      </Card>
    </div>
  );
}
