import type { Scope } from "@tartip/domain/kernel/conditions";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import { createContext, useContext } from "react";
import type { Reference } from "../../../lib/reference.ts";
import type { Values } from "./draft/autosave.ts";
import type { FormFile } from "./draft/draftCalls.ts";

/** What a field of the form needs to know beyond itself. */
export interface RequestForm {
  type: RequestType;
  reference: Reference;
  scope: Scope;
  values: Values;
  files: readonly FormFile[];
  /** Sets one answer; `name` is how a chosen thing is called. */
  set: (key: string, value: unknown, name?: string) => void;
  /** Sets several answers at once: what follows from a choice. */
  setAll: (values: Values) => void;
  /** Name of an id in the values. */
  nameOf: (id: unknown) => string | undefined;
  /** The field was left: its mistakes may be told from now on. */
  touch: (key: string) => void;
  /** What is typed in the field is no date: its value stays empty, which is not what was meant. */
  unread: (key: string, unread: boolean) => void;
  /** Sentence of what is wrong with the field (or a cell of its table, `items.2.qty`). */
  errorOf: (path: string) => string | undefined;
  /** Sends a file to the draft, made when there is none yet; submitting waits for it. */
  attach: (send: (id: string) => Promise<void>) => Promise<void>;
  reloadFiles: () => Promise<void>;
  /** Whether the file is shown beside the form. */
  previewed: string | undefined;
  preview: (fileId: string) => void;
}

export const FormContext = createContext<RequestForm | undefined>(undefined);

export function useForm(): RequestForm {
  const form = useContext(FormContext);
  if (!form) throw new Error("a field stands outside its form");
  return form;
}

/** What every field component takes. */
export interface FieldProps {
  field: RequestField;
  /** Name, label with its marks, help, error: for `fieldProps` and the inputs of ui/. */
  common: {
    name: string;
    label: React.ReactNode;
    help?: React.ReactNode;
    required: boolean;
    error: string | undefined;
  };
}
