import { USUAL_DEADLINES, type DeadlineSettings } from "@tartip/domain/deadlines/levels";
import { BASE_CURRENCY } from "@tartip/domain/kernel/money";
import { FIVE_DAY_WEEKEND, USUAL_HOURS, type WorkingHours } from "@tartip/domain/kernel/working-time";
import type { Label } from "@tartip/domain/kernel/label";

export interface CompanySettings {
  company: { name: Label; bin: string; kbe: string; vatPayer: boolean; address: string };
  baseCurrency: string;
  /** Whole units of the base currency; routes apply to amounts above them. */
  thresholds: Record<string, number>;
  workHours: WorkingHours;
  /** Days off of a week, 1 Monday … 7 Sunday. */
  weekend: number[];
  /** Who decides where the line of managers ends; null until named. */
  ownerStandIn: string | null;
  /** Working minutes after which the head learns of an unaccepted urgent request. */
  ackWorkMinutes: number;
  autoCloseWorkDays: number;
  /** Working days after which a question nobody answered is told to the one who asked and to a head; 0 = never. */
  questionWorkDays: number;
  /** When deadlines remind, and when what is late goes up to the heads. */
  deadlines: DeadlineSettings;
  /** Window in which expenses of one supplier and item are added up against splitting. */
  splitWindowDays: number;
  /** Whether one decision of the financial director stands for those over the limit where a branch has no plan for the year. */
  unplannedByCfo: boolean;
  /** Once the set-up checklist is closed, guarded roles need a second person without exception. */
  setUpClosed: boolean;
}

export const DEFAULT_SETTINGS: CompanySettings = {
  company: { name: { ru: "Tartip", kk: "Tartip", en: "Tartip" }, bin: "", kbe: "17", vatPayer: true, address: "" },
  baseCurrency: BASE_CURRENCY,
  thresholds: { legal: 1_000_000, cfo: 500_000, ceo: 5_000_000, tender: 1_000_000 },
  workHours: USUAL_HOURS,
  weekend: [...FIVE_DAY_WEEKEND],
  ownerStandIn: null,
  ackWorkMinutes: 60,
  autoCloseWorkDays: 5,
  questionWorkDays: 3,
  deadlines: USUAL_DEADLINES,
  splitWindowDays: 30,
  unplannedByCfo: true,
  setUpClosed: false,
};

/** Rates of VAT by the day of turnover; `none` is a supply outside VAT and is not the same as 0 %. */
export const VAT_RATES: { code: string; pct: number | null; from: string | null; to: string | null }[] = [
  { code: "16", pct: 16, from: "2026-01-01", to: null },
  { code: "12", pct: 12, from: null, to: "2025-12-31" },
  { code: "10", pct: 10, from: "2026-01-01", to: null },
  { code: "5", pct: 5, from: "2026-01-01", to: "2026-12-31" },
  { code: "0", pct: 0, from: null, to: null },
  { code: "none", pct: null, from: null, to: null },
];
