/** Longer addresses do not fit into the browsers people open them with. */
const LINK_MAX = 2000;

/** Why a text is no link of a result, as a code of a field; the words say how to write it instead. */
type LinkProblem = "linkSpaces" | "linkNotHttps" | "linkHost" | "linkLong";

/** A name or an address, a port at most. Names before an `@` lead elsewhere than they read, so they are no host. */
const HOST = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?(?::\d{1,5})?$/u;

/** What is wrong with an address a colleague is to open: only https, with a host, in one piece. */
export function linkProblem(link: string): LinkProblem | undefined {
  if (/[\s\p{Cc}\p{Cf}]/u.test(link)) return "linkSpaces";
  if (!/^https:\/\//iu.test(link)) return "linkNotHttps";
  if (link.length > LINK_MAX) return "linkLong";
  const [host = ""] = link.slice("https://".length).split(/[/?#\\]/u);
  return HOST.test(host) ? undefined : "linkHost";
}

/** Links as they are kept and counted: without the space around, each once. */
export function distinctLinks(links: readonly string[]): string[] {
  return [...new Set(links.map((link) => link.trim()).filter((link) => link !== ""))];
}
