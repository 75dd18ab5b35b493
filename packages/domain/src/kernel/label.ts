/** One text in the three languages of the interface. */
export interface Label {
  ru: string;
  kk: string;
  en: string;
}
