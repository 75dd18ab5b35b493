import { Popover } from "@mantine/core";
import {
  IconAntennaBars5,
  IconBell,
  IconCalendar,
  IconCheck,
  IconExternalLink,
  IconHandGrab,
  IconUsers,
} from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { firstDeadline } from "../../../ui/input/deadline.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { meQuery } from "../../../lib/session.ts";
import { BulkBar } from "../../../ui/table/BulkBar.tsx";
import { Button } from "../../../ui/action/Button.tsx";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { InPopover } from "../../../ui/InPopover.tsx";
import { PersonPicker } from "../../../ui/input/PersonPicker.tsx";
import { PriorityMark } from "../../../ui/value/PriorityMark.tsx";
import { errorToast, toast } from "../../../ui/action/toast.tsx";
import { actOn, changeRequest } from "../requestCommands.ts";
import type { RequestRow } from "../requestQueries.ts";
import { findPeople } from "../../../lib/peopleSearch.ts";
import { approveFromList } from "./bulkApprove.ts";
import { changeEach } from "../../lists/changeEach.ts";
import type { BulkResult } from "../../lists/changeEach.ts";
import { ChosenSum } from "../../lists/ChosenSum.tsx";
import { BulkRefusals } from "./BulkRefusals.tsx";
import { awaitsDecision } from "./bulkVotes.ts";
import css from "./List.module.css";

const MOST_TABS = 10;
const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

/** What can be done with the chosen requests at once; each by its own rules, refusals are listed. */
export function RequestBulkBar({ rows, onClear }: { rows: readonly RequestRow[]; onClear: () => void }) {
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const { busy, refused, setRefused, change } = useBulkChange(rows, onClear);
  const approve = useApprove(change);
  const asked = rows.filter((row) => awaitsDecision(row, me.person.id));
  const waiting = rows.filter((row) => row.status === "approval");
  return (
    <>
      <BulkBar count={rows.length} sum={<ChosenSum rows={rows} />} onClear={onClear}>
        {asked.length > 0 ? (
          <Button small kind="primary" busy={busy} icon={<IconCheck size={16} stroke={1.6} />} onClick={() => approve(asked)}>
            {t("list.bulk.approve", { count: asked.length })}
          </Button>
        ) : null}
        <Button
          small
          busy={busy}
          icon={<IconHandGrab size={16} stroke={1.6} />}
          onClick={() => void change((row) => actOn(row, "take"))}
        >
          {t("list.bulk.take")}
        </Button>
        {waiting.length > 0 ? (
          <Button
            small
            busy={busy}
            icon={<IconBell size={16} stroke={1.6} />}
            onClick={() => void change((row) => actOn(row, "remind"), { of: waiting })}
          >
            {t("list.bulk.remind")}
          </Button>
        ) : null}
        <CardEditors busy={busy} set={(values) => void change((row) => changeRequest(row, values))} />
        <OpenEach rows={rows} />
      </BulkBar>
      <BulkRefusals refused={refused} onClose={() => setRefused([])} />
    </>
  );
}

/** Does the same to each of the chosen ones, says how many took it, and keeps the refusals. */
function useBulkChange(rows: readonly RequestRow[], onClear: () => void) {
  const { t } = useTranslation("requests");
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<BulkResult<RequestRow>[]>([]);
  const refresh = () => cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === "list" || first === "me" });
  async function change(work: (row: RequestRow) => Promise<unknown>, { of = rows, undo }: ChangeOptions = {}) {
    setBusy(true);
    const results = await changeEach(of, work);
    setBusy(false);
    const failed = results.filter((one) => one.error !== undefined);
    const done = results.length - failed.length;
    const way = undo && done > 0 ? { undoLabel: t("ui:undo"), onUndo: () => void undo().then(refresh) } : {};
    toast(t("list.bulk.done", { done, total: results.length }), way);
    setRefused(failed);
    if (failed.length === 0) onClear();
    await refresh();
  }
  return { busy, refused, setRefused, change };
}

/** Approves each; within a few seconds all of it may be taken back. */
function useApprove(change: ReturnType<typeof useBulkChange>["change"]) {
  const { t } = useTranslation("requests");
  return (asked: readonly RequestRow[]) => {
    const ways: (() => Promise<unknown>)[] = [];
    const undo = async () => {
      const results = await Promise.allSettled(ways.map((back) => back()));
      const failed = results.find((one) => one.status === "rejected");
      if (failed) errorToast(errorSentence(failed.reason, t), t("ui:close"));
    };
    void change(async (row) => ways.push(await approveFromList(row)), { of: asked, undo });
  };
}

/** The responsible person, the term and the priority of all at once. */
function CardEditors({ busy, set }: { busy: boolean; set: (values: Record<string, unknown>) => void }) {
  const { t } = useTranslation("requests");
  return (
    <>
      <Editor busy={busy} icon={<IconUsers size={16} stroke={1.6} />} label={t("list.bulk.assign")}>
        <PersonPicker
          name="bulk-assignee"
          label={t("list.bulk.assignTo")}
          value={null}
          onChange={(person) => person && set({ assignee: person.id })}
          search={findPeople}
        />
      </Editor>
      <Editor busy={busy} icon={<IconCalendar size={16} stroke={1.6} />} label={t("list.bulk.due")}>
        <DateInput
          name="bulk-due"
          label={t("list.bulk.newDue")}
          value={null}
          min={firstDeadline()}
          onChange={(day) => day && set({ dueDate: day })}
        />
      </Editor>
      <Editor busy={busy} icon={<IconAntennaBars5 size={16} stroke={1.6} />} label={t("list.bulk.priority")}>
        <div className={css["columns"]}>
          {PRIORITIES.map((priority) => (
            <Button key={priority} kind="quiet" small onClick={() => set({ priority })}>
              <PriorityMark priority={priority} withWord />
            </Button>
          ))}
        </div>
      </Editor>
    </>
  );
}

function OpenEach({ rows }: { rows: readonly RequestRow[] }) {
  const { t } = useTranslation("requests");
  return (
    <Button
      small
      icon={<IconExternalLink size={16} stroke={1.6} />}
      disabled={rows.length > MOST_TABS}
      title={rows.length > MOST_TABS ? t("list.bulk.tooManyTabs", { count: MOST_TABS }) : undefined}
      onClick={() => rows.forEach(({ id }) => window.open(`/requests/${id}`, "_blank", "noopener"))}
    >
      {t("list.bulk.open")}
    </Button>
  );
}

interface ChangeOptions {
  /** The chosen ones it is about; all when absent. */
  of?: readonly RequestRow[];
  /** Takes back what was done. */
  undo?: () => Promise<unknown>;
}

interface EditorProps {
  icon: ReactNode;
  label: string;
  /** While the change is on its way the editor has done its part. */
  busy: boolean;
  children: ReactNode;
}

function Editor({ icon, label, busy, children }: EditorProps) {
  const [opened, setOpened] = useState(false);
  if (busy && opened) setOpened(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <Button small icon={icon} onClick={() => setOpened(!opened)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <InPopover>
          <div className={css["picker"]}>{children}</div>
        </InPopover>
      </Popover.Dropdown>
    </Popover>
  );
}
