-- A link says whether who made it saw the other end. A basis may be chosen by its number alone; that opens it only to
-- those who are asked to decide. Of the links that forms made before, nobody can say it any more but of one's own papers.
alter table record_links add column seen boolean not null default true;
update record_links l set seen = false
  from records named, records naming
  where l.kind = 'basis' and named.id = l.to_id and named.kind = 'document' and naming.id = l.from_id and naming.kind = 'request'
    and l.created_by is distinct from named.author_id and l.created_by is distinct from named.assignee_id;
