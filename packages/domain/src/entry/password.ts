import common from "../../data/common-passwords.json" with { type: "json" };
import keyboards from "../../data/keyboards.json" with { type: "json" };

/** What is wrong with a new password: a code of the catalogue `fields`. */
export type PasswordFault = "password_short" | "password_is_email" | "password_common" | "password_run" | "password_own_word";

/** Whom the password is for: what a guesser knows without trying. */
export interface PasswordOwner {
  email: string;
  /** Names of the product and the company, and what else is known by heart there. */
  words: readonly string[];
}

export const PASSWORD_SHORTEST = 10;

/** A run of keys of this length is one idea, not so many characters; a word of this length may be somebody's. */
const SHORTEST_PIECE = 3;
/** So many characters must be left when runs and own words are taken out. */
const LEAST_LEFT = 4;
/** "ababababab" says no more than "ab". */
const LONGEST_REPEATED = 3;

const LISTED = new Set([...common.words, ...common.local]);
const LINES = allLines();
const TWINS = twinKeys();

/** The one rule of every door where a password is set: what a guesser would try first is refused. */
export function passwordFault(password: string, { email, words }: PasswordOwner): PasswordFault | null {
  const text = plain(password);
  if (Array.from(password).length < PASSWORD_SHORTEST) return "password_short";
  if (text.includes(plain(email))) return "password_is_email";
  if (periodOf(text).length <= LONGEST_REPEATED || withoutRuns(text).length < LEAST_LEFT) return "password_run";
  const own = ownWords(email, words);
  const rest = own.reduce((left, word) => left.replaceAll(word, ""), text);
  if (own.includes(coreOf(text)) || (rest !== text && withoutRuns(rest).length < LEAST_LEFT)) return "password_own_word";
  return isListed(text) || isListed(inOtherLayout(text)) ? "password_common" : null;
}

function isListed(text: string): boolean {
  return LISTED.has(text) || LISTED.has(coreOf(text));
}

/** A word typed with the other layout on. */
function inOtherLayout(text: string): string {
  return Array.from(text)
    .map((key) => TWINS.get(key) ?? key)
    .join("");
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The word within signs and digits, once if it is said again and again: "Dragon2024!" and "dragondragon" are "dragon". */
function coreOf(text: string): string {
  return periodOf(text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
}

function periodOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece;
  }
  return text;
}

/** The longest first, so that no part of a word is taken out before the word. */
function ownWords(email: string, words: readonly string[]): string[] {
  const [local = "", domain = ""] = plain(email).split("@");
  const names = words.map(plain).flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set([local, ...local.split(/[^\p{L}]+/u), ...domain.split(".").slice(0, -1), ...names])]
    .filter((word) => word.length >= SHORTEST_PIECE)
    .toSorted((one, other) => other.length - one.length);
}

function withoutRuns(text: string): string {
  let left = "";
  for (let at = 0; at < text.length;) {
    const length = runAt(text, at);
    if (length === 0) left += text[at];
    at += Math.max(1, length);
  }
  return left;
}

/** How many characters from here on are one run of keys or one character again and again; 0 for none. */
function runAt(text: string, at: number): number {
  let longest = 0;
  for (let length = SHORTEST_PIECE; at + length <= text.length; length += 1) {
    const piece = text.slice(at, at + length);
    const runs = periodOf(piece).length === 1 || LINES.some((line) => line.includes(piece));
    if (!runs) break;
    longest = length;
  }
  return longest;
}

/** Rows, columns and zigzags of both layouts and the other sequences, each in both directions. */
function allLines(): string[] {
  const { latin, russian, lines } = keyboards;
  const all = [...lines, ...[latin, russian].flatMap((rows) => [...rows, ...columnsOf(rows), ...zigzagsOf(rows)])];
  return [...all, ...all.map((line) => Array.from(line).toReversed().join(""))];
}

/** The keys below a digit: the row of digits begins one key further left. */
function columnsOf([digits = "", ...rows]: readonly string[]): string[] {
  return Array.from(digits.slice(1)).map((digit, place) => digit + rows.map((row) => row[place] ?? "").join(""));
}

function zigzagsOf([digits = "", letters = ""]: readonly string[]): string[] {
  const pairs = Array.from(letters.slice(0, digits.length - 1)).map(
    (letter, place) => [digits[place + 1] ?? "", letter] as const,
  );
  return [pairs.map(([digit, letter]) => digit + letter).join(""), pairs.map(([digit, letter]) => letter + digit).join("")];
}

/** What the same key types in the other layout. */
function twinKeys(): Map<string, string> {
  const twins = new Map<string, string>();
  for (const [row, keys] of keyboards.latin.entries())
    for (const [place, key] of Array.from(keys).entries()) {
      const twin = keyboards.russian[row]?.[place];
      if (twin === undefined) continue;
      twins.set(key, twin);
      if (/\p{L}/u.test(twin)) twins.set(twin, key);
    }
  return twins;
}
