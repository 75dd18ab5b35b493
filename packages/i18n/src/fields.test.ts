import { FIELD_CODES } from "@tartip/domain/kernel/field-codes";
import { describe, expect, it } from "vitest";
import en from "../messages/en/fields.json" with { type: "json" };
import kk from "../messages/kk/fields.json" with { type: "json" };
import ru from "../messages/ru/fields.json" with { type: "json" };

const LANGUAGES: Record<string, { texts: Record<string, string>; forms: string[] }> = {
  ru: { texts: ru, forms: ["one", "few", "many", "other"] },
  kk: { texts: kk, forms: ["one", "other"] },
  en: { texts: en, forms: ["one", "other"] },
};

describe.each(Object.entries(LANGUAGES))("sentences of %s", (_language, { texts, forms }) => {
  it.each(Object.entries<readonly string[]>(FIELD_CODES))("say %s with its parameters", (code, params) => {
    const keys = params.includes("count") ? forms.map((form) => `${code}_${form}`) : [code];
    for (const key of keys) {
      expect(texts).toHaveProperty([key]);
      const named = [...(texts[key] ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
      expect(new Set(named)).toEqual(new Set(params));
    }
  });
});
