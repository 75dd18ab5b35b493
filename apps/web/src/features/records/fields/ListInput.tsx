import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { labelIn, offered, useNames } from "../../../lib/reference.ts";
import type { Reference } from "../../../lib/reference.ts";
import { ChoiceInput } from "../../../ui/input/ChoiceInput.tsx";
import type { Option, OptionGroup } from "../../../ui/input/ChoiceInput.tsx";

/** The lists of the company a field may choose from. */
export type CompanyList = "branch" | "department" | "project" | "costItem" | "currency" | "knp";

interface Props extends Omit<ComponentProps<typeof ChoiceInput>, "options"> {
  list: CompanyList;
  /** Projects of this branch come first. */
  near?: unknown;
}

/** Lists of one company may be short today; a branch and a currency are chosen by sight. */
const BY_SIGHT: readonly CompanyList[] = ["branch", "currency"];

/** One of a list of the company: what is in use, and what the record has already. */
export function ListInput({ list, near, ...field }: Props) {
  const options = useOptions(list, field.value, near);
  return <ChoiceInput searchable={!BY_SIGHT.includes(list)} {...field} options={options} />;
}

function useOptions(list: CompanyList, current: string | null, near: unknown): readonly Option[] | readonly OptionGroup[] {
  const { i18n } = useTranslation();
  const { reference, branches, departments, currencies } = useNames();
  switch (list) {
    case "branch":
      return offered(branches, current);
    case "department":
      return offered(departments, current);
    case "project":
      return projectsOf(reference, current, near);
    case "costItem":
      return costItemsOf(reference, current, i18n.language);
    case "currency":
      return currencies;
    case "knp":
      return (reference?.knp ?? []).map(({ code, name }) => ({
        value: code,
        label: `${code} · ${labelIn(name, i18n.language)}`,
      }));
  }
}

/** Open projects, those of the chosen branch first. */
function projectsOf(reference: Reference | undefined, current: string | null, near: unknown): Option[] {
  const distance = (branchId: string | null) => (branchId !== null && branchId === near ? 0 : 1);
  return (reference?.projects ?? [])
    .filter((one) => one.status === "active" || one.id === current)
    .toSorted((one, other) => distance(one.branchId) - distance(other.branchId))
    .map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
}

/** The tree of cost items, as groups. */
function costItemsOf(reference: Reference | undefined, current: string | null, language: string): OptionGroup[] {
  const items = reference?.costItems ?? [];
  const name = (one: Reference["costItems"][number]) => `${one.code} ${labelIn(one.name, language)}`;
  return items
    .filter((one) => one.parentId === null)
    .map((group) => ({
      group: name(group),
      items: items
        .filter((one) => one.parentId === group.id && (one.active || one.id === current))
        .map((one) => ({ value: one.id, label: name(one) })),
    }))
    .filter((group) => group.items.length > 0);
}
