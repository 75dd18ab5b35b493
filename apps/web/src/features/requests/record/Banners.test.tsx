// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { action, AUTHOR, HEAD, me, reference, request } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import type { RequestView } from "../requestQueries.ts";
import { useRequestActions } from "./actions/useRequestActions.tsx";
import { Banners } from "./Banners.tsx";

const READER = me().person;
const QUESTION = {
  question: "Which contract?",
  askedBy: HEAD,
  askedAt: "2026-11-16T05:00:00.000Z",
  asked: AUTHOR,
  forReader: false,
};

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

function Page({ of }: { of: RequestView }) {
  const actions = useRequestActions(of, me());
  return (
    <>
      <Banners request={of} actions={actions} />
      <p>Primary: {actions.plan.primary?.action ?? "none"}</p>
    </>
  );
}

it("asks the one whose answer is awaited, also in the place of the author", async () => {
  show(<Page of={request({ clarification: { ...QUESTION, forReader: true }, actions: [action("answer")] })} />);
  expect(await screen.findByText(/the request goes on from the same place/)).toBeDefined();
  expect(screen.getByText("Primary: answer")).toBeDefined();
});

it("names whom the question waits for, and tells the one who asked that they may end it", async () => {
  const own = { ...QUESTION, askedBy: { id: READER.id, name: READER.name }, asked: HEAD };
  show(<Page of={request({ clarification: own, actions: [action("answer")] })} />);
  expect(await screen.findByText(/Hakim Head is to answer, the clock is paused · if the answer is known already/)).toBeDefined();
  expect(screen.getByText("Primary: none")).toBeDefined();
});
