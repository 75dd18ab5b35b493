/** Why somebody is awaited (i18n `explain:awaits.*`). */
export type AwaitReason =
  | "decision"
  | "over_limit"
  | "task"
  | "accept"
  | "take"
  | "rework"
  | "recalled"
  | "clarify"
  | "review"
  | "close"
  | "send"
  | "name_person"
  | "confirm_account"
  | "payment_needed"
  | "redo";
