import { useTranslation } from "react-i18next";

export type Priority = "low" | "medium" | "high" | "urgent";

const ORDER: readonly Priority[] = ["low", "medium", "high", "urgent"];

/** Priority as one, two or three strokes; urgent is a red square. `withWord` writes the name beside. */
export function PriorityMark({ priority, withWord }: { priority: Priority; withWord?: boolean }) {
  const { t } = useTranslation("status");
  const name = t(`priority.${priority}`);
  return (
    <span
      title={name}
      style={{ display: "inline-flex", verticalAlign: "middle", alignItems: "center", gap: 6, whiteSpace: "nowrap" }}
    >
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        role={withWord ? undefined : "img"}
        aria-label={withWord ? undefined : name}
        aria-hidden={withWord}
      >
        {priority === "urgent" ? <Urgent /> : <Strokes level={ORDER.indexOf(priority)} />}
      </svg>
      {withWord ? name : null}
    </span>
  );
}

function Urgent() {
  return (
    <>
      <rect width="13" height="13" x=".5" y=".5" rx="3" fill="var(--red)" />
      <path d="M7 3.4v4.2M7 10.2v.4" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  );
}

function Strokes({ level }: { level: number }) {
  const heights = [4, 7, 10];
  return heights.map((height, index) => (
    <rect
      key={height}
      x={1.5 + index * 4}
      y={12 - height}
      width="2.6"
      height={height}
      rx=".8"
      fill={index <= level ? "var(--text-2)" : "var(--line-strong)"}
    />
  ));
}
