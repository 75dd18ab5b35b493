import fc from "fast-check";
import { describe, expect, it } from "vitest";
import banks from "../../data/banks-kz.json" with { type: "json" };
import kbes from "../../data/kbe.json" with { type: "json" };
import { bankByIban, bankMismatch, checkBic } from "./bic.ts";
import { checkBinIin } from "./bin.ts";
import { checkIban, formatIban } from "./iban.ts";
import { checkKbe, kbeMismatch, usualKbe } from "./kbe.ts";

const SEED = 20261122;
const failure = (code: string, params?: object): object => (params ? { ok: false, code, params } : { ok: false, code });

describe("BIN and IIN", () => {
  it.each([
    ["150340981013", { kind: "bin", entity: "resident", unit: "head" }],
    ["211140982020", { kind: "bin", entity: "resident", unit: "head" }],
    ["190641983033", { kind: "bin", entity: "resident", unit: "branch" }],
    ["200840900806", { kind: "bin" }],
    ["971240001315", { kind: "bin", unit: "head" }],
    ["901041000015", { kind: "bin", unit: "branch" }],
    ["850205398011", { kind: "iin", birthDate: "1985-02-05" }],
    ["991231498020", { kind: "iin", birthDate: "1999-12-31" }],
    ["040229698032", { kind: "iin", birthDate: "2004-02-29" }],
    ["770717390311", { kind: "iin", birthDate: "1977-07-17" }],
  ])("takes %s", (text, owner) => {
    expect(checkBinIin(text)).toMatchObject({ ok: true, value: text, ...owner });
  });

  it("forgives spaces and hyphens of a pasted number", () => {
    expect(checkBinIin(" 1503\u00a0-4098 1013\ufeff")).toMatchObject({ ok: true, value: "150340981013" });
  });

  it.each<[string, string, object | undefined]>([
    ["", "binEmpty", undefined],
    ["   ", "binEmpty", undefined],
    ["150340981014", "binCheckDigit", undefined],
    ["211140928020", "binCheckDigit", undefined],
    ["19064198303", "binLength", { count: 11 }],
    ["1503409810133", "binLength", { count: 13 }],
    ["151340981016", "binMonth", { month: "13" }],
    ["150040981016", "binMonth", { month: "00" }],
    ["030229698030", "iinDate", { date: "29.02.2003" }],
    ["000000000000", "binZeros", undefined],
    ["180540900060", "binNeverIssued", undefined],
    ["150370981017", "binType", { digit: 7 }],
    ["15034098101O", "binLetters", { letter: "O" }],
    ["15034098101О", "binLetters", { letter: "О" }],
    ["850205798011", "iinCentury", { digit: 7 }],
  ])("refuses %s: %s", (text, code, params) => {
    expect(checkBinIin(text)).toEqual(failure(code, params));
  });

  it("tells the two kinds apart when one is expected", () => {
    expect(checkBinIin("850205398011", "bin")).toEqual(failure("binIsIin"));
    expect(checkBinIin("150340981013", "iin")).toEqual(failure("iinIsBin"));
    expect(checkBinIin("150340981013", "bin")).toMatchObject({ ok: true });
  });

  it("notices wrong digits, save the eleventh (weight 11 counts for nothing) and a rare second pass", () => {
    const valid = "150340981013";
    const unnoticed = valid.split("").flatMap((right, at) => {
      const slips = "0123456789".replace(right, "").split("");
      return slips.filter((digit) => checkBinIin(valid.slice(0, at) + digit + valid.slice(at + 1)).ok).map(() => at + 1);
    });
    expect(unnoticed.filter((place) => place === 11)).toHaveLength(9);
    expect(unnoticed.filter((place) => place !== 11).length).toBeLessThanOrEqual(1);
  });
});

