import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAutosave } from "./autosave.ts";
import type { AutosaveState, Values } from "./autosave.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server that answers when told to. */
function scene() {
  const sent: Values[] = [];
  const states: AutosaveState["state"][] = [];
  const kept: Values[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const autosave = createAutosave({
    send: (values) => {
      sent.push(values);
      return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve())));
    },
    onState: ({ state }) => states.push(state),
    onPending: (pending) => kept.push(pending),
    retryable: (error) => error instanceof Error && error.message === "offline",
  });
  const answer = async (error?: Error) => {
    answers.shift()?.(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { autosave, sent, states, kept, answer };
}

it("sends one batch after a pause in typing", async () => {
  const { autosave, sent, states, kept, answer } = scene();
  autosave.change({ title: "А" });
  await vi.advanceTimersByTimeAsync(500);
  autosave.change({ title: "Аренда", amount: 100 });
  await vi.advanceTimersByTimeAsync(799);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{ title: "Аренда", amount: 100 }]);
  await answer();
  expect(states.at(-1)).toBe("saved");
  expect(kept.at(-1)).toEqual({});
});

it("never has two batches on the way; what was typed meanwhile follows", async () => {
  const { autosave, sent, states, answer } = scene();
  autosave.change({ title: "А" });
  await vi.advanceTimersByTimeAsync(800);
  autosave.change({ title: "Б" });
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toHaveLength(1);
  await answer();
  expect(sent).toEqual([{ title: "А" }, { title: "Б" }]);
  await answer();
  expect(states.at(-1)).toBe("saved");
});

it("keeps what failed under what is newer, and tries again when the network is back", async () => {
  const { autosave, sent, states, answer } = scene();
  autosave.change({ title: "А", amount: 1 });
  await vi.advanceTimersByTimeAsync(800);
  await answer(new Error("offline"));
  expect(states.at(-1)).toBe("failed");
  autosave.change({ amount: 2 });
  await vi.advanceTimersByTimeAsync(800);
  expect(sent.at(-1)).toEqual({ title: "А", amount: 2 });
});

it("waits for the next change after a refusal that time does not cure", async () => {
  const { autosave, sent, answer } = scene();
  autosave.change({ title: "А" });
  await vi.advanceTimersByTimeAsync(800);
  await answer(new Error("refused"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});

it("flushes at once, and says when it could not", async () => {
  const { autosave, sent, answer } = scene();
  autosave.change({ title: "А" });
  const done = autosave.flush();
  expect(sent).toEqual([{ title: "А" }]);
  await answer();
  await expect(done).resolves.toBeUndefined();
  autosave.change({ title: "Б" });
  const failed = expect(autosave.flush()).rejects.toThrow("refused");
  await answer(new Error("refused"));
  await failed;
});
