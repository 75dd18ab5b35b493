/** All catalogues of this language, so that the build puts them into one chunk of their own. */
export const catalogues = import.meta.glob<Record<string, unknown>>("../../../../../packages/i18n/messages/en/*.json", {
  eager: true,
  import: "default",
});
