import { describe, expect, it } from "vitest";
import common from "../../data/common-passwords.json" with { type: "json" };
import { passwordFault } from "./password.ts";

const owner = {
  email: "aigul.sadykova@steppe-trade.kz",
  words: ["Tartip", "tartip-demo", "ТОО «Степной Торговый Дом»", "Steppe Trading House LLP"],
};
const fault = (password: string) => passwordFault(password, owner);

describe("a new password", () => {
  it.each([
    ["correct horse battery"],
    ["жёлтый трамвай в июне"],
    ["kettle-9-Window"],
    ["x7#kQ92m!tLw"],
    ["мой кот любит сметану"],
    ["qwerty is what he types"],
    ["Aigul keeps seven cats"],
    ["tartip wakes up early"],
    ["7f3a-99b1-c04e"],
  ])("may be %s", (password) => {
    expect(fault(password)).toBeNull();
  });

  it.each([
    ["short", "password_short"],
    ["123456789", "password_short"],
    ["x aigul.sadykova@steppe-trade.kz", "password_is_email"],
    ["1234567890", "password_run"],
    ["0987654321", "password_run"],
    ["12345678901234567890", "password_run"],
    ["          ", "password_run"],
    ["aaaaaaaaaaaa", "password_run"],
    ["121212121212", "password_run"],
    ["qwertyuiop", "password_run"],
    ["QWERTY123456", "password_run"],
    ["1qaz2wsx3edc", "password_run"],
    ["1q2w3e4r5t6y", "password_run"],
    ["asdfghjkl;'", "password_run"],
    ["zxcvbnm,./1", "password_run"],
    ["йцукенгшщз", "password_run"],
    ["фывапролджэ", "password_run"],
    ["ячсмитьбю.", "password_run"],
    ["1й2ц3у4к5е6н", "password_run"],
    ["әіңғүұқөһ12", "password_run"],
    ["абвгдежзийк", "password_run"],
    ["!@#$%^&*()", "password_run"],
    ["password123", "password_common"],
    ["Password2026!", "password_common"],
    ["dragondragon", "password_common"],
    ["manchester", "password_common"],
    ["пароль2026!", "password_common"],
    ["gfhjkm2026!", "password_common"],
    ["Казахстан1", "password_common"],
    ["Rfpf[cnfy1", "password_common"],
    ["алматы2026", "password_common"],
    ["tartip-demo", "password_own_word"],
    ["Tartip2026!", "password_own_word"],
    ["tartiptartip", "password_own_word"],
    ["aigul1234567", "password_own_word"],
    ["sadykova-aigul", "password_own_word"],
    ["Степной2026!", "password_own_word"],
    ["steppe-trade1", "password_own_word"],
  ])("may not be %s: %s", (password, code) => {
    expect(fault(password)).toBe(code);
  });

  it("may not be a single one of the ten-character passwords of the list", () => {
    expect(common.words.filter((word) => Array.from(word).length >= 10 && fault(word) === null)).toEqual([]);
    expect(common.words.length + common.local.length).toBeLessThanOrEqual(10_000);
  });
});
