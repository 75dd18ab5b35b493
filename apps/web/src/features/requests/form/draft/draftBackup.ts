import type { Values } from "./autosave.ts";

/** What is typed and not yet saved, on this device: it survives a reload, a lost connection and an ended session. */
export interface DraftBackup {
  read: () => Values;
  write: (pending: Values) => void;
  /** The draft got its id: the copy moves under it. */
  rename: (name: string) => void;
}

const PREFIX = "tartip.unsaved.";

/** A copy under a name of person and draft; where the browser keeps nothing, it is silently empty. */
export function draftBackup(personId: string, start: string, store: Storage = localStorage): DraftBackup {
  let name = start;
  const key = () => `${PREFIX}${personId}.${name}`;
  function write(pending: Values): void {
    try {
      if (Object.keys(pending).length === 0) store.removeItem(key());
      else store.setItem(key(), JSON.stringify(pending));
    } catch {
      // No room or no storage: the draft is still saved by the server.
    }
  }
  function read(): Values {
    try {
      const kept: unknown = JSON.parse(store.getItem(key()) ?? "{}");
      return typeof kept === "object" && kept !== null ? { ...kept } : {};
    } catch {
      return {};
    }
  }
  return {
    read,
    write,
    rename(next) {
      const kept = read();
      write({});
      name = next;
      write(kept);
    },
  };
}
