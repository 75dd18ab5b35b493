import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { referenceQuery, type Reference } from "../../lib/reference.ts";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { ErrorState } from "../../ui/EmptyState.tsx";
import { KeyHint } from "../../ui/shell/KeyHint.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { TextSkeleton } from "../../ui/Skeletons.tsx";
import { useHotkeys } from "../../ui/shell/useHotkeys.ts";
import { useNavigate } from "@tanstack/react-router";
import css from "./create/Create.module.css";
import { useDiscarded } from "./form/draft/discarded.ts";
import { typeIcon, typeNames } from "../records/typeLook.ts";

/** What to make: the types with what each is for; below, drafts to go on with. */
export default function NewRequestPage() {
  const { t, i18n } = useTranslation("requests");
  const navigate = useNavigate();
  const reference = useQuery(referenceQuery);
  const types = typeNames(reference.data, i18n.language);
  const open = (code: string) => void navigate({ to: "/requests/new/$type", params: { type: code } });
  useHotkeys(Object.fromEntries(types.slice(0, 9).map(({ code }, index) => [`Digit${index + 1}`, () => open(code)])));
  if (reference.isError)
    return <ErrorState title={t("form.loadFailed")} error={reference.error} onRetry={() => void reference.refetch()} />;
  return (
    <>
      <PageHeader
        title={t("create.title")}
        crumbs={[{ label: t("list.title"), to: "/requests" }, { label: t("create.title") }]}
      />
      <div className={css["page"]}>
        <ul className={css["types"]}>
          {reference.isPending
            ? Array.from({ length: 6 }, (_, index) => (
                <li key={index} className={css["type"]}>
                  <TextSkeleton lines={2} />
                </li>
              ))
            : types.map(({ code, label, icon: Icon }, index) => (
                <li key={code}>
                  <Link to="/requests/new/$type" params={{ type: code }} className={css["type"]}>
                    <span className={css["icon"]}>
                      <Icon size={20} stroke={1.6} aria-hidden />
                    </span>
                    <span className={css["words"]}>
                      <span className={css["label"]}>{label}</span>
                      <span className={css["hint"]}>
                        {i18n.exists(`requests:create.hint.${code}`) ? t(`create.hint.${code}`) : null}
                      </span>
                    </span>
                    {index < 9 ? <KeyHint>{String(index + 1)}</KeyHint> : null}
                  </Link>
                </li>
              ))}
        </ul>
        <Drafts reference={reference.data} />
      </div>
    </>
  );
}

function Drafts({ reference }: { reference: Reference | undefined }) {
  const { t } = useTranslation("requests");
  const discarded = useDiscarded();
  const drafts = useQuery({
    queryKey: ["list", "requests", "recent-drafts"],
    queryFn: ({ signal }) =>
      call(api.GET("/api/v1/requests", { params: { query: { view: "drafts", sort: "-updatedAt", limit: 5 } }, signal })),
  });
  const rows = drafts.data?.items.filter((row) => !discarded.has(row.id)) ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t("create.drafts")} flush>
      <ul className={css["drafts"]}>
        {rows.map((row) => {
          const Icon = typeIcon(reference, row.typeCode);
          return (
            <li key={row.id}>
              <Link to="/requests/$id/edit" params={{ id: row.id }} className={css["draft"]}>
                <Icon size={16} stroke={1.6} aria-hidden />
                <span className={css["draftTitle"]}>{row.title || t("list.untitled")}</span>
                <DateText value={row.updatedAt} />
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
