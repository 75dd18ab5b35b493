-- Nothing ever wrote or read it: who changed an invoice's requisites stands in the journal, field by field.
alter table invoices drop column requisites_changed_by;
