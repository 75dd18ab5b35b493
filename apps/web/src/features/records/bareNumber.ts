/** A number of a paper without the sign that people type before it: the sentences of the pages bring their own. */
export function bareNumber(number: string): string {
  return number.replace(/^\s*(?:№|N[o°º]?\.?(?=\s))\s*/iu, "") || number;
}
