import sanitizeHtml from "sanitize-html";

const PERSON = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every piece of inline markup; each class is bounded so that no text makes the search slow. */
const INLINE =
  /@\[([0-9a-f-]{36})\]|\[([^[\]\n]{1,300})\]\(([^\s()]{1,2000})\)|((?:https?:\/\/|mailto:)[^\s<>"]{1,2000})|\*\*([^*\n]{1,5000})\*\*|\*([^*\n]{1,5000})\*/giu;

const TRAILING = /[.,;:!?)\]»]+$/u;

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
  return spoken.replaceAll(/\*+/gu, "").replaceAll(/\s+/gu, " ").trim();
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

function bareLink(address: string): string {
  const tail = TRAILING.exec(address)?.[0] ?? "";
  const target = address.slice(0, address.length - tail.length);
  return (link(target, escapeHtml(target)) ?? escapeHtml(target)) + escapeHtml(tail);
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
