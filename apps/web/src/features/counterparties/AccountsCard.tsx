import { formatIban } from "@tartip/domain/requisites/iban";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ConfirmSummary } from "../../ui/action/ConfirmSummary.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { AccountDialog } from "./AccountDialog.tsx";
import { CheckedMark } from "../../ui/value/CheckedMark.tsx";
import css from "./Counterparties.module.css";
import { counterpartyQuery } from "./counterpartyQueries.ts";
import type { Counterparty } from "./counterpartyQueries.ts";

type Account = NonNullable<Counterparty["accounts"]>[number];

/** Bank accounts: each works only after a second person confirmed it. */
export function AccountsCard({ card }: { card: Counterparty }) {
  const { t } = useTranslation("counterparties");
  const [adding, setAdding] = useState(false);
  const accounts = card.accounts ?? [];
  return (
    <Card
      id="accounts"
      title={t("card.accounts")}
      count={accounts.length > 0 ? accounts.length : undefined}
      actions={
        card.may.enterAccount ? (
          <Button kind="quiet" small icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t("card.addAccount")}
          </Button>
        ) : undefined
      }
    >
      {accounts.length === 0 ? <p className={css["quiet"]}>{t("card.noAccounts")}</p> : null}
      <ul role="list" className={css["accounts"]}>
        {accounts.map((account) => (
          <AccountLine key={account.id} card={card} account={account} />
        ))}
      </ul>
      <AccountDialog card={card} opened={adding} onClose={() => setAdding(false)} />
    </Card>
  );
}

function AccountLine({ card, account }: { card: Counterparty; account: Account }) {
  const { t } = useTranslation("counterparties");
  const [asking, setAsking] = useState(false);
  const { confirm, retire } = useAccountActions(card.id, account.id, () => setAsking(false));
  const also = account.alsoOf?.length ? t("card.alsoOf", { names: account.alsoOf.join(", ") }) : null;
  const iban = account.iban ? formatIban(account.iban) : t("card.hidden", { ends: account.ends });
  return (
    <li className={css["account"]}>
      <div>
        <span className={css["iban"]}>
          {account.confirmed ? <CheckedMark ok={t("list.confirmed")}>{iban}</CheckedMark> : iban}
        </span>
        {also ? <div className={css["waits"]}>{also}</div> : null}
        <div className={css["quiet"]}>{[account.bankName, account.bic, account.currency].filter(Boolean).join(" · ")}</div>
        <Confirmation account={account} />
        <ErrorNotice error={asking ? null : retire.error} />
      </div>
      <div className={css["buttons"]}>
        {account.mayConfirm ? (
          <Button kind="primary" onClick={() => setAsking(true)}>
            {t("card.confirm")}
          </Button>
        ) : null}
        {card.may.enterAccount ? (
          <Button kind="quiet" busy={retire.isPending} onClick={() => retire.mutate()}>
            {t("card.retire")}
          </Button>
        ) : null}
      </div>
      <ConfirmSummary
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("card.confirmTitle")}
        facts={factsOf(card, account, iban, t)}
        note={[also, t("card.confirmNote")].filter(Boolean).join(". ")}
        confirmLabel={t("card.confirm")}
        busy={confirm.isPending}
        onConfirm={() => confirm.mutate()}
        error={<ErrorNotice error={confirm.error} />}
      />
    </li>
  );
}

/** What a second person compares with the paper. */
function factsOf(card: Counterparty, account: Account, iban: string, t: TFunction) {
  return [
    { label: t("counterparties:list.name"), value: card.name },
    { label: t("counterparties:list.bin"), value: card.bin },
    { label: t("counterparties:card.iban"), value: iban },
    { label: t("counterparties:card.bank"), value: [account.bankName, account.bic].filter(Boolean).join(", ") },
    { label: t("counterparties:card.currency"), value: account.currency },
  ];
}

/** By whom the account was confirmed, or that it waits for it. */
function Confirmation({ account }: { account: Account }) {
  const { t } = useTranslation("counterparties");
  return account.confirmed ? (
    <div className={css["quiet"]}>
      {t("card.confirmedBy", { name: account.confirmedBy?.name ?? "–" })}, <DateText value={account.confirmedAt} />
    </div>
  ) : (
    <div>
      <span className={css["waits"]}>{t("card.awaits")}</span>{" "}
      <span className={css["quiet"]}>
        · {t("card.enteredBy", { name: account.enteredBy.name })}, <DateText value={account.enteredAt} />
      </span>
      <div className={css["quiet"]}>
        {account.confirmers?.length
          ? t("card.awaitsWhom", { names: account.confirmers.map(({ name }) => name).join(", ") })
          : t("card.awaitsNobody")}
      </div>
    </div>
  );
}

function useAccountActions(id: string, accountId: string, onConfirmed: () => void) {
  const { t } = useTranslation("counterparties");
  const cache = useQueryClient();
  const params = { path: { id, accountId } };
  function take(saved: Counterparty, text: string) {
    cache.setQueryData(counterpartyQuery(id).queryKey, saved);
    void cache.invalidateQueries({ queryKey: ["list"] });
    toast(text);
  }
  const confirm = useMutation({
    mutationFn: () => call(api.POST("/api/v1/counterparties/{id}/accounts/{accountId}/confirm", { params })),
    onSuccess: (saved) => {
      take(saved, t("card.confirmed"));
      onConfirmed();
    },
  });
  const retire = useMutation({
    mutationFn: () => call(api.POST("/api/v1/counterparties/{id}/accounts/{accountId}/retire", { params })),
    onSuccess: (saved) => take(saved, t("card.retired")),
  });
  return { confirm, retire };
}
