/** The mark: Т between two lines of order. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6" fill="var(--logo)" />
      <path d="M7 7.5h10M12 7.5v9M9 16.5h6" stroke="var(--logo-on)" strokeWidth="2" strokeLinecap="square" fill="none" />
    </svg>
  );
}
