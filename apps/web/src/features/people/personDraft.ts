import type { Schema } from "@tartip/api-client";
import type { Entity } from "../../ui/input/EntityPicker.tsx";
import type { PersonCard } from "./peopleQueries.ts";

/** A card as it is being filled in. */
export interface PersonDraft {
  lastName: string;
  firstName: string;
  middleName: string;
  email: string;
  phone: string;
  position: string;
  departmentId: string | null;
  branchId: string | null;
  manager: Entity | null;
  language: Schema<"Me">["language"];
  external: boolean;
}

/** What the form starts from: an empty card, or the person's. */
export function draftOf(person: PersonCard | undefined, managerName: string | undefined): PersonDraft {
  return {
    lastName: person?.lastName ?? "",
    firstName: person?.firstName ?? "",
    middleName: person?.middleName ?? "",
    email: person?.email ?? "",
    phone: person?.phone ?? "",
    position: person?.position ?? "",
    departmentId: person?.departmentId ?? null,
    branchId: person?.branchId ?? null,
    manager: person?.managerId ? { id: person.managerId, label: managerName ?? "" } : null,
    language: person?.language ?? "ru",
    external: person?.external ?? false,
  };
}

/** The draft as the server takes it; what was left empty is null. */
export function bodyOf({ manager, middleName, phone, ...draft }: PersonDraft) {
  return {
    ...draft,
    lastName: draft.lastName.trim(),
    firstName: draft.firstName.trim(),
    email: draft.email.trim(),
    position: draft.position.trim(),
    middleName: middleName.trim() || null,
    phone: phone.trim() || null,
    managerId: manager?.id ?? null,
  };
}

/** Only what differs and may be changed by the reader: a right to one field must not fail on the others. */
export function patchOf(before: PersonDraft, after: PersonDraft, editable: readonly string[]) {
  const was: Record<string, unknown> = bodyOf(before);
  return Object.fromEntries(
    Object.entries(bodyOf(after)).filter(([name, value]) => value !== was[name] && editable.includes(name)),
  );
}
