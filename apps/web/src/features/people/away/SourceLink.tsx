import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Absence } from "../peopleQueries.ts";

/** The approved request that days away or a substitution came from. */
export function SourceLink({ request }: { request: NonNullable<Absence["request"]> }) {
  const { t } = useTranslation("people");
  return (
    <Link to="/requests/$id" params={{ id: request.id }}>
      {t("source", { number: request.number ?? "" })}
    </Link>
  );
}
