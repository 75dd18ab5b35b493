import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError, errorSentence } from "../lib/errors.ts";
import { ButtonLink } from "../ui/action/Button.tsx";
import { EmptyState, ErrorState } from "../ui/EmptyState.tsx";
import { PageSkeleton } from "../ui/Skeletons.tsx";

/** No such page, or nothing there that the person may see: the two look alike. */
export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <EmptyState
      title={t("notFound.title")}
      text={t("notFound.text")}
      actions={<ButtonLink to="/">{t("notFound.home")}</ButtonLink>}
    />
  );
}

/** A page whose data did not come. */
export function PageError({ error }: { error: unknown }) {
  const { t } = useTranslation("shell");
  const router = useRouter();
  // A part of the pages that did not come is asked for only by a new page.
  const again = () => (error instanceof ApiError ? void router.invalidate() : window.location.reload());
  // Asking again would not bring what is absent or not for this person.
  if (error instanceof ApiError && error.problem.status === 404) return <NotFound />;
  return (
    <ErrorState
      title={t("pageError.title")}
      text={`${errorSentence(error, t)} ${t("pageError.kept")}`}
      error={error}
      onRetry={again}
    />
  );
}

/** A page on its way: its outline, no spinner. */
export function PagePending() {
  return <PageSkeleton />;
}
