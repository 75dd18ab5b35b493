import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { Card } from "../../ui/Card.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import { awaitedText } from "./awaitedText.ts";
import css from "./MyDay.module.css";
import type { Own } from "./myDayQueries.ts";

interface Props {
  own: readonly Own[];
  meName: string;
  at: Date;
}

/** Where my own requests stand and whom they await since when. */
export function OwnRequests({ own, meName, at }: Props) {
  const { t } = useTranslation("my-day");
  const { requestState } = useNames();
  return (
    <Card
      title={t("own.title")}
      count={own.length}
      flush
      actions={
        <Link to="/requests" search={{ view: "mine" }}>
          {t("own.all")}
        </Link>
      }
    >
      {own.length === 0 ? <p className={css["none"]}>{t("own.none")}</p> : null}
      <ul role="list" className={css["rows"]}>
        {own.map((row) => (
          <li key={row.id} className={css["ownRow"]}>
            <span className={css["what"]}>
              <Link to={recordAddress("request", row.id)} className={css["title"]} title={row.title}>
                {row.title}
              </Link>
              <span className={css["note"]}>{row.number}</span>
            </span>
            <span className={css["pill"]}>
              <StatusPill kind="request" status={requestState(row)} />
            </span>
            <span className={css["awaited"]}>{awaitedText(row, meName, at, t)}</span>
            <span className={css["ownAmount"]}>
              {row.amountMinor === null ? null : <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} short strong />}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
