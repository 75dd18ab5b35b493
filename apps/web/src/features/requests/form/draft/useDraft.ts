import { derivedValues } from "@tartip/domain/requests/form";
import type { RequestType } from "@tartip/domain/requests/type";
import type { FieldErrorLike } from "@tartip/i18n/web";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../../../lib/errors.ts";
import type { RequestView } from "../../requestQueries.ts";
import { createAutosave } from "./autosave.ts";
import type { Autosave, AutosaveState, Values } from "./autosave.ts";
import type { DraftBackup } from "./draftBackup.ts";
import { readDraft, submitDraft } from "./draftCalls.ts";
import { ConflictError, draftSync } from "./draftSync.ts";
import type { Conflict, DraftSync } from "./draftSync.ts";

export interface DraftStart {
  type: RequestType;
  /** Absent: nothing is with the server yet. */
  id: string | undefined;
  version: number;
  /** Without files. */
  values: Values;
  backup: DraftBackup;
  /** Clock of the page. */
  now: () => Date;
  /** The draft got its id: the address should name it. */
  onCreated: (id: string) => void;
}

export interface Draft {
  id: string | undefined;
  values: Values;
  change: (values: Values) => void;
  saving: AutosaveState & { at?: Date };
  /** What the server could not keep as typed. */
  refused: readonly FieldErrorLike[];
  conflict: Conflict | undefined;
  /** Ends a conflict: ours is sent, or theirs is taken. */
  settle: (keep: "ours" | "theirs") => void;
  /** Makes sure that the server has all of it; answers its id. */
  ensure: () => Promise<string>;
  /** Sends a file to the draft, made when there is none yet; submitting waits for it. */
  attach: (send: (id: string) => Promise<void>) => Promise<void>;
  submit: () => Promise<RequestView>;
  /** Sends nothing more: the draft is thrown away. */
  stop: () => void;
}

/** A draft that saves itself while it is typed, meets changes of other windows, and is submitted. */
export function useDraft(start: DraftStart): Draft {
  const { type, backup } = start;
  const [values, setValues] = useState<Values>(() => ({ ...start.values, ...backup.read() }));
  const [id, setId] = useState(start.id);
  const [saving, setSaving] = useState<Draft["saving"]>({ state: "idle" });
  const [refused, setRefused] = useState<readonly FieldErrorLike[]>([]);
  const [conflict, setConflict] = useState<Conflict>();
  const latest = useRef(values);
  function show(changed: Values) {
    latest.current = { ...latest.current, ...changed };
    setValues(latest.current);
  }
  const { autosave, sync } = useSaving(start, {
    latest,
    onCreated: (made) => {
      backup.rename(made);
      setId(made);
      start.onCreated(made);
    },
    onRefused: setRefused,
    onTheirs: show,
    onState(next) {
      if (next.error instanceof ConflictError) setConflict(next.error.conflict);
      setSaving((last) => ({ ...last, ...next, ...(next.state === "saved" ? { at: start.now() } : {}) }));
    },
  });
  function change(changed: Values) {
    show(changed);
    const derived = derivedValues(type, latest.current);
    show(derived);
    autosave.change({ ...changed, ...derived });
  }
  async function ensure(): Promise<string> {
    // Nothing typed yet: the draft is opened with its defaults.
    if (sync.id() === undefined) autosave.change(latest.current);
    await autosave.flush();
    const made = sync.id();
    if (made === undefined) throw new ApiError({ status: 0 });
    return made;
  }
  const files = useAttaching(ensure);
  async function submit(): Promise<RequestView> {
    await files.settled();
    const known = await ensure();
    // Files move the version too: ask for it last.
    const { version } = await readDraft(known);
    return submitDraft(known, version);
  }
  function settle(keep: "ours" | "theirs") {
    if (!conflict) return;
    const from = keep === "theirs" ? conflict.theirs : latest.current;
    setConflict(undefined);
    change(Object.fromEntries(conflict.keys.map((key) => [key, from[key] ?? null])));
  }
  return { id, values, change, saving, refused, conflict, settle, ensure, attach: files.attach, submit, stop: autosave.stop };
}

/** Files on their way: each is sent once the draft has an id. */
function useAttaching(ensure: Draft["ensure"]): { attach: Draft["attach"]; settled: () => Promise<void> } {
  const [running] = useState(() => new Set<Promise<void>>());
  return {
    async attach(send) {
      const work = ensure().then(send);
      running.add(work);
      await work.finally(() => running.delete(work));
    },
    /** @throws ApiError of a file that did not arrive; a cancelled one is nobody's loss */
    async settled() {
      for (const end of await Promise.allSettled(running))
        if (end.status === "rejected" && end.reason instanceof ApiError) throw end.reason;
    },
  };
}

interface Hands {
  latest: { current: Values };
  onCreated: (id: string) => void;
  onRefused: (fields: readonly FieldErrorLike[]) => void;
  onTheirs: (values: Values) => void;
  onState: (state: AutosaveState) => void;
}

/** The autosave and its sync live as long as the form, and work with what was drawn last. */
function useSaving(start: DraftStart, drawn: Hands): { autosave: Autosave; sync: DraftSync } {
  const hands = useRef(drawn);
  useEffect(() => {
    hands.current = drawn;
  });
  const [made] = useState(() => {
    const sync = draftSync({
      typeCode: start.type.code,
      id: start.id,
      version: start.version,
      base: start.values,
      onCreated: (id) => hands.current.onCreated(id),
      onRefused: (fields) => hands.current.onRefused(fields),
      onTheirs: (values) => hands.current.onTheirs(values),
    });
    const autosave = createAutosave({
      send: (batch) => sync.send(batch, hands.current.latest.current),
      onState: (state) => hands.current.onState(state),
      onPending: start.backup.write,
      retryable: (error) => error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500),
    });
    return { sync, autosave };
  });
  const { backup } = start;
  useEffect(() => {
    const kept = backup.read();
    // What an interrupted visit left unsaved.
    if (Object.keys(kept).length > 0) made.autosave.change(kept);
    return () => void made.autosave.flush().catch(() => undefined);
    // Once, when the form opens.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return made;
}
