/** What the number of a setting may be at least and at most: the API refuses others, the form says so before it sends them. */
export const SETTING_LIMITS = {
  remindDays: { minimum: 0, maximum: 30, unit: "days" },
  remindHours: { minimum: 0, maximum: 200, unit: "hours" },
  headHours: { minimum: 0, maximum: 1000, unit: "hours" },
  departmentHours: { minimum: 0, maximum: 1000, unit: "hours" },
  questionWorkDays: { minimum: 0, maximum: 60, unit: "days" },
  ackWorkMinutes: { minimum: 0, maximum: 10_000, unit: "minutes" },
  // A finished request is looked at before it closes.
  autoCloseWorkDays: { minimum: 1, maximum: 60, unit: "days" },
} as const;
