import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import css from "./BudgetPage.module.css";

interface Option {
  value: string;
  label: string;
}

/** Year, branch and project of the grid, kept in the address. */
export function BudgetSelectors({ url, year }: { url: UrlFilters; year: number }) {
  const { t } = useTranslation(["budgets", "lists"]);
  const names = useNames();
  const choose = (name: string) => (value: string) => url.set({ [name]: value, cell: undefined });
  const years = [year - 1, year, year + 1].map((one) => ({ value: String(one), label: String(one) }));
  return (
    <div className={css["selectors"]}>
      <Chooser label={t("page.year")} value={String(year)} options={years} onChoose={choose("year")} />
      <Chooser
        label={t("lists:branch")}
        value={url.get("branchId") ?? ""}
        options={[{ value: "", label: t("page.allBranches") }, ...names.branches]}
        onChoose={choose("branchId")}
      />
      <Chooser
        label={t("lists:project")}
        value={url.get("projectId") ?? ""}
        options={[{ value: "", label: t("page.allProjects") }, { value: "none", label: t("page.noProject") }, ...names.projects]}
        onChoose={choose("projectId")}
      />
    </div>
  );
}

interface ChooserProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
}

function Chooser({ label, value, options, onChoose }: ChooserProps) {
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={css["chip"]}>
          {label}: <strong>{options.find((option) => option.value === value)?.label ?? "…"}</strong>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            onClick={() => onChoose(option.value)}
            rightSection={option.value === value ? <IconCheck size={16} /> : null}
          >
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
