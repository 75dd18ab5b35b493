import { IconPlus, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../action/Button.tsx";
import { KeyHint } from "./KeyHint.tsx";
import css from "./TopBar.module.css";

interface Props {
  onSearch: () => void;
  /** What the person may find. */
  searchWords: string;
  /** The pointer or focus came near the search: time to fetch the palette. */
  onReach?: () => void;
  /** Absent: the person may create nothing. */
  onCreate?: (() => void) | undefined;
  /** Bell, language, person. */
  children: ReactNode;
}

/** The top bar: search field that opens the palette, «Создать», then what the shell puts in. */
export function TopBar({ onSearch, searchWords, onReach, onCreate, children }: Props) {
  const { t } = useTranslation("shell");
  return (
    <>
      <button type="button" className={css["search"]} onClick={onSearch} onPointerEnter={onReach} onFocus={onReach}>
        <IconSearch size={16} aria-hidden />
        <span className={css["words"]}>{searchWords}</span>
        <span className={css["short"]}>{t("searchShort")}</span>
        <KeyHint>Ctrl K</KeyHint>
      </button>
      <span className={css["space"]} />
      {onCreate ? (
        <>
          <span className={css["wide"]}>
            <Button icon={<IconPlus size={16} />} keyHint="C" onClick={onCreate}>
              {t("create")}
            </Button>
          </span>
          <span className={css["narrow"]}>
            <IconButton label={t("create")} onClick={onCreate}>
              <IconPlus size={20} />
            </IconButton>
          </span>
        </>
      ) : null}
      {children}
    </>
  );
}
