import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, sessionRenewed } from "../../lib/api.ts";
import { ApiError, errorSentence, fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { Note } from "../../ui/action/Note.tsx";
import { Door } from "./Door.tsx";
import css from "./Login.module.css";
import { isTyped, NewPassword } from "../../ui/input/NewPassword.tsx";

const EMPTY = { lastName: "", firstName: "", email: "", password: "", repeat: "" };

/** The first start: the holder of the printed link becomes the first administrator and is signed in. */
export default function WelcomePage() {
  const { t } = useTranslation("shell");
  const { token } = useSearch({ from: "/welcome" });
  return (
    <Door title={t("welcome.title")} lead={t("welcome.lead")}>
      {token ? <FirstAdmin token={token} /> : <Note tone="amber">{t("welcome.noToken")}</Note>}
    </Door>
  );
}

function FirstAdmin({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const [draft, setDraft] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const create = useCreate(token);
  const wrong = fieldErrors(create.error, t);
  const missing = (name: keyof typeof EMPTY) => (asked && !draft[name].trim() ? t("fields:required") : undefined);
  const isWhole = draft.lastName.trim() && draft.firstName.trim() && draft.email.trim() && isTyped(draft);
  const field = (name: "lastName" | "firstName" | "email", complete: string) => (
    <TextInput
      {...fieldProps({ name, label: t(`welcome.${name}`), required: true, error: wrong[name] ?? missing(name) })}
      type={name === "email" ? "email" : "text"}
      autoComplete={complete}
      value={draft[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
    />
  );
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (isWhole) create.mutate(draft);
      }}
    >
      {create.error && Object.keys(wrong).length === 0 ? <Refusal error={create.error} /> : null}
      {field("lastName", "family-name")}
      {field("firstName", "given-name")}
      {field("email", "username")}
      <NewPassword
        value={draft}
        onChange={(password) => setDraft({ ...draft, ...password })}
        error={wrong["password"]}
        asked={asked}
      />
      <Button type="submit" kind="primary" wide busy={create.isPending}>
        {t("welcome.submit")}
      </Button>
    </form>
  );
}

function useCreate(token: string) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ repeat: _repeat, ...person }: typeof EMPTY) => {
      await call(api.POST("/api/v1/first-admin", { body: { token, ...person } }));
      sessionRenewed();
    },
    onSuccess: () => {
      cache.clear();
      return navigate({ to: "/" });
    },
  });
}

/** Why it was refused: a link works once. */
function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation("shell");
  const spent = error instanceof ApiError && error.problem.status === 404;
  return <Note tone="red">{spent ? t("welcome.spent") : errorSentence(error, t)}</Note>;
}
