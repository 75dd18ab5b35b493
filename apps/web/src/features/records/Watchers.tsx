import { Popover } from "@mantine/core";
import { IconEye, IconEyeOff, IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { errorSentence } from "../../lib/errors.ts";
import { Avatar } from "../../ui/value/Avatar.tsx";
import { Button, IconButton } from "../../ui/action/Button.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { PersonPicker } from "../../ui/input/PersonPicker.tsx";
import { errorToast } from "../../ui/action/toast.tsx";
import { findPeople } from "./stream/mentionable.ts";
import css from "./Records.module.css";
import { watchersQuery } from "./recordQueries.ts";

/** Who follows a record, in a line of the right column: faces, and a list with adding and leaving. */
export function Watchers({ recordId, meId }: { recordId: string; meId: string }) {
  const { t } = useTranslation("record");
  const { data } = useQuery(watchersQuery(recordId));
  const people = data?.items ?? [];
  const watching = people.some((person) => person.id === meId);
  const change = useWatching(recordId);
  return (
    <span className={css["watchers"]}>
      <Popover position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={css["faces"]}
            aria-label={people.length > 0 ? t("watchers.list", { count: people.length }) : undefined}
          >
            {people.slice(0, 3).map((person) => (
              <Avatar key={person.id} name={person.name} size={20} />
            ))}
            <span>{people.length > 0 ? people.length : t("watchers.none")}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("watchers.title")}>
          <People people={people} onRemove={(personId) => change.mutate({ personId, on: false })} />
          <PersonPicker
            name="watcher"
            label={t("watchers.add")}
            value={null}
            onChange={(person) => person && change.mutate({ personId: person.id, on: true })}
            search={findPeople}
          />
        </Popover.Dropdown>
      </Popover>
      <Button
        kind="quiet"
        small
        icon={watching ? <IconEyeOff size={14} stroke={1.6} /> : <IconEye size={14} stroke={1.6} />}
        onClick={() => change.mutate({ personId: "me", on: !watching })}
      >
        {t(watching ? "watchers.stop" : "watchers.start")}
      </Button>
    </span>
  );
}

function useWatching(recordId: string) {
  const { t } = useTranslation("record");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ personId, on }: { personId: string; on: boolean }) => {
      const params = { path: { id: recordId, personId } };
      return on
        ? call(api.PUT("/api/v1/records/{id}/watchers/{personId}", { params }))
        : call(api.DELETE("/api/v1/records/{id}/watchers/{personId}", { params }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["record", recordId] }),
    onError: (error) => errorToast(errorSentence(error, t), t("ui:close")),
  });
}

interface PeopleProps {
  people: readonly { id: string; name: string }[];
  onRemove: (personId: string) => void;
}

function People({ people, onRemove }: PeopleProps) {
  const { t } = useTranslation("record");
  return (
    <ul role="list" className={css["people"]}>
      {people.map((person) => (
        <li key={person.id}>
          <PersonName name={person.name} />
          <IconButton label={t("watchers.remove", { name: person.name })} onClick={() => onRemove(person.id)}>
            <IconX size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
