import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import { StatusShape } from "./StatusShape.tsx";
import { statusLook } from "./statusLook.ts";
import type { StatusKind } from "./statusLook.ts";
import css from "./StatusPill.module.css";

interface Props {
  kind: StatusKind;
  status: string;
  /** Other words for the same status, e.g. «Ожидает оплаты»; default `status:<kind>.<status>`. */
  label?: string | undefined;
  /** Without the coloured ground, for dense places. */
  bare?: boolean;
}

/** Status as shape, word and colour. `<StatusPill kind="request" status="in_progress" />` */
export function StatusPill({ kind, status, label, bare }: Props) {
  const { t } = useTranslation("status");
  const look = statusLook(kind, status);
  return (
    <span className={classes(css["pill"], bare && css["bare"])} data-tone={look.tone}>
      <StatusShape shape={look.shape} />
      {label ?? t(`${kind}.${status}`)}
    </span>
  );
}
