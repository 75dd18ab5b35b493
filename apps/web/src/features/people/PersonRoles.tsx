import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { labelIn, useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { ListInput } from "../records/fields/ListInput.tsx";
import { ChoiceInput } from "../../ui/input/ChoiceInput.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { HeldRole } from "./HeldRole.tsx";
import type { Held } from "./HeldRole.tsx";
import css from "./People.module.css";
import type { PersonCard } from "./peopleQueries.ts";
import { ProposalLine } from "./ProposalLine.tsx";
import { useRoleName } from "./useRoleName.ts";

/** Roles held, and those that wait for a second person. */
export function PersonRoles({ person, roles }: { person: PersonCard; roles: readonly Held[] }) {
  const { t } = useTranslation("people");
  const [giving, setGiving] = useState(false);
  const { may, proposedRoles = [] } = person;
  return (
    <Card
      title={t("roles.title")}
      count={roles.length}
      flush
      actions={
        may.roles ? (
          <Button small onClick={() => setGiving(true)}>
            {t("action.grantRole")}
          </Button>
        ) : undefined
      }
    >
      {roles.length + proposedRoles.length === 0 ? <p className={css["empty"]}>{t("grant.none")}</p> : null}
      <ul role="list" className={css["rows"]}>
        {roles.map((held) => (
          <HeldRole key={held.id} person={person} held={held} />
        ))}
        {proposedRoles.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
      {giving ? <RoleDialog person={person} onClose={() => setGiving(false)} /> : null}
    </Card>
  );
}

function RoleDialog({ person: { id, name }, onClose }: { person: PersonCard; onClose: () => void }) {
  const { t } = useTranslation("people");
  const [roleCode, setRoleCode] = useState<string | null>(null);
  const [branchId, setBranchId] = useState<string | null>(null);
  const give = useGive(id, branchId, onClose);
  const wrong = fieldErrors(give.error, t);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("grant.title", { name })}
      size={480}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (roleCode && !give.isPending) give.mutate(roleCode);
        }}
      >
        <div className={css["form"]}>
          {give.error && Object.keys(wrong).length === 0 ? <ErrorNotice error={give.error} /> : null}
          <RoleField value={roleCode} onChange={setRoleCode} error={wrong["roleCode"]} />
          <BranchField value={branchId} onChange={setBranchId} error={wrong["branchId"]} />
          <p className={css["hint"]}>{t("grant.hint")}</p>
        </div>
        <div className={css["buttons"]}>
          <Button onClick={onClose}>{t("ui:cancel")}</Button>
          <Button kind="primary" type="submit" keyHint="Ctrl Enter" busy={give.isPending} disabled={!roleCode}>
            {t("grant.submit")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Gives the role at once, or asks a second person to confirm it. */
function useGive(id: string, branchId: string | null, onDone: () => void) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  const roleName = useRoleName();
  return useMutation({
    mutationFn: (code: string) =>
      call(api.POST("/api/v1/people/{id}/roles", { params: { path: { id } }, body: { roleCode: code, branchId } })),
    onSuccess: async ({ status }, code) => {
      toast(t(status === "pending" ? "grant.pending" : "grant.granted", { role: roleName(code) }));
      await cache.invalidateQueries({ queryKey: ["person", id] });
      void cache.invalidateQueries({ queryKey: ["role-proposals"] });
      onDone();
    },
  });
}

interface ChoiceProps {
  value: string | null;
  onChange: (value: string | null) => void;
  error: string | undefined;
}

function RoleField({ value, onChange, error }: ChoiceProps) {
  const { t, i18n } = useTranslation("people");
  const { reference } = useNames();
  return (
    <ChoiceInput
      name="roleCode"
      label={t("grant.role")}
      required
      error={error}
      options={reference?.roles.map(({ code, label }) => ({ value: code, label: labelIn(label, i18n.language) })) ?? []}
      searchable
      value={value}
      onChange={onChange}
    />
  );
}

/** Where the role holds; everywhere when empty. */
function BranchField({ value, onChange, error }: ChoiceProps) {
  const { t } = useTranslation("people");
  return (
    <ListInput
      name="branchId"
      label={t("grant.branch")}
      error={error}
      list="branch"
      placeholder={t("grant.anywhere")}
      value={value}
      onChange={onChange}
    />
  );
}
