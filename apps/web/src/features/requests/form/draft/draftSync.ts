import type { FieldErrorLike } from "@tartip/i18n/web";
import { ApiError } from "../../../../lib/errors.ts";
import type { Values } from "./autosave.ts";
import { createDraft, readDraft, saveDraft } from "./draftCalls.ts";
import { reconcile } from "./reconcile.ts";

/** The same fields typed here and in another window. */
export interface Conflict {
  keys: string[];
  theirs: Values;
}

/** Two windows changed the same fields: a person decides, time does not. */
export class ConflictError extends Error {
  readonly conflict: Conflict;

  constructor(conflict: Conflict) {
    super("conflict");
    this.name = "ConflictError";
    this.conflict = conflict;
  }
}

interface Options {
  typeCode: string;
  id: string | undefined;
  version: number;
  /** What the server has. */
  base: Values;
  onCreated: (id: string) => void;
  /** What the server could not keep as typed; none when all was kept. */
  onRefused: (fields: readonly FieldErrorLike[]) => void;
  /** Another window changed what is not being typed here. */
  onTheirs: (values: Values) => void;
}

export interface DraftSync {
  id: () => string | undefined;
  /**
   * Sends changed values; the first sending makes the draft of `all`.
   *
   * @throws ConflictError when another window changed the same fields, ApiError as every call
   */
  send: (batch: Values, all: Values) => Promise<void>;
}

/** Keeps one draft in step with the server: its id, its version, and what the server had when we last spoke. */
export function draftSync({ typeCode, onCreated, onRefused, onTheirs, ...start }: Options): DraftSync {
  let { id, version, base } = start;

  function learn(saved: { version: number; fields: readonly FieldErrorLike[] }, sent: Values): void {
    version = saved.version;
    base = { ...base, ...sent };
    onRefused(saved.fields);
  }
  async function create(all: Values): Promise<void> {
    const saved = await createDraft(typeCode, all);
    id = saved.id;
    learn(saved, all);
    onCreated(saved.id);
  }
  /** The draft moved on without us: a file came, or another window is open. */
  async function meet(known: string, batch: Values): Promise<void> {
    const fresh = await readDraft(known);
    const { files: _files, ...theirs } = fresh.values;
    const found = reconcile(base, theirs, batch);
    version = fresh.version;
    base = theirs;
    onTheirs(found.theirs);
    if (found.clashes.length > 0) throw new ConflictError({ keys: found.clashes, theirs });
    learn(await saveDraft(known, version, batch), batch);
  }
  return {
    id: () => id,
    async send(batch, all) {
      if (id === undefined) return create(all);
      try {
        learn(await saveDraft(id, version, batch), batch);
      } catch (error) {
        if (!isStale(error)) throw error;
        await meet(id, batch);
      }
    },
  };
}

function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === "stale_version";
}
