import { expect, it } from "vitest";
import { marked, mentionQuery, sourceOf, typedOf, withMention } from "./mentions.ts";

it("finds what is typed after @ at the start of a word only", () => {
  expect(mentionQuery("Спросите @Бек", 13)).toBe("Бек");
  expect(mentionQuery("@", 1)).toBe("");
  expect(mentionQuery("почта a@b", 9)).toBeNull();
  expect(mentionQuery("Спросите @Бек", 5)).toBeNull();
});

it("puts the name in place of the typed letters and the caret behind it", () => {
  expect(withMention("Да, @Бек проверьте", 8, "Бекетова Асель")).toEqual({ text: "Да, @Бекетова Асель проверьте", caret: 20 });
});

it("sends ids, the longer name first when one begins another", () => {
  const people = [
    { id: "1", name: "Ким Анна" },
    { id: "2", name: "Ким Аннар" },
  ];
  expect(sourceOf("@Ким Аннар и @Ким Анна", people)).toBe("@[2] и @[1]");
  expect(typedOf("@[2] и @[1], @[3]", people)).toBe("@Ким Аннар и @Ким Анна, @[3]");
});

it("marks the selection", () => {
  expect(marked("это важно", 4, 9, "bold").text).toBe("это **важно**");
  expect(marked("один\nдва", 0, 8, "list").text).toBe("- один\n- два");
});
