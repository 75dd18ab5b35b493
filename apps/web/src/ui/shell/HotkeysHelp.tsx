import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./HotkeysHelp.module.css";
import { KeyHint } from "./KeyHint.tsx";

const KEYS = [
  ["Ctrl K", "palette"],
  ["C", "create"],
  ["/", "filter"],
  ["J", "down"],
  ["K", "up"],
  ["X", "select"],
  ["Enter", "open"],
  ["A", "approve"],
  ["R", "return"],
  ["Ctrl Enter", "submit"],
  ["Esc", "escape"],
  ["?", "help"],
] as const;

/** The list of keys, opened by `?`. */
export function HotkeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("ui");
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys.title")} size={420} closeButtonProps={{ "aria-label": t("close") }}>
      <dl className={css["keys"]}>
        {KEYS.map(([key, name]) => (
          <div key={name} className={css["row"]}>
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              <span className="screen-reader">{key}</span>
              <KeyHint>{key}</KeyHint>
            </dd>
          </div>
        ))}
      </dl>
      <p className={css["note"]}>{t("keys.layout")}</p>
    </Modal>
  );
}
