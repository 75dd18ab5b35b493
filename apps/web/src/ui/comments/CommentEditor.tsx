import { Textarea } from "@mantine/core";
import { IconBold, IconLink, IconList, IconPaperclip } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../action/Button.tsx";
import css from "./CommentEditor.module.css";
import { MentionList, useMentions } from "./MentionList.tsx";
import { marked, mentionQuery, sourceOf, withMention } from "./mentions.ts";
import type { Mentioned } from "./mentions.ts";

interface Props {
  /** Draft, kept by the page so that nothing typed is lost. */
  text: string;
  onText: (text: string) => void;
  /** Called with the server's source: `**bold**`, `- ` lists, `[text](address)`, `@[person id]`. */
  onSubmit: (source: string) => void;
  /** People who may be called by `@`. */
  findPeople: (query: string, signal: AbortSignal) => Promise<Mentioned[]>;
  /** People whose names stand in the text already, when a comment is corrected. */
  called?: Mentioned[];
  onAttach?: (() => void) | undefined;
  busy?: boolean;
  error?: string | undefined;
  submitLabel?: string;
  /** Opened to be typed in at once, as when a comment is corrected. */
  focused?: boolean;
  /** Beside the button: «видно подрядчику». */
  options?: ReactNode;
}

const MENU_GONE_MS = 200;

/** A comment: a growing text field, `@` calls a colleague, Ctrl+Enter sends. */
export function CommentEditor(props: Props) {
  const { text, onText, onSubmit, findPeople, called = [], onAttach, busy, error, submitLabel, focused, options } = props;
  const { t } = useTranslation("ui");
  const area = useRef<HTMLTextAreaElement>(null);
  const [people, setPeople] = useState<Mentioned[]>(called);
  const [query, setQuery] = useState<string | null>(null);
  const mentions = useMentions(findPeople, query);
  useEffect(() => {
    if (!focused) return undefined;
    // After the menu has given the focus back to its button.
    const timer = setTimeout(() => area.current?.focus(), MENU_GONE_MS);
    return () => clearTimeout(timer);
  }, [focused]);

  function show(next: string, caret: number) {
    onText(next);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(caret, caret);
    });
  }
  function choose(person: Mentioned) {
    const put = withMention(text, area.current?.selectionStart ?? text.length, person.name);
    setPeople([...people.filter(({ id }) => id !== person.id), person]);
    setQuery(null);
    show(put.text, put.caret);
  }
  function dress(mark: "bold" | "list" | "link") {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    const next = marked(text, selectionStart, selectionEnd, mark);
    show(next.text, next.from);
  }
  function submit() {
    if (!busy && text.trim()) onSubmit(sourceOf(text.trim(), people));
  }
  function onKeyDown(event: KeyboardEvent) {
    if (mentions.onKey(event, choose)) return event.preventDefault();
    if (event.key === "Escape") setQuery(null);
    if (!["Enter", "NumpadEnter"].includes(event.code) || !(event.ctrlKey || event.metaKey)) return;
    // The comment alone: a form above must not go with it.
    event.preventDefault();
    submit();
  }
  return (
    <div className={css["editor"]}>
      <div className={css["field"]}>
        <Textarea
          ref={area}
          aria-label={t("comment.label")}
          placeholder={t("comment.placeholder")}
          autosize
          minRows={1}
          maxRows={14}
          error={error}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setQuery(mentionQuery(event.target.value, event.target.selectionStart));
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setQuery(null)}
          aria-controls={mentions.open ? "mention-list" : undefined}
        />
        <MentionList mentions={mentions} onChoose={choose} />
      </div>
      <div className={css["tools"]}>
        <IconButton label={t("comment.bold")} onClick={() => dress("bold")}>
          <IconBold size={16} />
        </IconButton>
        <IconButton label={t("comment.list")} onClick={() => dress("list")}>
          <IconList size={16} />
        </IconButton>
        <IconButton label={t("comment.link")} onClick={() => dress("link")}>
          <IconLink size={16} />
        </IconButton>
        {onAttach ? (
          <IconButton label={t("file.attach")} onClick={onAttach}>
            <IconPaperclip size={16} />
          </IconButton>
        ) : null}
        <span className={css["space"]}>{options}</span>
        <Button small keyHint="Ctrl Enter" busy={busy} disabled={!text.trim()} onClick={submit}>
          {submitLabel ?? t("comment.send")}
        </Button>
      </div>
    </div>
  );
}
