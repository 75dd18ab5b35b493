interface Props {
  href: string;
  className?: string | undefined;
}

/** An address a colleague gave: opened apart, without telling the other site where it was clicked. */
export function OutLink({ href, className }: Props) {
  if (!/^https?:\/\//i.test(href)) return <span className={className}>{href}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={className}>
      {href}
    </a>
  );
}
