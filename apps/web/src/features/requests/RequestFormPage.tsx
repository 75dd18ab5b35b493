import { defaultsFor } from "@tartip/domain/requests/form";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { referenceQuery } from "../../lib/reference.ts";
import type { Reference } from "../../lib/reference.ts";
import { meQuery } from "../../lib/session.ts";
import type { Me } from "../../lib/session.ts";
import { ButtonLink } from "../../ui/action/Button.tsx";
import { EmptyState, ErrorState } from "../../ui/EmptyState.tsx";
import { PageSkeleton } from "../../ui/Skeletons.tsx";
import { draftBackup } from "./form/draft/draftBackup.ts";
import { typeOf } from "./form/formModel.ts";
import { RequestFormBody } from "./form/RequestFormBody.tsx";
import { requestQuery } from "./requestQueries.ts";
import type { RequestView } from "./requestQueries.ts";

/** A new request of a type, or a draft gone on with: `/requests/new/payment`, `/requests/<id>/edit`. */
export default function RequestFormPage() {
  const { t } = useTranslation(["requests", "fields", "lists", "status"]);
  const params = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const named = params.id ?? search["draft"];
  // The address learns the id when the draft is made; the form itself goes on.
  const [startId] = useState(named);
  const address = params.id ?? params.type ?? "";
  const { data: me } = useSuspenseQuery(meQuery);
  const reference = useQuery(referenceQuery);
  const id = params.id ?? startId;
  const draft = useQuery({
    ...requestQuery(id ?? ""),
    enabled: id !== undefined,
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  const [opened, setOpened] = useState<RequestView>();
  const failed = reference.error ?? draft.error;
  if (failed && !opened) {
    return (
      <ErrorState
        title={t("form.loadFailed")}
        error={failed}
        onRetry={() => void (reference.error ? reference.refetch() : draft.refetch())}
      />
    );
  }
  if (!reference.data || (id !== undefined && draft.data?.id !== id)) return <PageSkeleton />;
  // What the form began with: later answers about the draft are its own affair (`useDraft`).
  if (draft.data && opened?.id !== id) setOpened(draft.data);
  const request = id === undefined ? undefined : opened?.id === id ? opened : draft.data;
  if (request && request.status !== "draft") return <Navigate to="/requests/$id" params={{ id: request.id }} replace />;
  return (
    <OpenForm key={address} me={me} reference={reference.data} request={request} code={request?.typeCode ?? params.type ?? ""} />
  );
}

interface Props {
  me: Me;
  reference: Reference;
  request: RequestView | undefined;
  code: string;
}

function OpenForm({ me, reference, request, code }: Props) {
  const { t } = useTranslation("requests");
  const navigate = useNavigate();
  const type = useMemo(() => typeOf(reference, code), [reference, code]);
  const { person } = me;
  if (!type) {
    return (
      <EmptyState
        title={t("create.unknown")}
        text={t("create.unknownText")}
        actions={<ButtonLink to="/requests/new">{t("create.choose")}</ButtonLink>}
      />
    );
  }
  const author = {
    id: person.id,
    ...(person.departmentId ? { departmentId: person.departmentId } : {}),
    ...(person.branchId ? { branchId: person.branchId } : {}),
  };
  const { files: _files, ...kept } = request?.values ?? {};
  return (
    <RequestFormBody
      start={{
        type,
        id: request?.id,
        version: request?.version ?? 0,
        values: request ? kept : defaultsFor(type, { author }),
        backup: draftBackup(person.id, request?.id ?? `new.${code}`),
        now,
        onCreated: (id) =>
          void navigate({ to: "/requests/new/$type", params: { type: code }, search: { draft: id }, replace: true }),
      }}
      reference={reference}
      names={request?.names ?? { people: [{ id: person.id, name: person.name }], counterparties: [], documents: [] }}
      chainId={request?.chainId}
    />
  );
}
