// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { startServer } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { ValidityText } from "./ValidityText.tsx";

const FROM = { validFrom: "2027-01-01", validTo: "2027-10-31" };

it.each([
  ["ahead", { ...FROM, validity: { state: "notYet", startsIn: 32 } }, "from 01.01.2027 until 31.10.2027"],
  ["ahead without an end", { ...FROM, validTo: null, validity: { state: "notYet", startsIn: 32 } }, "from 01.01.2027 open-ended"],
  ["without an end", { ...FROM, validTo: null, validity: { state: "openEnded" } }, "open-ended"],
  ["without any term, as an act is", { validFrom: null, validTo: null, validity: { state: "openEnded" } }, ""],
  ["far from its end", { ...FROM, validity: { state: "valid", daysLeft: 300 } }, "until 31.10.2027"],
  ["near its end", { ...FROM, validity: { state: "expiring", daysLeft: 31, warning: 60 } }, "until 31.10.202731 days left"],
  ["over", { ...FROM, validity: { state: "expired", daysAgo: 2 } }, "until 31.10.2027ended 2 days ago"],
] as const)("says of a paper that is %s from when and until when it holds", async (_what, row, words) => {
  startServer();
  const { container } = show(<ValidityText row={{ ...row, status: "signed" }} />);
  await expect.poll(() => container.textContent).toBe(words);
});
