import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { exactText } from "../../lib/dates.ts";
import { errorSentence } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { errorToast, toast } from "../../ui/action/toast.tsx";
import { OffDialog } from "./OffDialog.tsx";
import css from "./People.module.css";
import { personQuery } from "./peopleQueries.ts";
import type { PersonCard } from "./peopleQueries.ts";

/** The way in: a one-time link for a password, switching off and on. */
export function AccessButtons({ person }: { person: PersonCard }) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const [opened, setOpened] = useState<"link" | "off">();
  const { id, name, active } = person;
  const show = (saved: PersonCard) => {
    cache.setQueryData(personQuery(id).queryKey, saved);
    void cache.invalidateQueries({ queryKey: ["list", "people"] });
  };
  const activate = useMutation({
    mutationFn: () => call(api.POST("/api/v1/people/{id}/activate", { params: { path: { id } } })),
    onSuccess: (saved) => {
      show(saved);
      toast(t("deactivate.back", { name }));
    },
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
  if (!person.may.activate) return null;
  return (
    <>
      {active ? (
        <>
          <Button onClick={() => setOpened("link")}>{t("action.passwordLink")}</Button>
          <Button kind="danger" onClick={() => setOpened("off")}>
            {t("action.deactivate")}
          </Button>
        </>
      ) : (
        <Button busy={activate.isPending} onClick={() => activate.mutate()}>
          {t("action.activate")}
        </Button>
      )}
      {opened === "link" ? <LinkDialog person={person} onClose={() => setOpened(undefined)} /> : null}
      {opened === "off" ? <OffDialog person={person} onClose={() => setOpened(undefined)} onDone={show} /> : null}
    </>
  );
}

interface DialogProps {
  person: PersonCard;
  onClose: () => void;
}

/** The secret is shown once: it is made by a press, not by opening the dialog. */
function LinkDialog({ person: { id, name }, onClose }: DialogProps) {
  const { t, i18n } = useTranslation("people");
  const make = useMutation({
    mutationFn: () => call(api.POST("/api/v1/people/{id}/password-link", { params: { path: { id } } })),
  });
  const address = make.data ? `${location.origin}/set-password?token=${make.data.token}` : undefined;
  async function copy(text: string) {
    await navigator.clipboard.writeText(text);
    toast(t("link.copied"));
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("link.title", { name })}
      size={520}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <div className={css["form"]}>
        <p>{t("passwordLinkHint")}</p>
        <ErrorNotice error={make.error} />
        {address && make.data ? (
          <>
            <p className={css["secret"]}>{address}</p>
            <p className={css["hint"]}>{t("link.until", { when: exactText(make.data.expiresAt, i18n.language) })}</p>
          </>
        ) : null}
      </div>
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:close")}</Button>
        {address ? (
          <Button kind="primary" onClick={() => void copy(address)}>
            {t("link.copy")}
          </Button>
        ) : (
          <Button kind="primary" busy={make.isPending} onClick={() => make.mutate()}>
            {t("link.make")}
          </Button>
        )}
      </div>
    </Modal>
  );
}
