import { priorityOf } from "@tartip/domain/requests/type";
import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconCalendar, IconDots, IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { RequestType } from "@tartip/domain/requests/type";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../../lib/errors.ts";
import { labelIn } from "../../../lib/reference.ts";
import { IconButton } from "../../../ui/action/Button.tsx";
import { DueText } from "../../../ui/value/DueText.tsx";
import { Money } from "../../../ui/value/Money.tsx";
import { PageHeader } from "../../../ui/shell/PageHeader.tsx";
import { PriorityMark } from "../../../ui/value/PriorityMark.tsx";
import { StatusPill } from "../../../ui/value/StatusPill.tsx";
import { Stepper } from "../../../ui/value/Stepper.tsx";
import { errorToast, toast } from "../../../ui/action/toast.tsx";
import { useHotkeys } from "../../../ui/shell/useHotkeys.ts";
import { statusOf } from "../requestQueries.ts";
import type { RequestView } from "../requestQueries.ts";
import css from "./Record.module.css";
import { copyRequest } from "./actions/requestMoves.ts";
import { straightWay } from "./actions/straightWay.ts";
import { useNeighbours } from "./useNeighbours.ts";

interface Props {
  request: RequestView;
  type: RequestType | undefined;
  /** Offers an empty checklist for filling in. */
  onChecklist: (() => void) | undefined;
}

/** Crumbs, place in the list one came from, title with the amount, way, priority, deadline. */
export function RequestHeader({ request, type, onChecklist }: Props) {
  const { t, i18n } = useTranslation("record");
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const { steps, insteadOf } = straightWay(request, type);
  const menu = <RecordMenu request={request} onChecklist={onChecklist} />;
  const name = type ? labelIn(type.label, i18n.language) : "";
  return (
    <PageHeader
      title={request.title || t("untitled")}
      crumbs={[
        { label: t("shell:nav.request"), to: "/requests" },
        ...(name && !phone ? [{ label: name, to: `/requests?type=${request.typeCode}` }] : []),
        { label: request.number ?? t("status:request.draft") },
      ]}
      crumbsAside={
        <>
          <Neighbours id={request.id} />
          {phone ? menu : null}
        </>
      }
      amount={
        typeof request.amountMinor === "number" ? (
          <Money minor={request.amountMinor} currency={request.currency ?? "KZT"} strong />
        ) : undefined
      }
    >
      <div className={css["under"]}>
        {phone ? (
          <StatusPill kind="request" status={statusOf(request)} />
        ) : (
          <Stepper kind="request" steps={steps} current={statusOf(request)} {...(insteadOf ? { insteadOf } : {})} />
        )}
        <div className={css["marks"]}>
          <PriorityMark priority={priorityOf(request.priority)} withWord />
          {request.dueAt ? (
            <span className={css["due"]}>
              <IconCalendar size={16} stroke={1.6} aria-hidden />
              {t(request.meaning.invoice ? "payBy" : "due")} <DueText value={request.dueAt} settled={!request.open} />
            </span>
          ) : null}
          <IconButton label={t("print")} className={css["onDesk"]} onClick={() => window.print()}>
            <IconPrinter size={18} stroke={1.6} />
          </IconButton>
          {phone ? null : menu}
        </div>
      </div>
    </PageHeader>
  );
}

/** «3 из 6» with arrows, when the page was opened from a list. */
function Neighbours({ id }: { id: string }) {
  const { t } = useTranslation("record");
  const navigate = useNavigate();
  const place = useNeighbours(id);
  const go = (to: string | undefined) => to && void navigate({ to: "/requests/$id", params: { id: to } });
  useHotkeys({ KeyK: () => go(place?.previous), KeyJ: () => go(place?.next) }, { enabled: place !== null });
  if (!place) return null;
  return (
    <>
      {t("place", { place: place.index + 1, total: place.total })}
      <IconButton label={t("previous")} disabled={!place.previous} onClick={() => go(place.previous)}>
        <IconArrowUp size={18} stroke={1.6} />
      </IconButton>
      <IconButton label={t("next")} disabled={!place.next} onClick={() => go(place.next)}>
        <IconArrowDown size={18} stroke={1.6} />
      </IconButton>
    </>
  );
}

function RecordMenu({ request, onChecklist }: Pick<Props, "request" | "onChecklist">) {
  const { t } = useTranslation("record");
  const navigate = useNavigate();
  const copy = useMutation({
    mutationFn: () => copyRequest(request.id),
    onSuccess: ({ id }) => navigate({ to: "/requests/$id/edit", params: { id } }),
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
  async function copyLink() {
    await navigator.clipboard.writeText(location.href);
    toast(t("menu.linkCopied"));
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t("menu.title")}>
          <IconDots size={18} stroke={1.6} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy.mutate()}>{t("menu.copy")}</Menu.Item>
        <Menu.Item onClick={() => void copyLink()}>{t("menu.link")}</Menu.Item>
        {onChecklist ? <Menu.Item onClick={onChecklist}>{t("menu.checklist")}</Menu.Item> : null}
        {request.approval ? (
          <Menu.Item component={Link} to={`/requests/${request.id}/sheet`}>
            {t("approvals:sheet.title")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
