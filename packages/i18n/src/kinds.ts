/** Texts of a catalogue: nested objects with texts at their ends. */
export type Texts = Record<string, unknown>;

/** The parts a kind's catalogue may have, and where each stands among the shared namespaces; `*` is the kind. */
export const KIND_PARTS: Readonly<Record<string, readonly string[]>> = {
  name: ["record:kind.*", "search:one.*"],
  plural: ["search:kind.*"],
  section: ["shell:nav.*"],
  sectionShort: ["shell:navShort.*"],
  status: ["status:*"],
  journal: ["history:action.*"],
  fields: ["history:field"],
  notices: ["notices:event"],
  blockers: ["blockers:"],
  refusals: ["refusals:"],
};

/** Texts of a namespace with what the catalogues of the kinds (`messages/<language>/kinds`) add to it. */
export function withKinds(namespace: string, texts: Texts, kinds: Readonly<Record<string, Texts>>): Texts {
  const whole = structuredClone(texts);
  for (const [kind, own] of Object.entries(kinds)) {
    for (const [part, words] of Object.entries(own)) {
      for (const place of KIND_PARTS[part] ?? []) {
        const [there, path = ""] = place.split(":");
        if (there === namespace) lay(whole, path.replace("*", kind).split(".").filter(Boolean), words);
      }
    }
  }
  return whole;
}

function lay(whole: Texts, path: readonly string[], words: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (isTexts(words)) Object.assign(whole, words);
  } else if (rest.length > 0 || isTexts(words)) {
    const inner = whole[step];
    const below: Texts = isTexts(inner) ? inner : {};
    whole[step] = below;
    lay(below, rest, words);
  } else whole[step] = words;
}

function isTexts(value: unknown): value is Texts {
  return typeof value === "object" && value !== null;
}
