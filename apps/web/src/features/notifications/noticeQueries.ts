import { queryOptions } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { paths } from "@tartip/api-client";
import type { TFunction } from "i18next";
import { isDay } from "@tartip/domain/kernel/calendar";
import { api, call } from "../../lib/api.ts";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import { recordAddress } from "../../lib/kinds.ts";

export type Notice = paths["/api/v1/notices"]["get"]["responses"]["200"]["content"]["application/json"]["items"][number];

const ON_PANEL = 8;
const PER_CALL = 100;

/** A page of notices, the newest first. */
export function listNotices(unread: boolean, after: string | undefined, signal: AbortSignal, limit = 30) {
  return call(api.GET("/api/v1/notices", { params: { query: { unread, limit, ...(after ? { after } : {}) } }, signal }));
}

/** The newest ones for the bell; read ones too, so that the panel is a place to return to. */
export const latestNoticesQuery = queryOptions({
  queryKey: ["notices", "latest"],
  queryFn: ({ signal }) => listNotices(false, undefined, signal, ON_PANEL),
  select: (page) => page.items,
});

/** Everything unread at this moment: what comes later must not be marked together with it. */
export async function unreadIds(): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listNotices(true, after, AbortSignal.timeout(20_000), PER_CALL);
    ids.push(...page.items.map((notice) => notice.id));
    if (!page.next) return ids;
    after = page.next;
  }
}

/** Marks these read, also from a page that is being left. */
export async function readNotices(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += PER_CALL)
    await call(api.POST("/api/v1/notices/read", { body: { ids: ids.slice(from, from + PER_CALL) }, keepalive: true }));
}

/** Marks one read when it is followed; the record's page does the same when it can be opened. */
export async function readNotice(cache: QueryClient, id: string): Promise<void> {
  await call(api.POST("/api/v1/notices/read", { body: { ids: [id] } }));
  await cache.invalidateQueries({ queryKey: ["notices"] });
}

type Said = Pick<Notice, "event" | "params"> & Partial<Pick<Notice, "record">>;

/** What happened, with the values of the notice inside; an event without words of its own is a change. */
export function noticeSentence({ event, params, record }: Said, t: TFunction, language: string): string {
  const inWords = (value: unknown): unknown => (isDay(value) ? shortDayText(value, language, now()) : value);
  // A label of the reference comes in each language: `role_ru`, `role_kk`, `role_en`.
  const own = (key: string) => (key.endsWith(`_${language}`) ? key.slice(0, -language.length - 1) : key);
  const said: Record<string, unknown> = Object.fromEntries(
    Object.entries(params).map(([key, value]) => [own(key), inWords(value)]),
  );
  if (record && typeof params["to"] === "string") said["status"] = t(`status:${record.kind}.${params["to"]}`);
  return t([`notices:event.${event}`, "notices:event.changed"], said);
}

/** What is told of one's own account: its password, its roles. */
const OF_ACCOUNT = [
  "password_link_made",
  "password_set_by_link",
  "password_changed",
  "own_role_confirmed",
  "own_role_declined",
  "own_inside_confirmed",
];

/** What is told of somebody else's account. */
const OF_PERSON = [
  "guarded_link_made",
  "server_link_made",
  "role_proposed",
  "role_confirmed",
  "role_declined",
  "inside_proposed",
  "inside_confirmed",
  "inside_declined",
  "head_named",
  "substitution_to_confirm",
  "absence_to_confirm",
];

/** What is told of one's own days away. */
const OF_DAYS = ["own_absence_to_confirm", "absence_arranged", "own_absence_ended"];

/** What is told of the server: its cure is not in the product. */
const OF_SERVER = ["disk_low"];

/** Where a notice leads: to its record; without one to the account it is about, or to who stands in for whom. */
export function noticeAddress({ record, event, params }: Pick<Notice, "record" | "event" | "params">): {
  to: string;
  hash?: string;
} {
  if (record) return { to: recordAddress(record.kind, record.id) };
  if (OF_SERVER.includes(event)) return { to: "/" };
  if (OF_PERSON.includes(event)) return { to: `/people/${String(params["personId"])}` };
  if (OF_DAYS.includes(event)) return { to: "/profile", hash: "absences" };
  return OF_ACCOUNT.includes(event) ? { to: "/profile" } : { to: "/profile", hash: "substitutions" };
}

/** The reason given, or the beginning of the comment. */
export function noticeDetail({ params }: Pick<Notice, "params">, t: TFunction): string | null {
  const { reason, excerpt } = params;
  if (typeof excerpt === "string" && excerpt) return t("notices:quote", { excerpt });
  return typeof reason === "string" && reason ? t("notices:reason", { reason }) : null;
}

/** Why the person was told, as a half sentence. */
export function noticeWhy({ why }: Pick<Notice, "why">, t: TFunction): string {
  return t("notices:because", { why: t([`notices:why.${why}`, "notices:why.follower"]) });
}
