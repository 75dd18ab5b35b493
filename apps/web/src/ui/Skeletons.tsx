import css from "./Skeletons.module.css";

/** Pale lines where text will stand; `lines` of the final layout so nothing jumps. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <span className={css["lines"]} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={css["bone"]} style={{ width: `${60 + ((line * 17) % 35)}%` }} />
      ))}
    </span>
  );
}

/** The outline of a page while its data comes. */
export function PageSkeleton() {
  return (
    <div className={css["page"]} aria-busy>
      <span className={css["bone"]} style={{ width: 240, height: 20 }} />
      <span className={css["bone"]} style={{ width: 420 }} />
      <div className={css["block"]}>
        <TextSkeleton lines={4} />
      </div>
      <div className={css["block"]}>
        <TextSkeleton lines={6} />
      </div>
    </div>
  );
}
