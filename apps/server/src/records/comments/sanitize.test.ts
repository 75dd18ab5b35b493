import { describe, expect, it } from "vitest";
import { cleanHtml, mentionsIn, plainText, richText } from "./sanitize.ts";

const AIGUL = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const STRANGER = "0190a1b2-c3d4-7e5f-8a9b-ffffffffffff";
const names = new Map([[AIGUL, "Ахметова <Айгуль>"]]);

const RENDERED: [string, string, string][] = [
  ["a paragraph with a line break", "раз\nдва", "<p>раз<br />два</p>"],
  ["two paragraphs", "раз\n\nдва", "<p>раз</p><p>два</p>"],
  ["windows line ends", "раз\r\n\r\nдва", "<p>раз</p><p>два</p>"],
  ["bold and italic", "**да** и *нет*", "<p><strong>да</strong> и <em>нет</em></p>"],
  ["a list after a line", "Нужно:\n- счёт\n- акт", "<p>Нужно:</p><ul><li>счёт</li><li>акт</li></ul>"],
  ["an arithmetic star", "2 * 3 = 6", "<p>2 * 3 = 6</p>"],
  ["a product", "5*3*2 и 2**3**4", "<p>5*3*2 и 2**3**4</p>"],
  ["masks of files", "*.pdf и *.doc", "<p>*.pdf и *.doc</p>"],
  ["a footnote", "Цена* и срок*", "<p>Цена* и срок*</p>"],
  ["italic in bold", "**да *нет* да**", "<p><strong>да <em>нет</em> да</strong></p>"],
  ["italic that ends with its bold", "**да *нет***", "<p><strong>да <em>нет</em></strong></p>"],
  ["a product in bold", "**2 * 3**", "<p><strong>2 * 3</strong></p>"],
  ["bold in italic", "*да **нет** да*", "<p><em>да <strong>нет</strong> да</em></p>"],
  ["stars beside marks", "(*да*), «**нет**»!", "<p>(<em>да</em>), «<strong>нет</strong>»!</p>"],
  ["three stars", "***", "<p>***</p>"],
  ["an unclosed bold", "**ой", "<p>**ой</p>"],
  ["tags as text", "<b>жирно</b>", "<p>&lt;b&gt;жирно&lt;/b&gt;</p>"],
  [
    "a mention",
    `@[${AIGUL}], проверьте`,
    `<p><span class="mention" data-person="${AIGUL}">@Ахметова &lt;Айгуль&gt;</span>, проверьте</p>`,
  ],
  ["a mention of nobody we know", `@[${STRANGER}]`, `<p>@[${STRANGER}]</p>`],
  ["nothing", "  \n ", ""],
];

const LINKS: [string, string][] = [
  ["https://kgd.gov.kz/ru.", "https://kgd.gov.kz/ru"],
  ["[НДС](https://kgd.gov.kz/?a=1&b=2)", "https://kgd.gov.kz/?a=1&amp;b=2"],
  ["[вики](https://ru.wikipedia.org/wiki/Счёт_(документ))", "https://ru.wikipedia.org/wiki/Счёт_(документ)"],
  ["https://ru.wikipedia.org/wiki/Счёт_(документ)", "https://ru.wikipedia.org/wiki/Счёт_(документ)"],
  ["(см. https://kgd.gov.kz/ru).", "https://kgd.gov.kz/ru"],
  ["[пишите](mailto:buh@example.kz)", "mailto:buh@example.kz"],
];

/** Each must leave no address, no handler, no style and no tag that runs or loads anything. */
const ATTACKS = [
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert)",
  "[x]( javascript:alert)",
  "[x](java\tscript:alert)",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:msgbox)",
  "[x](//evil.example/a)",
  "[x](/api/v1/session)",
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/api/v1/session">x</a>',
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">x</a></svg>',
  "<svg><style><img src=x onerror=alert(1)></style></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "<img src=x onerror=alert(1)>",
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<p onclick="alert(1)">x</p>',
  '<span class="mention" data-person="x" onmouseover="alert(1)">@x</span>',
  '<span class="admin-only">x</span>',
  '<iframe src="https://evil.example"></iframe>',
  '<form action="https://evil.example"><input name=password></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<template><script>alert(1)</script></template>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<textarea><script>alert(1)</script></textarea>",
];

const HARMFUL = /<(?!\/?(?:p|br|strong|em|ul|li|span|a)\b)|<[^>]*\son\w+\s*=|<[^>]*\sstyle\s*=|<a\b|href|class="(?!mention")/iu;

describe("richText", () => {
  it.each(RENDERED)("renders %s", (_what, source, html) => {
    expect(richText(source, names)).toBe(html);
  });

  it.each(LINKS)("links %s", (source, href) => {
    expect(richText(source, names)).toContain(`<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">`);
  });

  it.each(ATTACKS)("shows the attack as text: %s", (attack) => {
    const html = richText(attack, names);
    expect(html.replaceAll(/&lt;.*$/gsu, "")).not.toMatch(HARMFUL);
  });

  // A search that tries every split of such a text would not come to an end.
  it.each(["**a", "[", "*a ", "** a", "*a**", "@[", "[a](", "[a](b(", "https://", "https://a("])(
    "comes to the end of %s without number",
    (nasty) => {
      const text = nasty.repeat(20_000 / nasty.length).trimEnd();
      // Stars may have become tags.
      expect(richText(text, names).replaceAll(/<[^>]*>|\*/gu, "")).toBe(text.replaceAll("*", ""));
    },
  );
});

describe("cleanHtml", () => {
  it.each(ATTACKS)("leaves nothing harmful of %s", (attack) => {
    expect(cleanHtml(attack)).not.toMatch(HARMFUL);
  });
});

describe("mentions and excerpts", () => {
  it("finds each mentioned person once", () => {
    expect(
      mentionsIn(`@[${AIGUL}] и @[${STRANGER}] и @[${AIGUL.toUpperCase()}], не @[------------------------------------]`),
    ).toEqual([AIGUL, STRANGER]);
  });

  it("reads the source as one line with names", () => {
    expect(plainText(`**Срочно**\n@[${AIGUL}]  ждёт`, names)).toBe("Срочно @Ахметова <Айгуль> ждёт");
    expect(plainText("5*3*2, *.pdf и **да *нет***", names)).toBe("5*3*2, *.pdf и да нет");
  });
});
