import type { ReactNode } from "react";
import type { Shape } from "../../lib/statusLooks.ts";

const shapes: Record<Shape, ReactNode> = {
  new: <circle cx="7" cy="7" r="5.25" strokeDasharray="2.2 1.9" />,
  work: (
    <>
      <circle cx="7" cy="7" r="5.25" />
      <path d="M7 4a3 3 0 0 1 0 6z" fill="currentColor" stroke="none" />
    </>
  ),
  approval: (
    <>
      <circle cx="7" cy="7" r="5.25" />
      <path d="m4.8 7.1 1.6 1.6 2.9-3.2" />
    </>
  ),
  waits: (
    <>
      <circle cx="7" cy="7" r="5.25" />
      <path d="M7 4.2V7l1.8 1.3" />
    </>
  ),
  returned: <path d="M4.6 2.8 2.2 5.2l2.4 2.4M2.4 5.2h6a2.9 2.9 0 0 1 0 5.8H6" />,
  done: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
      <path d="m4.5 7.1 1.8 1.8 3.2-3.5" stroke="var(--tone-bg, var(--surface))" strokeWidth="1.6" />
    </>
  ),
  rejected: <path d="m3.2 3.2 7.6 7.6M10.8 3.2l-7.6 7.6" />,
  locked: <path d="M3 6.4h8v5.4H3zM4.8 6.4V4.6a2.2 2.2 0 0 1 4.4 0v1.8" />,
};

/** The little drawing of a status: tells it apart without colour. Takes the colour of the text around it. */
export function StatusShape({ shape, size = 14 }: { shape: Shape; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      style={{ flex: "none" }}
    >
      {shapes[shape]}
    </svg>
  );
}
