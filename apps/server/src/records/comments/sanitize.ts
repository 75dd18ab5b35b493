import sanitizeHtml from "sanitize-html";

const PERSON = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const WORD = String.raw`[\p{L}\p{N}]`;

/**
 * What stars enclose. As in CommonMark an opening star has no blank behind it and a closing one none before it, so that
 * `*.pdf and *.doc` keeps its stars; unlike there, stars between letters or digits are stars: `5*3*2` is a product.
 */
const enclosedBy = (stars: string, inner: string): string =>
  String.raw`(?<!${WORD}|\*)${stars}(?![\s*])(${inner})(?<!\s)${stars}(?!${WORD}|\*)`;
const BOLD = enclosedBy(String.raw`\*\*`, String.raw`(?:[^*\n]|\*(?=\s)|\*[^*\s][^*\n]{0,500}\*){1,5000}?`);
const ITALIC = enclosedBy(String.raw`\*`, String.raw`(?:[^*\n]|\*\*[^*\n]{1,500}\*\*){1,5000}?`);

/** Every piece of inline markup; each class is bounded so that no text makes the search slow. */
const INLINE = new RegExp(
  [
    String.raw`@\[([0-9a-f-]{36})\]`,
    String.raw`\[([^[\]\n]{1,300})\]\(((?:[^\s()]|\([^\s()]{0,300}\)){1,2000})\)`,
    String.raw`((?:https?:\/\/|mailto:)[^\s<>"]{1,2000})`,
    BOLD,
    ITALIC,
  ].join("|"),
  "giu",
);

const TRAILING = /[.,;:!?)\]»]$/u;

/**
 * Turns the light markup of comments into HTML: paragraphs, line breaks, `- ` lists, `**bold**`, `*italic*`,
 * `[text](address)` and bare addresses, `@[person id]`. Anything else, tags included, stays visible text.
 *
 * @param names people's names by id; a mention of anybody else is left as it was typed
 */
export function richText(source: string, names: ReadonlyMap<string, string>): string {
  const blocks = source.replace(/\r\n?/gu, "\n").split(/\n[ \t]*\n/u);
  return cleanHtml(blocks.map((block) => renderBlock(block, names)).join(""));
}

/** People mentioned in a source, each once, in the order of the text. */
export function mentionsIn(source: string): string[] {
  const found = [...source.matchAll(/@\[([0-9a-f-]{36})\]/giu)].map((match) => (match[1] ?? "").toLowerCase());
  return [...new Set(found)].filter((id) => PERSON.test(id));
}

/** The source as a person reads it in one line: for search and for excerpts. */
export function plainText(source: string, names: ReadonlyMap<string, string>): string {
  const spoken = source.replace(/@\[([0-9a-f-]{36})\]/giu, (typed, id: string) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? typed : `@${name}`;
  });
  return withoutStars(spoken).replaceAll(/\s+/gu, " ").trim();
}

function withoutStars(text: string): string {
  return text.replace(INLINE, (typed: string, ...groups: (string | undefined)[]) => {
    const inner = groups[4] ?? groups[5];
    return inner === undefined ? typed : withoutStars(inner);
  });
}

/** The only door to HTML that pages draw as it is: a short list of tags, and addresses of three schemes. */
export function cleanHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: ["p", "br", "strong", "em", "ul", "li", "a", "span"],
    allowedAttributes: { a: ["href", "target", "rel"], span: ["class", "data-person"] },
    allowedClasses: { span: ["mention"] },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesAppliedToAttributes: ["href"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    transformTags: { a: safeLink, span: mentionOnly },
  });
}

function safeLink(_tag: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const href = attributes["href"] ?? "";
  // Relative addresses would act on our own pages in the reader's name.
  if (!/^(?:https?:\/\/|mailto:)/iu.test(href)) return { tagName: "span", attribs: {} };
  return { tagName: "a", attribs: { href, target: "_blank", rel: "noopener noreferrer nofollow" } };
}

function mentionOnly(_tag: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const id = attributes["data-person"] ?? "";
  return { tagName: "span", attribs: PERSON.test(id) ? { class: "mention", "data-person": id } : {} };
}

function renderBlock(block: string, names: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let lines: string[] = [];
  let items: string[] = [];
  const close = () => {
    if (lines.length > 0) parts.push(`<p>${lines.join("<br>")}</p>`);
    if (items.length > 0) parts.push(`<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`);
    lines = [];
    items = [];
  };
  for (const line of block.split("\n")) {
    if (line.trim() === "") continue;
    const isItem = line.startsWith("- ");
    if (isItem ? lines.length > 0 : items.length > 0) close();
    if (isItem) items.push(inline(line.slice(2), names));
    else lines.push(inline(line, names));
  }
  close();
  return parts.join("");
}

function inline(text: string, names: ReadonlyMap<string, string>): string {
  let html = "";
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    html += escapeHtml(text.slice(at, match.index)) + piece(match, names);
    at = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(at));
}

function piece(match: RegExpExecArray, names: ReadonlyMap<string, string>): string {
  const [typed, person, label, target, address, bold, italic] = match;
  if (person !== undefined) return mention(typed, person.toLowerCase(), names);
  if (label !== undefined && target !== undefined) return link(target, escapeHtml(label)) ?? escapeHtml(typed);
  if (address !== undefined) return bareLink(address);
  if (bold !== undefined) return `<strong>${inline(bold, names)}</strong>`;
  return `<em>${inline(italic ?? "", names)}</em>`;
}

function mention(typed: string, id: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(id);
  return name === undefined ? escapeHtml(typed) : `<span class="mention" data-person="${id}">@${escapeHtml(name)}</span>`;
}

/** The sentence around an address may end right behind it; a bracket that was opened inside belongs to it. */
function bareLink(address: string): string {
  let target = address;
  while (TRAILING.test(target) && !(target.endsWith(")") && isBalanced(target))) target = target.slice(0, -1);
  const tail = address.slice(target.length);
  return (link(target, escapeHtml(target)) ?? escapeHtml(target)) + escapeHtml(tail);
}

function isBalanced(address: string): boolean {
  return address.split("(").length >= address.split(")").length;
}

/** Null when the address is of another scheme. */
function link(target: string, label: string): string | null {
  return /^(?:https?:\/\/|mailto:)/iu.test(target) ? `<a href="${escapeHtml(target)}">${label}</a>` : null;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
