import type { CDPSession } from "@playwright/test";
import { PEOPLE } from "../tools/screens/list.ts";
import { expect, test } from "./story.ts";

/** What the slow line of a branch brings in two seconds. */
const MOST_BYTES = 400_000;
/** Shorter files are sent as they are. */
const SHORT_BYTES = 1_000;

interface Sent {
  url: string;
  type: string;
  encoded: boolean;
  bytes: number;
}

test("the first page comes compressed, and is no larger than a slow line brings at once", async ({ page, loginAs }) => {
  await loginAs(PEOPLE.get("coordinator") ?? "");
  const session = await page.context().newCDPSession(page);
  const sent = await watchLoads(session);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto("/");
  await expect(page.locator("main").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  const files = [...sent.values()].filter(({ url, bytes }) => !url.includes("/api/") && bytes > 0);
  const plain = files.filter(
    ({ type, encoded, bytes }) => /javascript|css|html|svg/.test(type) && !encoded && bytes > SHORT_BYTES,
  );
  expect(plain).toEqual([]);
  expect(files.filter(({ encoded }) => encoded).length).toBeGreaterThan(10);
  const all = [...sent.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  expect(all, [...sent.values()].map(({ url, bytes }) => `${bytes} ${url}`).join("\n")).toBeLessThan(MOST_BYTES);
});

/** Everything that arrives from now on, by its bytes on the wire. */
async function watchLoads(session: CDPSession): Promise<Map<string, Sent>> {
  const sent = new Map<string, Sent>();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const { "content-encoding": encoding } = Object.fromEntries(headers);
    sent.set(requestId, { url: response.url, type: response.mimeType, encoded: encoding !== undefined, bytes: 0 });
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    const one = sent.get(requestId);
    if (one) one.bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  return sent;
}
