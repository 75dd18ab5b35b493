import type { BlockedBecause } from "../../../ui/action/ActionButton.tsx";
import css from "./Approval.module.css";

/** Blockers line by line, each with the link to its cure. */
export function Blocks({ blockers }: { blockers: readonly BlockedBecause[] }) {
  return blockers.map(({ text, cure, href, onCure }, index) => (
    <div key={index}>
      {text}
      {cure && (href || onCure) ? ": " : null}
      {cure && onCure ? (
        <button type="button" className={css["cure"]} onClick={onCure}>
          {cure}
        </button>
      ) : cure && href ? (
        <a href={href}>{cure}</a>
      ) : null}
    </div>
  ));
}