describe("IBAN", () => {
  const valid = [
    "KZ34722S000090000001",
    "KZ07601A861099000011",
    "KZ079650000099000021",
    "KZ818562203199000031",
    "KZ48998BTB0099000041",
    "KZ52551A024099021KZT",
    "KZ86125KZT5004100100",
    "KZ24070105KSN0000000",
    "KZ12009NPS0413609816",
    "KZ92009MEDS368609103",
  ];
  it.each(valid)("takes %s", (text) => {
    expect(checkIban(text)).toEqual({ ok: true, value: text });
    expect(checkIban(formatIban(text).toLowerCase())).toEqual({ ok: true, value: text });
  });

  it.each<[string, string, object | undefined]>([
    ["", "ibanEmpty", undefined],
    ["KZ35722S000090000001", "ibanCheckDigits", undefined],
    ["KZ34272S000090000001", "ibanCheckDigits", undefined],
    ["KZ34722S00009000000", "ibanLength", { count: 19 }],
    ["KZ34722О000090000001", "ibanCyrillic", { letter: "О" }],
    ["КZ34722S000090000001", "ibanCyrillic", { letter: "К" }],
    ["KZ34722S00009000000*", "ibanCharacters", undefined],
    ["DE89370400440532013000", "ibanCountry", undefined],
    ["1234", "ibanCountry", undefined],
    ["KZA4722S000090000001", "ibanStructure", undefined],
    // The remainder is right, the pair is not one that the standard makes: the same account as KZ02.
    ["KZ99722S000000000000", "ibanCheckDigits", undefined],
  ])("refuses %s: %s", (text, code, params) => {
    expect(checkIban(text)).toEqual(failure(code, params));
  });

  it("takes foreign accounts only where asked to", () => {
    expect(checkIban("DE89 3704 0044 0532 0130 00", "any")).toEqual({ ok: true, value: "DE89370400440532013000" });
    expect(checkIban("DE88370400440532013000", "any")).toEqual(failure("ibanCheckDigits"));
    expect(checkIban("DE12", "any")).toEqual(failure("ibanLengthAbroad", { country: "DE", expected: 22, count: 4 }));
  });

  it.each([
    ["DE5137040044053201300", failure("ibanLengthAbroad", { country: "DE", expected: 22, count: 21 })],
    ["GB96BARC202015300934591", failure("ibanLengthAbroad", { country: "GB", expected: 22, count: 23 })],
    ["GB29NWBK6016133192681A", failure("ibanStructureAbroad", { country: "GB" })],
    ["US64SVBKUS6S3300958879", failure("ibanUnknownCountry", { country: "US" })],
    ["XX00123456789012345678", failure("ibanUnknownCountry", { country: "XX" })],
  ])("knows the accounts of other countries by length and structure: %s", (text, expected) => {
    expect(checkIban(text, "any")).toEqual(expected);
  });

  it("takes an account copied with marks of direction around it", () => {
    expect(checkIban("\u202aKZ34 722S\u200e 0000 9000 0001\u202c")).toEqual({ ok: true, value: "KZ34722S000090000001" });
  });

  it("notices every single wrong digit and every single wrong letter", () => {
    const slip = fc.record({
      iban: fc.constantFrom(...valid),
      at: fc.integer({ min: 2, max: 19 }),
      digit: fc.nat(9),
      letter: fc.nat(25),
    });
    fc.assert(
      fc.property(slip, ({ iban, at, digit, letter }) => {
        const isDigit = /\d/.test(iban.charAt(at));
        const other = isDigit ? String(digit) : String.fromCodePoint(65 + letter);
        fc.pre(iban[at] !== other);
        expect(checkIban(iban.slice(0, at) + other + iban.slice(at + 1)).ok).toBe(false);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("prints groups of four", () => {
    expect(formatIban("KZ34722S000090000001")).toBe("KZ34 722S 0000 9000 0001");
  });
});

describe("BIC", () => {
  it.each([
    ["CASPKZKA", "CASPKZKA"],
    [" casp kzka ", "CASPKZKA"],
    ["KKMFKZ2AXXX", "KKMFKZ2AXXX"],
  ])("takes %s", (text, value) => {
    expect(checkBic(text)).toEqual({ ok: true, value });
  });

  it.each<[string, string, object | undefined]>([
    ["", "bicEmpty", undefined],
    ["САSPKZKA", "bicCyrillic", { letter: "С" }],
    ["CASPKZK", "bicLength", { count: 7 }],
    ["1ASPKZKA", "bicStructure", undefined],
  ])("refuses %s: %s", (text, code, params) => {
    expect(checkBic(text)).toEqual(failure(code, params));
  });

  it("belongs to the bank named inside the account", () => {
    expect(bankMismatch("KZ34722S000090000001", "CASPKZKA", banks)).toBeUndefined();
    expect(bankMismatch("KZ34722S000090000001", "HSBKKZKX", banks)).toEqual(
      failure("bicIbanMismatch", { bank: "АО «Kaspi Bank»" }),
    );
    expect(bankMismatch("KZ34722S000090000001", "XXXXKZKA", banks)).toEqual(failure("bicUnknown", { bic: "XXXXKZKA" }));
    expect(bankMismatch("KZ34999S000090000001", "CASPKZKA", banks)).toEqual(failure("bicIbanUnknownBank", { code: "999" }));
    expect(bankMismatch("DE89370400440532013000", "CASPKZKA", banks)).toEqual(failure("bicOtherCountry"));
    expect(bankMismatch("DE89370400440532013000", "COBADEFF", banks)).toBeUndefined();
    expect(bankByIban(banks, "KZ48998BTB0099000041")?.bic).toBe("TSESKZKA");
  });

  it("finds every bank of the directory well formed and alone in its code", () => {
    for (const bank of banks) expect(checkBic(bank.bic)).toEqual({ ok: true, value: bank.bic });
    expect(new Set(banks.map((bank) => bank.code)).size).toBe(banks.length);
  });
});

describe("KBE and KNP", () => {
  it("takes every code of the directory", () => {
    for (const { code, residency, sector } of kbes) {
      expect(checkKbe(code)).toEqual({ ok: true, value: code, resident: residency === "resident", sector: Number(sector) });
    }
  });

  it.each([
    ["", "kbeEmpty"],
    ["7", "kbeShape"],
    ["177", "kbeShape"],
    ["1О", "kbeShape"],
    ["37", "kbeResidency"],
    ["07", "kbeResidency"],
    ["10", "kbeSector"],
  ])("refuses KBE %s: %s", (text, code) => {
    expect(checkKbe(text)).toEqual(failure(code));
  });

  it("compares the KBE with its owner", () => {
    expect(kbeMismatch("17", { resident: true, kind: "bin" })).toBeUndefined();
    expect(kbeMismatch("27", { resident: true, kind: "bin" })).toEqual(failure("kbeOwnerResident"));
    expect(kbeMismatch("17", { resident: false, kind: "bin" })).toEqual(failure("kbeOwnerNonResident"));
    expect(kbeMismatch("17", { resident: true, kind: "iin" })).toEqual(failure("kbeOwnerPerson"));
    expect(kbeMismatch("19", { resident: true, kind: "bin" })).toEqual(failure("kbeOwnerCompany"));
    expect(usualKbe({ resident: true, kind: "iin" })).toBe("19");
    expect(usualKbe({ resident: false, kind: "bin" })).toBe("27");
  });
});
