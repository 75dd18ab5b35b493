// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { request } from "../../../../../test/samples.ts";
import { straightWay } from "./straightWay.ts";

const way = (change: Parameters<typeof request>[0]) => straightWay(request({ approval: null, ...change }), undefined).steps;

it("leads through the approval only where somebody is or was asked", () => {
  expect(way({ status: "in_progress", approvalAhead: true })).toContain("approval");
  expect(way({ status: "in_progress", approvalAhead: false })).not.toContain("approval");
  expect(way({ status: "draft", approvalAhead: false })).toEqual(expect.not.arrayContaining(["approval"]));
  expect(way({ status: "approval", approvalAhead: false })).toContain("approval");
  expect(way({ status: "done", approvalAhead: true })).not.toContain("approval");
});
