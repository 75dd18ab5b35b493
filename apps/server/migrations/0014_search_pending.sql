-- New texts wait in a list that every search reads through: kept short, so that a busy day does not slow the search.
alter index record_search_vector_idx set (gin_pending_list_limit = 128);
alter index record_search_trgm_idx set (gin_pending_list_limit = 128);
