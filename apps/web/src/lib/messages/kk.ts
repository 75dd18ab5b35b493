/** The texts of every page in this language, one chunk of the first load; `BASE` of `lib/i18n.ts` names them. */
export const catalogues = import.meta.glob<Record<string, unknown>>(
  "../../../../../packages/i18n/messages/kk/{ui,shell,status}.json",
  { eager: true, import: "default" },
);

/** The words of each kind of record; its statuses are on every page. */
export const kinds = import.meta.glob<Record<string, unknown>>("../../../../../packages/i18n/messages/kk/kinds/*.json", {
  eager: true,
  import: "default",
});
