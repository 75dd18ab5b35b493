import { IconInbox } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../../ui/action/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import type { RequestViewName } from "./requestViews.ts";

interface Props {
  view: RequestViewName;
  /** Whether the person may make requests. */
  mayCreate: boolean;
}

/** Why there is nothing, and the way on. */
export function NoRequests({ view, mayCreate }: Props) {
  const { t } = useTranslation("requests");
  const makes = mayCreate && ["mine", "drafts", "open"].includes(view);
  return (
    <EmptyState
      icon={<IconInbox size={24} stroke={1.4} color="var(--text-3)" aria-hidden />}
      title={t(`list.empty.${view}`)}
      text={t(`list.emptyText.${mayCreate || !["mine", "open", "drafts", "assigned"].includes(view) ? view : "guest"}`)}
      actions={makes ? <ButtonLink to="/requests/new">{t("create.title")}</ButtonLink> : undefined}
    />
  );
}
