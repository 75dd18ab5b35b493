import { describe, expect, it } from "vitest";
import { distinctLinks, linkProblem } from "./links.ts";

describe("a link of a result", () => {
  it.each([
    "https://drive.example.kz/d/1?usp=sharing#page=2",
    "HTTPS://files/act",
    "https://сайт.қаз/акт",
    "https://10.0.0.5:8443/offers",
    "https://one_two.example",
  ])("may be %s", (link) => {
    expect(linkProblem(link)).toBeUndefined();
  });

  it.each([
    ["", "linkNotHttps"],
    ["drive.example.kz/d/1", "linkNotHttps"],
    ["www.example.kz", "linkNotHttps"],
    ["http://example.kz", "linkNotHttps"],
    ["javascript:alert(1)", "linkNotHttps"],
    ["data:text/html,x", "linkNotHttps"],
    ["//example.kz", "linkNotHttps"],
    ["https://", "linkHost"],
    ["https:///etc", "linkHost"],
    ["https://bank.kz@evil.example/", "linkHost"],
    ["https://-a.example", "linkHost"],
    ["https://a.example:port", "linkHost"],
    ["https://\\evil.example", "linkHost"],
    ["https://one.example https://two.example", "linkSpaces"],
    ["https://one.example/a\tb", "linkSpaces"],
    ["https://one.example/\u202Efdp.exe", "linkSpaces"],
    [`https://one.example/${"a".repeat(2000)}`, "linkLong"],
  ])("may not be %s: %s", (link, problem) => {
    expect(linkProblem(link)).toBe(problem);
  });

  it("counts once, however often it is pasted", () => {
    expect(distinctLinks([" https://a.kz ", "https://a.kz", "", "https://b.kz"])).toEqual(["https://a.kz", "https://b.kz"]);
  });
});
