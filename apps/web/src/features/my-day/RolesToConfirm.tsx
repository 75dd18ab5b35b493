import { useTranslation } from "react-i18next";
import { Card } from "../../ui/Card.tsx";
import people from "../people/People.module.css";
import { ProposalLine } from "../people/ProposalLine.tsx";
import type { ProposedRole } from "../people/peopleQueries.ts";
import css from "./MyDay.module.css";

/** Roles that become valid by the reader's word: who proposed them waits for it. */
export function RolesToConfirm({ proposals }: { proposals: readonly ProposedRole[] }) {
  const { t } = useTranslation("my-day");
  return (
    <div className={css["roles"]}>
      <Card title={t("roles.title")} count={proposals.length} flush>
        <ul role="list" className={people["rows"]}>
          {proposals.map((proposal) => (
            <ProposalLine key={proposal.id} proposal={proposal} withPerson />
          ))}
        </ul>
      </Card>
    </div>
  );
}
