import { getCountrySpecifications } from "ibantools";
import { expect, it } from "vitest";
import registry from "../../data/iban-registry.json" with { type: "json" };

it("is the registry as the library of the day keeps it", () => {
  const kept = Object.entries(getCountrySpecifications()).flatMap(([country, { IBANRegistry, chars, bban_regexp: rest }]) =>
    IBANRegistry && chars && rest ? [[country, { length: chars, rest }] as const] : [],
  );
  expect(registry).toEqual(Object.fromEntries(kept));
});
