import css from "./Person.module.css";

/** Initials in a circle: 20, 24, 28 px. The name beside it speaks for it, so readers skip it. */
export function Avatar({ name, size = 24 }: { name: string; size?: 20 | 24 | 28 }) {
  return (
    <span
      className={css["avatar"]}
      style={{ width: size, height: size, fontSize: size < 24 ? 8 : size < 28 ? 9 : 10 }}
      aria-hidden
      title={name}
    >
      {initialsOf(name)}
    </span>
  );
}

/** «Бекетова Асель» → «АБ»: first name first, as people introduce themselves. */
function initialsOf(name: string): string {
  const [last = "", first = ""] = name.trim().split(/\s+/);
  return (first.slice(0, 1) + last.slice(0, 1)).toUpperCase();
}
