import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { personQuery } from "./peopleQueries.ts";

/** The immediate manager as a link; a dash when there is none or it did not come. */
export function ManagerName({ id }: { id: string | null | undefined }) {
  const { data } = useQuery({ ...personQuery(id ?? ""), enabled: Boolean(id) });
  if (!data) return "–";
  return (
    <Link to="/people/$id" params={{ id: data.id }}>
      {data.name}
    </Link>
  );
}
