-- The source of an opportunity is one of those of leads; words of one's own stand beside it.
update sales.opportunity set source_detail = coalesce(source_detail, source), source = 'other'
where source not in ('webForm', 'card', 'fair', 'referral', 'customer', 'call', 'mail', 'campaign', 'import', 'partner', 'other');
